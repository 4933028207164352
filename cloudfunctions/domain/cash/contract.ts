import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, dayOrNone, fen, identifier, listOf, operationId, text, typed } from '../../platform/calls'

/** Money at the clerk's desk, its receipts, and money that goes back. */
const PEOPLE_AT_ONCE = 12

const cashItem = z.strictObject({
  order: operationId,
  household: identifier,
  village: identifier,
  year: z.int(),
  day: civilDay,
  amount: fen,
  /** Last day on which it may be deposited; null = the notice names none. */ due: dayOrNone,
})

const because = typed(100)

/** Money at the door: from a household to the bank. */
export const cashContract = {
  owedAtDesk: {
    request: z.strictObject({ enrolments: z.array(identifier).check(z.minLength(1), z.maxLength(PEOPLE_AT_ONCE)) }),
    /**
     * `fee` null = nothing is to be taken for them, and `because` says why; `warnings` are to be said to them first.
     */
    answer: z.strictObject({
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
  },
  /**
   * The clerk has the money, or the terminal's slip, in hand. People of one household and year. `total` is what was
   * counted; `heard`: codes of warnings that the household was told. `takenOn`: the day on which the money was taken,
   * of what a phone kept for want of a network; at most three days back, and one if the terms have changed since
   * (decision 0016). Without it, now. If it can then not be entered, a conflict is left that `village.conflicts` shows.
   */
  takeCash: {
    request: z.strictObject({
      operation: operationId,
      enrolments: z.array(identifier).check(z.minLength(1), z.maxLength(PEOPLE_AT_ONCE)),
      way: z.enum(['cash', 'pos']),
      total: fen,
      /** Number of the terminal's slip; null for cash. */ slip: z.nullable(typed(40)),
      heard: z.array(text),
      takenOn: z.optional(civilDay),
    }),
    answer: z.strictObject({
      order: operationId,
      total: fen,
      day: civilDay,
      receipts: listOf(identifier),
      sentence: text,
    }),
  },
  /** What the caller holds in cash, and until when it has to be at the bank. */
  cashInHand: { request: z.strictObject({}), answer: z.strictObject({ total: fen, items: listOf(cashItem) }) },
  /** Cash of one year goes to the bank: all of it, or of these orders. `amount` as on the bank's slip. */
  depositCash: {
    request: z.strictObject({
      operation: operationId,
      year: z.int(),
      orders: z.nullable(z.array(operationId).check(z.minLength(1), z.maxLength(500))),
      amount: fen,
      slip: typed(40),
    }),
    answer: z.strictObject({ deposit: operationId, amount: fen, orders: z.int(), left: fen }),
  },
  /** A clerk takes back their own cash of today, while they hold it. */
  undoCash: {
    request: z.strictObject({ operation: operationId, order: operationId, because }),
    answer: z.strictObject({ order: operationId, sentence: text }),
  },
  /**
   * Forced: what was taken at the desk was no money, or nobody's. Only until it is deposited. Proposed, and confirmed
   * by another.
   */
  voidCash: {
    request: z.strictObject({ order: operationId, because }),
    answer: z.strictObject({ order: operationId, sentence: text }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof cashContract>
export type Answers = AnswersOf<typeof cashContract>
