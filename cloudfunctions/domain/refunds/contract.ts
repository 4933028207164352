import * as z from 'zod/mini'
import { enrolmentSummary } from '../enrolments/contract'
import { order } from '../orders/contract'
import type { UnmatchedPaymentState } from './unmatched-documents'
import { UNMATCHED_PAYMENT_STATE_IDS } from './unmatched-documents'
import { civilDay, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'

const fen = z.int().check(z.positive(), z.maximum(100_000_000))

const unmatchedPaymentState = z.enum(UNMATCHED_PAYMENT_STATE_IDS as [UnmatchedPaymentState, ...UnmatchedPaymentState[]])

/** What the county does with money that did not fit its order (to give it back: `returnHeldBack`), and with money paid elsewhere. */
export const requests = {
  /** A payment made at a counter that is not ours. `day`: of payment, null = today; `way` as people call it; `evidence`: number of its receipt. */
  recordPayment: z.strictObject({
    operation: operationId,
    enrolment: identifier,
    day: z.nullable(civilDay),
    amount: fen,
    way: typed(20),
    evidence: typed(64),
  }),
  /** Forced: what the county took down so never was, or was somebody else's. Until it has arrived; then it goes back as a refund. */
  voidPayment: z.strictObject({ operation: operationId, enrolment: identifier, because: typed(100) }),
  ordersInQuestion: z.strictObject({}),
  /** Forced: what was in question counts after all. */
  countAfterAll: z.strictObject({ order: operationId, because: typed(100) }),
  /** Money that WeChat confirms for no order of ours; the page after `before`. */
  oddities: z.strictObject({ state: unmatchedPaymentState, before: z.nullable(identifier) }),
  /** It is this person's payment for this year: of what was owed on its day. */
  assignOddity: z.strictObject({ oddity: identifier, enrolment: identifier, because: typed(100) }),
  /** It goes back to who paid: proposed by one of the county, agreed by another, then sent. */
  proposeOddityReturn: z.strictObject({ oddity: identifier, because: typed(100) }),
  declineOddityReturn: z.strictObject({ oddity: identifier }),
  agreeOddityReturn: z.strictObject({ oddity: identifier }),
  /** `evidence`: number of the transfer by which somebody paid it out; null = by WeChat. */
  sendOddityBack: z.strictObject({ oddity: identifier, evidence: z.nullable(typed(64)) }),
}

const unmatchedPayment = z.strictObject({
  oddity: identifier,
  state: unmatchedPaymentState,
  stateName: text,
  amount: fen,
  day: civilDay,
  /** WeChat's number of the payment, and the number of the order that it was for, to look it up at WeChat. */
  transaction: text,
  merchantNo: text,
  sentence: text,
  /** Why it is to go back. */ because: textOrNone,
  /** The caller may agree: it was somebody else's word. */ mayAgree: z.boolean(),
})

export const answers = {
  /** `order`: of a refund's application, should there be one. */
  recordPayment: z.strictObject({ order: operationId, summary: enrolmentSummary }),
  voidPayment: z.strictObject({ summary: enrolmentSummary }),
  ordersInQuestion: z.strictObject({ orders: listOf(order), more: z.boolean() }),
  oddities: z.strictObject({ oddities: listOf(unmatchedPayment), more: z.boolean() }),
  assignOddity: unmatchedPayment,
  proposeOddityReturn: unmatchedPayment,
  declineOddityReturn: unmatchedPayment,
  agreeOddityReturn: unmatchedPayment,
  sendOddityBack: unmatchedPayment,
  countAfterAll: order,
}
