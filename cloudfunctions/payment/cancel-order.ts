import type { CallContext } from '../shared/call-context'
import { closeUnpaid } from './close-unpaid'
import type { Answers, Requests } from './contract'
import { ownOrder } from './my-orders'
import { orderView } from './order-view'

/**
 * The payer gives an order up. A payment that was faster is taken, and the answer says so; one that is closed stays closed.
 * @throws Refusal NOT_ALLOWED, STILL_PAYABLE, WECHAT_PAY_UNREACHABLE, BUSY
 */
export async function cancelOrder({ order: id }: Requests['cancelOrder'], context: CallContext): Promise<Answers['cancelOrder']> {
  await ownOrder(context, 'cancelOrder', id)
  const { caller, now, today } = context
  return orderView(context, await closeUnpaid(context.db, id, 'cancel', { by: caller.openid, now, today }))
}
