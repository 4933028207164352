import * as z from 'zod/mini'
import { civilDay, identifier, listOf, operationId, text, textOrNone, typed } from '../enrollment/contract-shapes'
import { at, count, fen } from './contract-shapes'
import { PAPER_EVENTS, PAPER_STATES } from './receipt-paper-states'
import type { PaperEventKind, PaperState } from './receipt-paper-states'

/** The life of receipts on paper: printed, issued, registered, checked, taken back, written off; or void. */

const state = z.enum(Object.keys(PAPER_STATES) as [PaperState, ...PaperState[]])
const event = z.enum(Object.keys(PAPER_EVENTS) as [PaperEventKind, ...PaperEventKind[]])

export const requests = {
  /**
   * The village's book of receipts, newest number first; `before`: the last number of the page before, null = from the end. `state`
   * null = all. `household`: only theirs.
   */
  receiptPapers: z.strictObject({ ...at, before: z.nullable(identifier), state: z.nullable(state), household: z.optional(identifier) }),
  /**
   * What happened to a paper. `check` looks at it: the three things that the notice wants (each true or false; null with the other events);
   * one of them false makes it void. `because`: for `void`, why; else null.
   */
  moveReceiptPaper: z.strictObject({
    operation: operationId, receipt: identifier, event,
    found: z.nullable(z.strictObject({ sealed: z.boolean(), matches: z.boolean(), complete: z.boolean() })),
    because: z.nullable(typed(100)),
  }),
}

const receiptPaper = z.strictObject({
  receipt: identifier,
  household: identifier,
  /** The head, masked. */
  head: text,
  day: civilDay, amount: fen, people: count,
  /** The receipt's own state: void = the money is not there any more, so its paper has to come back. */
  valid: z.boolean(),
  state, stateName: text,
  /** Why the paper is void, in words of the notice; null = it is not. */
  because: textOrNone,
  /** What may be done with it next. */
  may: listOf(z.strictObject({ event, name: text })),
  /** Oldest first. `by` in words. */
  history: listOf(z.strictObject({ day: civilDay, name: text, by: text })),
})

export const answers = {
  receiptPapers: z.strictObject({
    papers: listOf(receiptPaper),
    next: z.nullable(identifier),
    /** The book: last number given out; numbers up to it that are missing (there are none unless somebody took one away). */
    book: z.strictObject({ last: count, missing: listOf(z.int()) }),
    /** How many papers are where, of all that were asked for whatever their state; in the order of a paper's life, none with 0. */
    states: listOf(z.strictObject({ state, name: text, papers: count })),
    /** The sentence of the notice that the life goes by; null = the notice has none. */
    rule: z.nullable(z.strictObject({ what: text, cite: text, quote: text })),
  }),
  moveReceiptPaper: receiptPaper,
}
