import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { PolicyHead } from '../../rules'
import { sayDay } from '../clock/civil-days'
import { Section } from '../components/section'
import { Words } from '../components/words'

/** Which notice all this rests on. */
export function NoticePart({ policy }: { policy: PolicyHead }): ReactNode {
  const { title, number, issuer, issued } = policy
  const lines = [title ?? '（通知的题目已缺失）', number, issuer, issued === null ? null : `${sayDay(issued)}发布`]
  return (
    <Section id='notice' title='依据的通知'>
      {lines.filter((line) => line !== null).map((line) => <View key={line}><Words>{line}</Words></View>)}
      <View className='quiet'>本程序是按这份通知试算的，不是官方凭证，最后以经办机构核定为准。</View>
    </Section>
  )
}
