import { orderView, ownOrder } from './view'
import type { Stamp, OrderDocument } from '../payments'
import {
  queryOrderAtWechat,
  closeAtWechat,
  withOrderEvent,
  wechatOrderRef,
  moveOrder,
  orderMachine,
  prepareWechat,
  putReservation,
  putOrder,
  readReservation,
  released,
  requireOrder,
  receiveFromWechat,
} from '../payments'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { ordersContract } from './contract'
import { defineAction } from '../access'

/**
 * Starts WeChat Pay for an order. Asked again while the order can be paid it is the same payment. What the phone needs
 * to pay is given out only once the order knows of it, so that an order still `placed` cannot have been paid.
 * @throws Refusal NOT_ALLOWED, WAY_NOT_OFFERED, ORDER_EXPIRED, ORDER_STATE, WECHAT_PAY_UNREACHABLE, WECHAT_PAY_REFUSED
 */
export const prepay = /* @__PURE__ */ defineAction(ordersContract, 'prepay', {
  permission: 'prepay',
  async run({ order: id }, context) {
    const order = await ownOrder(context, 'prepay', id)
    if (order.way !== 'wechat')
      throw new Refusal({
        code: 'WAY_NOT_OFFERED',
        path: 'order',
        message: '这份订单不是用微信支付的，没有扣钱。请按订单里写的渠道缴费。',
      })
    requireTime(order, context.now)
    if (order.state === 'prepaid' && order.prepay !== null)
      return { order: await orderView(context, order), payment: { ...order.prepay } }
    withOrderEvent(order, 'prepay', momentOf(context))
    const payment = await prepareWechat({
      ...wechatOrderRef(order),
      total: order.total,
      body: bodyOf(order),
      address: context.caller.address,
    })
    const prepared = await preparedOnce(order, payment, context)
    return { order: await orderView(context, prepared), payment: { ...prepared.prepay! } }
  },
})

/** In one request where nobody was faster, as in all but a race; else as the order then stands. */
async function preparedOnce(
  order: OrderDocument,
  payment: Readonly<Record<string, string>>,
  context: CallContext,
): Promise<OrderDocument> {
  const prepared = { ...withOrderEvent(order, 'prepay', momentOf(context)), prepay: payment }
  // An order leaves `placed` once and never comes back to it: who still finds it there finds it as it was read.
  if (order.state === 'placed' && (await moveOrder(context.db, order, prepared))) return prepared
  return inTransaction(context.db, (transaction) => prepayIn(transaction, order._id, payment, context))
}

async function prepayIn(
  transaction: Transaction,
  id: string,
  payment: Readonly<Record<string, string>>,
  context: CallContext,
): Promise<OrderDocument> {
  const order = await requireOrder(transaction, id)
  requireTime(order, context.now)
  if (order.state === 'prepaid' && order.prepay !== null) return order
  const prepared = { ...withOrderEvent(order, 'prepay', momentOf(context)), prepay: payment }
  await putOrder(transaction, prepared)
  return prepared
}

const momentOf = ({ caller, now, today }: CallContext) => ({ by: caller.openid, now, today })

/** The same each time: WeChat takes an order again only with the same words. */
const bodyOf = ({ lines }: OrderDocument): string => `城乡居民医保 ${lines[0]!.year}年度 ${lines.length}人`

function requireTime({ state, expiresAt }: OrderDocument, now: number): void {
  if (now < expiresAt || (state !== 'placed' && state !== 'prepaid')) return
  throw new Refusal({
    code: 'ORDER_EXPIRED',
    path: 'order',
    message: '这份订单过了付款时间，没有扣钱。请返回重新选人下单。',
  })
}

/** Where WeChat may know more than we do: it was given to the phone to pay, and no money is taken down. */
const isWorthAsking = ({ way, state, prepay, transactions }: OrderDocument): boolean =>
  way === 'wechat' && prepay !== null && transactions.length === 0 && (state === 'prepaid' || state === 'closed')

/**
 * Asks WeChat where the payment stands, and takes down what it says: a notice may be lost.
 * @throws Refusal NOT_ALLOWED, WECHAT_PAY_UNREACHABLE, BUSY
 */
