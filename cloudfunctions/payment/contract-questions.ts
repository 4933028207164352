import * as z from 'zod/mini'
import { listOf, operationId, typed } from '../enrollment/contract-shapes'
import { order } from './contract-payer'

/** What the county does with money that did not fit its order. To give it back: `returnHeldBack`. */
export const requests = {
  ordersInQuestion: z.strictObject({}),
  /** Forced: what was in question counts after all. */
  countAfterAll: z.strictObject({ order: operationId, because: typed(100) }),
}

export const answers = {
  ordersInQuestion: z.strictObject({ orders: listOf(order), more: z.boolean() }),
  countAfterAll: order,
}
