import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { useEnrollmentDeed } from '../cloud/enrollment'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { mayDo } from './desk-page'

/** The code for the household's paper. Whoever holds it can see them, so it is asked for by a tap and leaves a line of audit. */
export function HouseholdCode({ household }: { household: string }): ReactNode {
  const deed = useEnrollmentDeed('printHouseholdCode', household)
  const [code, setCode] = useState<string | null>(null)
  if (!mayDo('printHouseholdCode')) return null
  const show = async (): Promise<void> => {
    const shown = await deed.run({ household })
    if (shown !== null) setCode(shown.code)
  }
  return (
    <Section id='household-code' title='家庭码'>
      <View className='quiet'>家里人用它在自己手机上绑定。只交给这一家的人。</View>
      {code === null
        ? <Tap id='code-show' className='button button-second gap' onTap={() => void show()}>{deed.state.is === 'busy' ? '正在取…' : '看家庭码，抄到纸上'}</Tap>
        : <View><View id='code' className='slip-number'>{code}</View><Tap id='code-copy' className='link' onTap={() => void copyText(code)}>复制</Tap></View>}
      <DeedSaid id='code' state={deed.state} />
    </Section>
  )
}
