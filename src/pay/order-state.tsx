import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Order } from '../cloud/payment'
import { Section } from '../components/section'
import { StateWord } from '../components/state-word'
import { Sum } from '../components/sum'
import { Words } from '../components/words'
import { toneOfOrder } from './order-tones'

/** How much, where it is, and what to do or to wait for. */
export function OrderState({ order: { state, stateName, sentence, total }, children }: { order: Order; children?: ReactNode }): ReactNode {
  return (
    <Section id='order-now'>
      <Sum id='order-total' words='一共' fen={total} large />
      <StateWord tone={toneOfOrder(state)}>{stateName}</StateWord>
      <View id='order-sentence' className='status-sentence'><Words>{sentence}</Words></View>
      {children}
    </Section>
  )
}
