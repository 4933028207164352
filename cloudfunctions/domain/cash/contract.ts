import * as z from 'zod/mini'
import { personCard } from '../people'
import { civilDay, dayOrNone, identifier, listOf, operationId, text, typed } from '../../platform/calls'

/** Money at the clerk's desk, its receipts, and money that goes back. */
const PEOPLE_AT_ONCE = 12
const fen = z.int().check(z.nonnegative(), z.maximum(1_000_000_000))
const because = typed(100)

export const requests = {
  owedAtDesk: z.strictObject({ enrolments: z.array(identifier).check(z.minLength(1), z.maxLength(PEOPLE_AT_ONCE)) }),
  /**
   * The clerk has the money, or the terminal's slip, in hand. People of one household and year. `total` is what was
   * counted; `heard`: codes of warnings that the household was told. `takenOn`: the day on which the money was taken, of what
   * a phone kept for want of a network; at most three days back, and one if the terms have changed since (decision 0016).
   * Without it, now. If it can then not be entered, a conflict is left that `village.conflicts` shows.
   */
  takeCash: z.strictObject({
    operation: operationId,
    enrolments: z.array(identifier).check(z.minLength(1), z.maxLength(PEOPLE_AT_ONCE)),
    way: z.enum(['cash', 'pos']),
    total: fen,
    /** Number of the terminal's slip; null for cash. */ slip: z.nullable(typed(40)),
    heard: z.array(text),
    takenOn: z.optional(civilDay),
  }),
  /** What the caller holds in cash, and until when it has to be at the bank. */
  cashInHand: z.strictObject({}),
  /** Cash of one year goes to the bank: all of it, or of these orders. `amount` as on the bank's slip. */
  depositCash: z.strictObject({
    operation: operationId,
    year: z.int(),
    orders: z.nullable(z.array(operationId).check(z.minLength(1), z.maxLength(500))),
    amount: fen,
    slip: typed(40),
  }),
  /** Forced: what was taken at the desk was no money, or nobody's. Only until it is deposited. */
  voidCash: z.strictObject({ order: operationId, because }),
  /** Receipts on which a person stands. */
  receiptsFor: z.strictObject({ enrolment: identifier }),
  /** The county's list: refunds that wait for somebody, oldest first. */
  refundsToDecide: z.strictObject({}),
  agreeRefund: z.strictObject({ refund: identifier }),
  refuseRefund: z.strictObject({ refund: identifier, because }),
  /** Money of an order that counts for nobody: it is to go back to who paid. */
  returnHeldBack: z.strictObject({ order: operationId }),
  /** Sends the money back the way it came. `evidence`: number of the transfer or of the signed slip; null where WeChat does it. */
  sendRefund: z.strictObject({ refund: identifier, evidence: z.nullable(typed(64)) }),
}

const cashItem = z.strictObject({
  order: operationId,
  household: identifier,
  village: identifier,
  year: z.int(),
  day: civilDay,
  amount: fen,
  /** Last day on which it may be deposited; null = the notice names none. */ due: dayOrNone,
})
const refund = z.strictObject({
  refund: identifier,
  order: operationId,
  person: personCard,
  year: z.int(),
  amount: fen,
  day: civilDay,
  why: text,
  state: z.enum(['asked', 'agreedOnce', 'agreed', 'refused', 'sent', 'done']),
  words: text,
  /** The caller may decide on it: they neither asked nor agreed before. */
  mayDecide: z.boolean(),
})

export const answers = {
  /** `fee` null = nothing is to be taken for them, and `because` says why; `warnings` are to be said to them first. */
  owedAtDesk: z.strictObject({
    people: listOf(
      z.strictObject({
        enrolment: identifier,
        fee: z.nullable(fen),
        because: z.nullable(text),
        warnings: listOf(z.strictObject({ code: text, message: text })),
      }),
    ),
    total: fen,
  }),
  takeCash: z.strictObject({
    order: operationId,
    total: fen,
    day: civilDay,
    receipts: listOf(identifier),
    sentence: text,
  }),
  cashInHand: z.strictObject({ total: fen, items: listOf(cashItem) }),
  depositCash: z.strictObject({ deposit: operationId, amount: fen, orders: z.int(), left: fen }),
  voidCash: z.strictObject({ order: operationId, sentence: text }),
  receiptsFor: z.strictObject({
    receipts: listOf(
      z.strictObject({
        receipt: identifier,
        /** Of whoever paid; a refund is asked of it. */ order: operationId,
        day: civilDay,
        amount: fen,
        state: z.enum(['issued', 'void']),
      }),
    ),
  }),
  refundsToDecide: z.strictObject({ refunds: listOf(refund), more: z.boolean() }),
  agreeRefund: refund,
  refuseRefund: refund,
  returnHeldBack: z.strictObject({ refunds: listOf(refund) }),
  sendRefund: refund,
}
