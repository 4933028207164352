import type { Database, Transaction } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { OrderDocument } from './documents'
import { moved, type Moment } from './order-moves'
import { nextOrderState } from './order-states'
import { putClaim, readClaim } from './records/claims'
import { putOrder, requireOrder } from './records/orders'
import { namesOf, takeFromWechat } from './take-money'
import { closeAtWechat } from './wechat-pay'

/**
 * Closes an order that is not paid and frees its people. What can be paid at WeChat is closed there first; a payment that
 * was faster is taken. An order that is not open any more stays as it is; one of which some are paid for goes on for these.
 * @throws Refusal STILL_PAYABLE when WeChat has not closed it, WECHAT_PAY_UNREACHABLE, BUSY
 */
export async function closeUnpaid(db: Database, id: string, kind: 'cancel' | 'expire', moment: Moment): Promise<OrderDocument> {
  const order = await requireOrder(db, id)
  const paid = order.state === 'prepaid' ? await closedAtWechat(db, order, moment) : null
  if (paid !== null) return paid
  const closed = await inTransaction(db, (transaction) => closeIn(transaction, id, order.state, kind, moment))
  // Its payment was started meanwhile: now it is to be closed at WeChat too.
  return closed ?? closeUnpaid(db, id, kind, moment)
}

/** The order as paid, where the payment was faster; null = nobody can pay it any more. */
async function closedAtWechat(db: Database, order: OrderDocument, moment: Moment): Promise<OrderDocument | null> {
  const says = await closeAtWechat(namesOf(order))
  const taken = await takeFromWechat(db, order, says, moment)
  if (taken !== null) return taken.order
  if (says.state === 'closed') return null
  throw new Refusal({ code: 'STILL_PAYABLE', path: 'order', message: '微信那边还没有把这笔付款关掉，所以订单没有取消。请过一两分钟再试；这段时间请不要付款。' })
}

async function closeIn(transaction: Transaction, id: string, seen: OrderDocument['state'], kind: 'cancel' | 'expire', moment: Moment): Promise<OrderDocument | null> {
  const order = await requireOrder(transaction, id)
  if (nextOrderState(order.state, kind) === null) return order
  if (order.state === 'prepaid' && seen !== 'prepaid') return null
  const claims = await Promise.all(order.lines.map(({ enrolment }) => readClaim(transaction, enrolment)))
  for (const claim of claims) if (claim.order === id && claim.state === 'held') await putClaim(transaction, { ...claim, order: null, state: 'free' })
  const arrived = order.lines.filter((_, i) => claims[i]!.order === id && claims[i]!.state === 'paid')
  const closed = arrived.length === 0 ? moved(order, kind, moment) : withoutTheRest(order, arrived, moment)
  await putOrder(transaction, closed)
  return closed
}

/** On an official channel the tax office's news comes person by person: whom it came for stay, the others leave the order. */
function withoutTheRest(order: OrderDocument, lines: OrderDocument['lines'], moment: Moment): OrderDocument {
  const because = `另外${order.lines.length - lines.length}人没有等到缴费消息，已从这份订单里去掉`
  return { ...moved(order, 'arrive', moment, { because }), lines, total: lines.reduce((sum, { fee }) => sum + fee, 0) }
}
