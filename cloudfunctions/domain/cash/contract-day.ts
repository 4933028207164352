import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  fen,
  identifier,
  listOf,
  operationId,
  saidOrNone,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { at } from '../access'
import { conflictMachine } from './conflict-machine'
import { printedReceiptMachine } from './printed-receipt-machine'

const figure = z.strictObject({
  figure: z.enum(['people', 'receipts', 'funds', 'entries']),
  /** 人, 票, 款, 录入. */
  name: z.enum(['人', '票', '款', '录入']),
  /** What there has to be, and what there is: people, or fen for `funds`. */
  expected: count,
  found: count,
  agrees: z.boolean(),
  /** What it is made of, or what differs and what to do; one plain sentence. */
  words: text,
})

const conflict = z.strictObject({
  conflict: identifier,
  household: identifier,
  /** The head, masked; null = none is named. */
  head: textOrNone,
  /** fen that were taken. */
  amount: fen,
  people: count,
  /** The day on which the money was taken, and that on which it was sent. */
  takenOn: civilDay,
  sentOn: civilDay,
  /** Stable code of the refusal (PERSON_PAID, PERSON_HELD, TOTAL_DIFFERS, NOTHING_OWED, TAKEN_TOO_LONG_AGO …). */
  code: text,
  /** What happened and what to do, as it was told when it was sent. */
  message: text,
  state: z.enum(conflictMachine.stateIds),
  /** The caller took this money. */
  mine: z.boolean(),
})

/** Who one is at work, how the village stands today, and how a day ends. */
/** How a conflict was put right: the money went back to who gave it, or it was counted after all. */
export const CONFLICT_ENDS = { returned: conflictMachine.states.returned, counted: conflictMachine.states.counted }

export type ConflictEnd = keyof typeof CONFLICT_ENDS

/** The life of receipts on paper: printed, issued, registered, checked, taken back, written off; or void. */
const state = z.enum(printedReceiptMachine.stateIds)

const event = z.enum(printedReceiptMachine.eventIds)

const printedReceipt = z.strictObject({
  receipt: identifier,
  household: identifier,
  /** The head, masked. */
  head: text,
  day: civilDay,
  amount: fen,
  people: count,
  /** The receipt's own state: void = the money is not there any more, so its paper has to come back. */
  valid: z.boolean(),
  state,
  stateName: text,
  /** Why the paper is void, in words of the notice; null = it is not. */
  because: textOrNone,
  /** What may be done with it next. */
  may: listOf(z.strictObject({ event, name: text })),
  /** Oldest first. `by` in words. */
  history: listOf(z.strictObject({ day: civilDay, name: text, by: text })),
})

/** How a clerk's day ends, what could not be entered, and the book of receipts. */
export const clerkDayContract = {
  /**
   * The four figures of what the caller collected in this village on a day (people, receipts, funds, entries).
   * `counted`: fen of notes and coins that the clerk has counted just now and the whole cash that she holds; null = not
   * counted, then the drawer's own sum stands in.
   */
  dayClose: {
    request: z.strictObject({ ...at, day: civilDay, counted: z.nullable(fen) }),
    answer: z.strictObject({
      day: civilDay,
      /** All four agree, and no conflict is open. */
      agrees: z.boolean(),
      figures: listOf(figure),
      /** Where the day's money is, fen: still in the caller's hands, at the bank, by terminal. */
      money: z.strictObject({ inHand: fen, deposited: fen, pos: fen }),
      /** What the caller holds of earlier days and other villages beside; part of what was `counted`. */
      inHandBeside: fen,
      /** Taken on the day, and sent on a later one. */
      sentLate: count,
      conflicts: listOf(conflict),
      /** What to do next, one sentence each; empty = the day is closed well. */
      todo: listOf(text),
    }),
  },
  /**
   * Money that was taken at a door and could not be entered when it was sent: open ones first, newest first, at most
   * 100.
   */
  conflicts: { request: z.strictObject(at), answer: z.strictObject({ conflicts: listOf(conflict) }) },
  /** `note`: what was done, in a few words, e.g. who took the money back. */
  settleConflict: {
    request: z.strictObject({
      operation: operationId,
      conflict: identifier,
      end: z.enum(Object.keys(CONFLICT_ENDS) as [ConflictEnd, ...ConflictEnd[]]),
      note: saidOrNone,
    }),
    answer: conflict,
  },
  /**
   * The village's book of receipts, newest number first; `before`: the last number of the page before, null = from the
   * end. `state` null = all. `household`: only theirs.
   */
  receiptPapers: {
    request: z.strictObject({
      ...at,
      before: z.nullable(identifier),
      state: z.nullable(state),
      household: z.optional(identifier),
    }),
    answer: z.strictObject({
      papers: listOf(printedReceipt),
      next: z.nullable(identifier),
      /**
       * The book: last number given out; numbers up to it that are missing (there are none unless somebody took one
       * away).
       */
      book: z.strictObject({ last: count, missing: listOf(z.int()) }),
      /**
       * How many papers are where, of all that were asked for whatever their state; in the order of a paper's life,
       * none with 0.
       */
      states: listOf(z.strictObject({ state, name: text, papers: count })),
      /** The sentence of the notice that the life goes by; null = the notice has none. */
      rule: z.nullable(z.strictObject({ what: text, cite: text, quote: text })),
    }),
  },
  /**
   * What happened to a paper. `check` looks at it: the three things that the notice wants (each true or false; null
   * with the other events); one of them false makes it void. `because`: for `void`, why; else null.
   */
  moveReceiptPaper: {
    request: z.strictObject({
      operation: operationId,
      receipt: identifier,
      event,
      found: z.nullable(z.strictObject({ sealed: z.boolean(), matches: z.boolean(), complete: z.boolean() })),
      because: z.nullable(typed(100)),
    }),
    answer: printedReceipt,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof clerkDayContract>
export type Answers = AnswersOf<typeof clerkDayContract>
