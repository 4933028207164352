import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Order } from '../cloud/payment'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'

const CAN_BE_RETURNED: readonly Order['state'][] = ['paid', 'arrived', 'returning']

/** Receipts, and what was or can be given back. */
export function OrderPapers({ order }: { order: Order }): ReactNode {
  const { receipts, refunds, people, state } = order
  const returnable = CAN_BE_RETURNED.includes(state) ? people.filter(({ enrolment }) => !refunds.some((one) => one.enrolment === enrolment)) : []
  if (receipts.length + refunds.length + returnable.length === 0) return null
  return (
    <Section id='order-papers' title='收据和退费'>
      {receipts.map((receipt) => (
        <Tap key={receipt} className='link order-receipt' label={`看收据 ${receipt}`} onTap={() => void goTo(`/pages/pay/receipt/index?receipt=${receipt}`)}>看收据 ›</Tap>
      ))}
      {refunds.map(({ enrolment, words, amount }, i) => <View key={enrolment ?? i} className='row order-refund'>{nameOf(order, enrolment)}退 {yuan(amount)} 元：{words}</View>)}
      {returnable.map(({ enrolment, person }) => (
        <Tap key={enrolment} className='link order-ask-refund' label={`给${person.name}申请退费`} onTap={() => void goTo(`/pages/pay/refund/index?order=${order.order}&enrolment=${enrolment}`)}>{person.name}：能不能退费 ›</Tap>
      ))}
    </Section>
  )
}

function nameOf({ people }: Order, enrolment: string | null): string {
  const name = people.find((one) => one.enrolment === enrolment)?.person.name
  return name === undefined ? '' : `${name} `
}
