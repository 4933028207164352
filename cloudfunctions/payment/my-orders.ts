import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { GuardedAction } from '../shared/permissions'
import type { Answers, Requests } from './contract'
import type { OrderDocument } from './documents'
import { orderView, orderViews } from './order-view'
import { ordersOf, readOrder } from './records/orders'

const ORDERS_A_PAGE = 10

/** The caller's orders, newest first. */
export async function myOrders({ before }: Requests['orders'], context: CallContext): Promise<Answers['orders']> {
  const last = before === null ? null : await ownOrder(context, 'order', before)
  const found = await ordersOf(context.db, context.caller.openid, last, ORDERS_A_PAGE + 1)
  return { orders: await orderViews(context, found.slice(0, ORDERS_A_PAGE)), more: found.length > ORDERS_A_PAGE }
}

export async function showOrder({ order }: Requests['order'], context: CallContext): Promise<Answers['order']> {
  return orderView(context, await ownOrder(context, 'order', order))
}

/**
 * An order of the caller's. Nobody learns whether another's is there.
 * @throws Refusal NOT_ALLOWED
 */
export async function ownOrder(context: CallContext, action: GuardedAction, id: string): Promise<OrderDocument> {
  const order = await readOrder(context.db, id)
  await requireAllowed(context, action, { id, ...(order === null ? {} : { owner: order.payer }) })
  return order!
}
