import type { CallContext } from '../shared/call-context'
import type { Answers, Requests } from './contract'
import type { OrderDocument } from './documents'
import { ownOrder } from './my-orders'
import { orderView } from './order-view'
import { askOf, takeFromWechat } from './take-money'

/** Where WeChat may know more than we do: it was given to the phone to pay, and no money is taken down. */
export const isWorthAsking = ({ way, state, prepay, transactions }: OrderDocument): boolean =>
  way === 'wechat' && prepay !== null && transactions.length === 0 && (state === 'prepaid' || state === 'closed')

/**
 * Asks WeChat where the payment stands, and takes down what it says: a notice may be lost.
 * @throws Refusal NOT_ALLOWED, WECHAT_PAY_UNREACHABLE, BUSY
 */
export async function checkOrder({ order: id }: Requests['checkOrder'], context: CallContext): Promise<Answers['checkOrder']> {
  const order = await ownOrder(context, 'checkOrder', id)
  if (!isWorthAsking(order)) return orderView(context, order)
  const { caller, now, today } = context
  const taken = await takeFromWechat(context.db, order, await askOf(order), { by: caller.openid, now, today })
  return orderView(context, taken?.order ?? order)
}
