import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { usePayment, type PaymentAnswers, type PaymentRequests } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { OddityRow } from './oddity-row'

type State = PaymentRequests['oddities']['state']

/** By what there is to do; the server names a state on each row. */
const STEPS: readonly { state: State; name: string }[] = [
  { state: 'open', name: '待认领' }, { state: 'proposed', name: '等同意' }, { state: 'agreed', name: '等退款' }, { state: 'sent', name: '正在退' }, { state: 'assigned', name: '认领了的' }, { state: 'returned', name: '退完的' },
]

/** Money that WeChat confirms for no order of ours: somebody finds whose it is, or it goes back (record 0014). */
export function OdditiesPart({ desk }: { desk: CountyDesk }): ReactNode {
  const [state, setState] = useState<State>('open')
  return (
    <View>
      <View id='oddity-steps' className='chips gap'>
        {STEPS.map((step) => <Tap key={step.state} id={`step-${step.state}`} className={step.state === state ? 'chip chip-on' : 'chip'} role='radio' checked={step.state === state} onTap={() => setState(step.state)}>{step.name}</Tap>)}
      </View>
      <Oddities key={state} desk={desk} state={state} />
    </View>
  )
}

type Page = PaymentAnswers['oddities']

function Oddities({ desk, state }: { desk: CountyDesk; state: State }): ReactNode {
  const [before, setBefore] = useState<string | null>(null)
  const { asked, again } = usePayment('oddities', { state, before })
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取微信的款' back={null}>
      {({ oddities, more }: Page) => (
        <Section id='oddities'>
          {oddities.length === 0 && <View id='oddities-none'>这一步没有要办的。</View>}
          {oddities.map((oddity) => <OddityRow key={oddity.oddity} oddity={oddity} desk={desk} onDone={before === null ? again : () => setBefore(null)} />)}
          {before !== null && <Tap id='oddities-newest' className='link' onTap={() => setBefore(null)}>‹ 回到最新的</Tap>}
          {more && <Tap id='oddities-more' className='button button-second gap' onTap={() => setBefore(oddities.at(-1)!.oddity)}>看更早的</Tap>}
        </Section>
      )}
    </AskedPart>
  )
}
