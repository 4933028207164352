import { View } from '@tarojs/components'
import { useMemo, useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { useEnrollmentDeed } from '../cloud/enrollment'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { KeepButtons } from '../paper/keep-buttons'
import { Paper, type Drawing, type Sheet } from '../paper/paper'
import { A5 } from '../paper/sizes'
import { mayDo } from './desk-page'
import { drawHouseholdSlip } from './draw-household-slip'

/** 150 dots an inch are enough for large letters and a code of 60 mm. */
const PIXELS = 874

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
        ? <Tap id='code-show' className='button button-second gap' onTap={() => void show()}>{deed.state.is === 'busy' ? '正在取…' : '看家庭码，打印给他们'}</Tap>
        : <Slip code={code} />}
      <DeedSaid id='code' state={deed.state} />
    </Section>
  )
}

function Slip({ code }: { code: string }): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const drawing = useMemo((): Drawing => ({ size: A5, pixels: PIXELS, draw: (pen, pixels) => drawHouseholdSlip(pen, code, pixels) }), [code])
  return (
    <View>
      <View id='code' className='slip-number'>{code}</View>
      <Tap id='code-copy' className='link' onTap={() => void copyText(code)}>复制</Tap>
      <KeepButtons sheet={sheet} name='家庭码' size={A5} paper='用 A5 纸正好，A4 也行。' otherwise='也可以把上面的码抄到纸上。' />
      <Paper id='household-slip' drawing={drawing} undrawn='这部手机画不出这张纸，请把上面的码抄下来。' onSheet={setSheet} />
    </View>
  )
}
