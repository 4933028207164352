import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Channel } from '../../rules'
import { ClauseQuote } from './clause'
import { copyText } from './phone-actions'
import { Tap } from './tap'
import { Words } from './words'

const NEEDS = {
  face: '本人刷脸',
  idNumber: '身份证号',
  idCard: '身份证',
  socialCard: '社保卡',
  bankCard: '银行卡',
  cash: '现金',
  password: '密码',
  slip: '核定单',
} satisfies Record<Channel['needs'][number], string>
/** The server may know of more than this version of the program. */
const NEED_WORDS: Readonly<Record<string, string>> = NEEDS

type Steps = Pick<Channel, 'id' | 'steps' | 'copy' | 'cite' | 'quote'> & { needs: readonly string[] }

/** What to bring, each step with its number, what is worth copying, and the notice's own words. */
export function ChannelSteps({ channel: { id, steps, needs, copy, cite, quote } }: { channel: Steps }): ReactNode {
  return (
    <View>
      {needs.length > 0 && <View className='quiet'>要准备：{needs.map((need) => NEED_WORDS[need] ?? need).join('、')}</View>}
      {steps.map((step, i) => (
        <View key={step} className='step'>
          <View className='step-number'>{i + 1}</View>
          <View className='step-words'><Words>{step}</Words></View>
        </View>
      ))}
      {copy !== null && (
        <View className='gap'>
          <Tap id={`channel-${id}-copy`} className='button button-second' onTap={() => void copyText(copy)}>复制“{copy}”</Tap>
        </View>
      )}
      <ClauseQuote source={{ cite, quote }} />
    </View>
  )
}
