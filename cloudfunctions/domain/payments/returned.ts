import type { OrderDocument, Stamp } from './documents'
import { withOrderEvent } from './documents'
import { entryOf } from './ledger'
import { writeEntries } from './ledger-store'
import { orderMachine } from './order-machine'
import { released } from './reservation'
import { putReservation, readReservation } from './reservations'
import type { Counted } from './settle'
import { putOrder, requireOrder } from './store'
import type { WechatPaymentState } from './wechat-answers'
import type { Database } from '../../platform/database'
import { inTransaction } from '../../platform/database'

type Returned = Extract<WechatPaymentState, { state: 'returned' }>

/**
 * Money that came for an order and went back at the merchant's console before we knew of it: nobody is paid for by it.
 * The order closes and lets its people go; the ledger shows that it came and went. What counted already stays as it is.
 */
export function takeReturned(
  db: Database,
  id: string,
  { amount, transaction: payment, day }: Returned,
  moment: Stamp,
): Promise<Counted> {
  return inTransaction(db, async (transaction) => {
    const order = await requireOrder(transaction, id)
    if (order.transactions.includes(payment) || !orderMachine.may(order.state, 'returnElsewhere'))
      return { order, outcome: 'known' }
    const because = '付款后已在微信商户平台退回，不算缴费'
    const after: OrderDocument = {
      ...withOrderEvent(order, 'returnElsewhere', moment, { amount, transaction: payment, because }),
      transactions: [...order.transactions, payment],
    }
    for (const { enrolment } of order.lines) {
      const claim = await readReservation(transaction, enrolment)
      if (claim.order === id && claim.state === 'held') await putReservation(transaction, released(claim))
    }
    await putOrder(transaction, after)
    const { region, year } = order.lines[0]!
    const money = { season: `${region}-${year}` as const, way: 'wechat' as const, order: id, amount }
    await writeEntries(transaction, [
      entryOf(`${id}~${payment}~back`, day, 'holdBack', money),
      entryOf(`${id}~${payment}~returned`, moment.today, 'refund', money),
    ])
    return { order: after, outcome: 'returnElsewhere' }
  })
}
