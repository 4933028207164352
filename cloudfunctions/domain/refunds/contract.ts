import * as z from 'zod/mini'
import { unmatchedPaymentMachine } from './unmatched-machine'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, fen, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'
import { personCard } from '../people'

const unmatchedPaymentState = z.enum(unmatchedPaymentMachine.stateIds)

/** fen that WeChat confirms. */
const amountConfirmed = z.int().check(z.positive(), z.maximum(100_000_000))

const unmatchedPayment = z.strictObject({
  oddity: identifier,
  state: unmatchedPaymentState,
  stateName: text,
  amount: amountConfirmed,
  day: civilDay,
  /** WeChat's number of the payment, and the number of the order that it was for, to look it up at WeChat. */
  transaction: text,
  merchantNo: text,
  sentence: text,
  /** Why it is to go back. */ because: textOrNone,
  /** The caller may agree: it was somebody else's word. */ mayAgree: z.boolean(),
})

const refund = z.strictObject({
  refund: identifier,
  order: operationId,
  person: personCard,
  year: z.int(),
  amount: fen,
  day: civilDay,
  why: text,
  state: z.enum(['asked', 'agreedOnce', 'agreed', 'refused', 'sent', 'failed', 'done']),
  words: text,
  /** The caller may decide on it: they neither asked nor agreed before. */
  mayDecide: z.boolean(),
})

const because = typed(100)

/**
 * What the county does with money that did not fit its order (to give it back: `returnHeldBack`), and with money paid
 * elsewhere.
 */
export const refundsContract = {
  /** Money that WeChat confirms for no order of ours; the page after `before`. */
  oddities: {
    request: z.strictObject({ state: unmatchedPaymentState, before: z.nullable(identifier) }),
    answer: z.strictObject({ oddities: listOf(unmatchedPayment), more: z.boolean() }),
  },
  /** It is this person's payment for this year: of what was owed on its day. */
  assignOddity: {
    request: z.strictObject({ oddity: identifier, enrolment: identifier, because: typed(100) }),
    answer: unmatchedPayment,
  },
  /** It goes back to who paid: proposed by one of the county, agreed by another, then sent. */
  proposeOddityReturn: {
    request: z.strictObject({ oddity: identifier, because: typed(100) }),
    answer: unmatchedPayment,
  },
  declineOddityReturn: { request: z.strictObject({ oddity: identifier }), answer: unmatchedPayment },
  agreeOddityReturn: { request: z.strictObject({ oddity: identifier }), answer: unmatchedPayment },
  /** `evidence`: number of the transfer by which somebody paid it out; null = by WeChat. */
  sendOddityBack: {
    request: z.strictObject({ oddity: identifier, evidence: z.nullable(typed(64)) }),
    answer: unmatchedPayment,
  },
  /** The county's list: refunds that wait for somebody, oldest first. */
  refundsToDecide: {
    request: z.strictObject({}),
    answer: z.strictObject({ refunds: listOf(refund), more: z.boolean() }),
  },
  agreeRefund: { request: z.strictObject({ refund: identifier }), answer: refund },
  refuseRefund: { request: z.strictObject({ refund: identifier, because }), answer: refund },
  /** Money of an order that counts for nobody: it is to go back to who paid. */
  returnHeldBack: {
    request: z.strictObject({ order: operationId }),
    answer: z.strictObject({ refunds: listOf(refund) }),
  },
  /**
   * Sends the money back the way it came. `evidence`: number of the transfer or of the signed slip; null where WeChat
   * does it.
   */
  sendRefund: { request: z.strictObject({ refund: identifier, evidence: z.nullable(typed(64)) }), answer: refund },
} satisfies Contract

export type Requests = RequestsOf<typeof refundsContract>
export type Answers = AnswersOf<typeof refundsContract>
