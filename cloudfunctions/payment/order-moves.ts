import type { CivilDay } from '../../rules'
import { Refusal } from '../shared/refusal'
import type { OrderDocument, OrderEvent } from './documents'
import { nextOrderState, ORDER_EVENTS, ORDER_STATES, type OrderEventKind } from './order-states'

/** Who does it (an openid, `wechat`, `tax`, or a job) and when. */
export interface Moment { by: string; now: number; today: CivilDay }

/** What an event brings beside its kind. */
export type Brings = Pick<OrderEvent, 'amount' | 'transaction' | 'because'>

/**
 * The order after an event.
 * @throws Refusal ORDER_STATE when its state does not allow it
 */
export function moved(order: OrderDocument, kind: OrderEventKind, { by, now, today }: Moment, brings: Brings = {}): OrderDocument {
  const state = nextOrderState(order.state, kind)
  if (state === null) {
    throw new Refusal({
      code: 'ORDER_STATE', path: 'order', found: order.state,
      message: `不能“${ORDER_EVENTS[kind].name}”：这份订单现在是“${ORDER_STATES[order.state]}”，什么也没有改动。请返回订单页，下拉刷新看看现在的情况。`,
    })
  }
  const event: OrderEvent = { id: `${order._id}~${order.events.length + 1}`, kind, at: now, day: today, by, ...brings }
  return { ...order, state, events: [...order.events, event] }
}
