import * as z from 'zod/mini'
import { civilDay, enrolmentSummary, identifier, listOf, operationId, typed } from '../enrollment/contract-shapes'
import { order } from './contract-payer'

const fen = z.int().check(z.positive(), z.maximum(100_000_000))

/** What the county does with money that did not fit its order (to give it back: `returnHeldBack`), and with money paid elsewhere. */
export const requests = {
  /** A payment made at a counter that is not ours. `day`: of payment, null = today; `way` as people call it; `evidence`: number of its receipt. */
  recordPayment: z.strictObject({ operation: operationId, enrolment: identifier, day: z.nullable(civilDay), amount: fen, way: typed(20), evidence: typed(64) }),
  /** Forced: what the county took down so never was, or was somebody else's. Until it has arrived; then it goes back as a refund. */
  voidPayment: z.strictObject({ operation: operationId, enrolment: identifier, because: typed(100) }),
  ordersInQuestion: z.strictObject({}),
  /** Forced: what was in question counts after all. */
  countAfterAll: z.strictObject({ order: operationId, because: typed(100) }),
}

export const answers = {
  /** `order`: of a refund's application, should there be one. */
  recordPayment: z.strictObject({ order: operationId, summary: enrolmentSummary }),
  voidPayment: z.strictObject({ summary: enrolmentSummary }),
  ordersInQuestion: z.strictObject({ orders: listOf(order), more: z.boolean() }),
  countAfterAll: order,
}
