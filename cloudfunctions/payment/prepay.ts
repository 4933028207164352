import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import type { OrderDocument } from './documents'
import { ownOrder } from './my-orders'
import { moved } from './order-moves'
import { orderView } from './order-view'
import { putOrder, requireOrder } from './records/orders'
import { namesOf } from './take-money'
import { prepareWechat } from './wechat-pay'

/**
 * Starts WeChat Pay for an order. Asked again while the order can be paid it is the same payment. What the phone needs
 * to pay is given out only once the order knows of it, so that an order still `placed` cannot have been paid.
 * @throws Refusal NOT_ALLOWED, WAY_NOT_OFFERED, ORDER_EXPIRED, ORDER_STATE, WECHAT_PAY_UNREACHABLE, WECHAT_PAY_REFUSED
 */
export async function prepay({ order: id }: Requests['prepay'], context: CallContext): Promise<Answers['prepay']> {
  const order = await ownOrder(context, 'prepay', id)
  if (order.way !== 'wechat') throw new Refusal({ code: 'WAY_NOT_OFFERED', path: 'order', message: '这份订单不是用微信支付的，没有扣钱。请按订单里写的渠道缴费。' })
  requireTime(order, context.now)
  if (order.state === 'prepaid' && order.prepay !== null) return { order: await orderView(context, order), payment: { ...order.prepay } }
  moved(order, 'prepay', momentOf(context))
  const payment = await prepareWechat({ ...namesOf(order), total: order.total, body: bodyOf(order), address: context.caller.address })
  const prepared = await inTransaction(context.db, (transaction) => prepayIn(transaction, id, payment, context))
  return { order: await orderView(context, prepared), payment: { ...prepared.prepay! } }
}

async function prepayIn(transaction: Transaction, id: string, payment: Readonly<Record<string, string>>, context: CallContext): Promise<OrderDocument> {
  const order = await requireOrder(transaction, id)
  requireTime(order, context.now)
  if (order.state === 'prepaid' && order.prepay !== null) return order
  const prepared = { ...moved(order, 'prepay', momentOf(context)), prepay: payment }
  await putOrder(transaction, prepared)
  return prepared
}

const momentOf = ({ caller, now, today }: CallContext) => ({ by: caller.openid, now, today })

/** The same each time: WeChat takes an order again only with the same words. */
const bodyOf = ({ lines }: OrderDocument): string => `城乡居民医保 ${lines[0]!.year}年度 ${lines.length}人`

function requireTime({ state, expiresAt }: OrderDocument, now: number): void {
  if (now < expiresAt || (state !== 'placed' && state !== 'prepaid')) return
  throw new Refusal({ code: 'ORDER_EXPIRED', path: 'order', message: '这份订单过了付款时间，没有扣钱。请返回重新选人下单。' })
}
