import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { saySpan } from '../clock/civil-days'
import type { QuotedPerson } from '../cloud/payment'
import { Choice } from '../components/choice'
import { goTo } from '../components/go-to'
import { Sum } from '../components/sum'
import { Tap } from '../components/tap'
import { Words } from '../components/words'

interface PayableRowProps {
  quoted: QuotedPerson
  /** 母亲; '' of someone with whom there is no link. */
  relation: string
  on: boolean
  onTap: () => void
}

/** Someone who can be paid for, to be ticked; or why not. */
export function PayableRow({ quoted, relation, on, onTap }: PayableRowProps): ReactNode {
  const { name, place, year, warnings, benefit } = quoted
  const label = relation === '' ? name : `${relation} · ${name}`
  if (!isPayable(quoted)) return <UnpayableRow quoted={quoted} label={label} />
  return (
    <Choice id={`pay-${rowId(quoted)}`} many label={label} hint={`${year} 年度，${place}`} on={on} onTap={onTap}>
      <Sum words='交' fen={quoted.fee} />
      {benefit !== null && <View><Words>{`能报销：${saySpan(benefit.from, benefit.to)}`}</Words></View>}
      {warnings.length > 0 && <View className='quiet'>{`有 ${warnings.length} 条要先看清楚，下一页说。`}</View>}
    </Choice>
  )
}

export const isPayable = (quoted: QuotedPerson): quoted is QuotedPerson & { fee: number } => quoted.payable && quoted.fee !== null
const rowId = ({ enrolment, index }: QuotedPerson): string => enrolment ?? `stranger-${index}`

function UnpayableRow({ quoted, label }: { quoted: QuotedPerson; label: string }): ReactNode {
  const { name, place, year, because, order } = quoted
  return (
    <View id={`pay-not-${rowId(quoted)}`} className='row'>
      <View className='strong'>{label}</View>
      <View className='quiet'>{year} 年度，{place}</View>
      <View><Words>{because ?? '现在不用交。'}</Words></View>
      {order !== null && <OwnOrderLink order={order} name={name} />}
    </View>
  )
}

export function OwnOrderLink({ order, name }: { order: string; name: string }): ReactNode {
  return <Tap className='link pay-own-order' label={`看${name}的订单`} onTap={() => void goTo(orderPage(order))}>去看这份订单 ›</Tap>
}

export const orderPage = (order: string): string => `/pages/pay/order/index?order=${order}`