export const checkOrder = /* @__PURE__ */ defineAction(ordersContract, 'checkOrder', {
  permission: 'checkOrder',
  async run({ order: id }, context) {
    const order = await ownOrder(context, 'checkOrder', id)
    if (!isWorthAsking(order)) return orderView(context, order)
    const { caller, now, today } = context
    const taken = await receiveFromWechat(context.db, order, await queryOrderAtWechat(order), {
      by: caller.openid,
      now,
      today,
    })
    return orderView(context, taken?.order ?? order)
  },
})

/**
 * The payer gives an order up. A payment that was faster is taken, and the answer says so; one that is closed stays
 * closed.
 * @throws Refusal NOT_ALLOWED, STILL_PAYABLE, WECHAT_PAY_UNREACHABLE, BUSY
 */
export const cancelOrder = /* @__PURE__ */ defineAction(ordersContract, 'cancelOrder', {
  permission: 'cancelOrder',
  async run({ order: id }, context) {
    await ownOrder(context, 'cancelOrder', id)
    const { caller, now, today } = context
    return orderView(context, await closeUnpaidOrder(context.db, id, 'cancel', { by: caller.openid, now, today }))
  },
})

/**
 * Closes an order that is not paid and frees its people. What can be paid at WeChat is closed there first; a payment
 * that was faster is taken. An order that is not open any more stays as it is; one of which some are paid for goes on
 * for these.
 * @throws Refusal STILL_PAYABLE when WeChat has not closed it, WECHAT_PAY_UNREACHABLE, BUSY
 */
export async function closeUnpaidOrder(
  db: Database,
  id: string,
  kind: 'cancel' | 'expire',
  moment: Stamp,
  because?: string,
): Promise<OrderDocument> {
  const order = await requireOrder(db, id)
  const paid = order.state === 'prepaid' ? await closedAtWechat(db, order, moment) : null
  if (paid !== null) return paid
  const closed = await inTransaction(db, (transaction) =>
    closeIn(transaction, id, order.state, { kind, because }, moment),
  )
  // Its payment was started meanwhile: now it is to be closed at WeChat too.
  return closed ?? closeUnpaidOrder(db, id, kind, moment, because)
}

/** The order as paid, where the payment was faster; null = nobody can pay it any more. */
async function closedAtWechat(db: Database, order: OrderDocument, moment: Stamp): Promise<OrderDocument | null> {
  const says = await closeAtWechat(wechatOrderRef(order))
  const taken = await receiveFromWechat(db, order, says, moment)
  if (taken !== null) return taken.order
  if (says.state === 'closed') return null
  throw new Refusal({
    code: 'STILL_PAYABLE',
    path: 'order',
    message: '微信那边还没有把这笔付款关掉，所以订单没有取消。请过一两分钟再试；这段时间请不要付款。',
  })
}

async function closeIn(
  transaction: Transaction,
  id: string,
  seen: OrderDocument['state'],
  { kind, because }: { kind: 'cancel' | 'expire'; because: string | undefined },
  moment: Stamp,
): Promise<OrderDocument | null> {
  const order = await requireOrder(transaction, id)
  if (!orderMachine.may(order.state, kind)) return order
  if (order.state === 'prepaid' && seen !== 'prepaid') return null
  const claims = await Promise.all(order.lines.map(({ enrolment }) => readReservation(transaction, enrolment)))
  for (const claim of claims)
    if (claim.order === id && claim.state === 'held') await putReservation(transaction, released(claim))
  const arrived = order.lines.filter((_, i) => claims[i]!.order === id && claims[i]!.state === 'paid')
  const closed =
    arrived.length === 0
      ? withOrderEvent(order, kind, moment, because === undefined ? {} : { because })
      : withoutTheRest(order, arrived, moment)
  await putOrder(transaction, closed)
  return closed
}

/**
 * On an official channel the tax office's news comes person by person: whom it came for stay, the others leave the
 * order.
 */
function withoutTheRest(order: OrderDocument, lines: OrderDocument['lines'], moment: Stamp): OrderDocument {
  const because = `另外${order.lines.length - lines.length}人没有等到缴费消息，已从这份订单里去掉`
  return {
    ...withOrderEvent(order, 'arrive', moment, { because }),
    lines,
    total: lines.reduce((sum, { fee }) => sum + fee, 0),
  }
}
