import * as z from 'zod/mini'
import { at, operationAt } from '../access'
import type { PrintedReceiptEventKind, PrintedReceiptState } from '../cash'
import { PRINTED_RECEIPT_EVENTS, PRINTED_RECEIPT_STATES } from '../cash'
import type { DisclosureEventKind, DisclosureState } from './disclosures'
import { DISCLOSURE_EVENTS, DISCLOSURE_STATES } from './disclosures'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  operationId,
  said,
  saidOrNone,
  sheet,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import type { FormKind } from '../../../rules/office'
import { FORM_KINDS } from '../../../rules/office'

/** What the place's notice asks of a village, with dates; and the papers it wants. */

const formKind = z.enum(Object.keys(FORM_KINDS) as [FormKind, ...FormKind[]])

export const requests = {
  /** All duties of the notice that a village or the county's desk has to do. */
  duties: z.strictObject(at),
  /**
   * A duty is done. `began`: as the task says it. `paper`: number of the paper, slip or form; null = it has none.
   * `evidence`: where it lies, who took it, or what it says; at least one of the two.
   */
  markDuty: z.strictObject({
    ...operationAt,
    duty: identifier,
    began: civilDay,
    paper: z.nullable(typed(64)),
    evidence: saidOrNone,
  }),
  /**
   * A paper over the days from `from` to `to`, both included; `group` null = all groups. `preview`: the first 50 rows as a table,
   * nothing of it in full. Else the file is made: names and numbers stand in it in full where the paper wants them, which is audited.
   * `after`: the rows after so many, for whoever prints them as a picture; there is no file with them, which came with the first.
   */
  makePaper: z.strictObject({
    ...operationAt,
    paper: formKind,
    from: civilDay,
    to: civilDay,
    group: z.nullable(typed(20)),
    preview: z.boolean(),
    after: z.optional(count),
  }),
  /** A further piece of a file just made, from 0 on. */
  paperPiece: z.strictObject({ file: identifier, piece: z.int().check(z.minimum(0), z.maximum(63)) }),
}

/** One time that a duty has to be done. */
export const task = z.strictObject({
  /** What makes it this one: the day on which it began (cash taken, week's first day); with `duty` the name of the task. */
  began: civilDay,
  /** Which one, in words: 12月6日至12日这一周, 12月10日收的现金. */
  what: text,
  /** The last day; null = the notice gives none that can be counted. */
  due: dayOrNone,
  state: z.enum(['open', 'dueToday', 'late', 'done']),
  /** Days after `due`, while undone; 0 = not late. */
  daysLate: count,
  /** fen that it is about; null = not about money. */
  amount: z.nullable(fen),
  /** null = not done. `by` in words: 您, 系统记录, 其他经办人员. */
  done: z.nullable(z.strictObject({ day: civilDay, by: text, paper: textOrNone, evidence: textOrNone })),
})

/** A duty as the notice says it. */
export const dutyCard = z.strictObject({
  duty: identifier,
  who: text,
  what: text,
  /** Whose desk does it. */
  desk: z.enum(['village', 'county']),
  /** The time in words: 当天, 2个工作日内, 每周, 最晚2022年2月28日, or what the notice leaves unsaid. */
  dueWords: text,
  /** What has to be there, and what comes of it, in the notice's words. */
  needs: listOf(text),
  produces: listOf(text),
  /** The paper that `makePaper` draws up for it; null = none. */
  paper: z.nullable(z.strictObject({ kind: formKind, name: text })),
  /** It is seen from the records when it is done (cash deposited): there is nothing to tick. */
  seen: z.boolean(),
  /** Undone ones, oldest first (of a recurring duty at most the last eight), then the three last done. */
  tasks: listOf(task),
  /** How an unclear sentence is read; null = it is plain. What is left open where the season ends meanwhile; null = nothing. */
  reading: textOrNone,
  open: textOrNone,
  cite: text,
  quote: text,
})

export const milestone = z.strictObject({
  milestone: identifier,
  /** Last day, included. */
  by: civilDay,
  whom: text,
  sharePercent: z.nullable(z.number()),
  /** People that it takes here; null = no share or no target. `paid`, `remaining`: how far the village is. */
  required: z.nullable(count),
  paid: count,
  remaining: z.nullable(count),
  state: z.enum(['ahead', 'reached', 'late', 'unknown']),
  /** The notice speaks of a group that it does not define; what is open about it. */
  open: textOrNone,
  reading: textOrNone,
  cite: text,
  quote: text,
})

export const answers = {
  duties: z.strictObject({ day: civilDay, duties: listOf(dutyCard), milestones: listOf(milestone) }),
  markDuty: dutyCard,
  makePaper: z.strictObject({
    /** File name to save it under, with its ending. */
    name: text,
    /** 50 rows from the first on, or from `after`; without `preview` as they stand in the file, names in full where the paper wants them. */
    sheet,
    /** Rows of the whole paper, and the sum of its amounts, fen. */
    rows: count,
    amount: fen,
    /** null with `preview` or `after`. `base64`: piece 0 of an xlsx file of so many pieces; the others by `paperPiece`. */
    file: z.nullable(z.strictObject({ file: identifier, pieces: count, base64: text })),
  }),
  paperPiece: z.strictObject({ piece: count, base64: text }),
}

/** The life of receipts on paper: printed, issued, registered, checked, taken back, written off; or void. */

const state = z.enum(Object.keys(PRINTED_RECEIPT_STATES) as [PrintedReceiptState, ...PrintedReceiptState[]])
const event = z.enum(Object.keys(PRINTED_RECEIPT_EVENTS) as [PrintedReceiptEventKind, ...PrintedReceiptEventKind[]])

export const requestsContractPapers = {
  /**
   * The village's book of receipts, newest number first; `before`: the last number of the page before, null = from the end. `state`
   * null = all. `household`: only theirs.
   */
  receiptPapers: z.strictObject({
    ...at,
    before: z.nullable(identifier),
    state: z.nullable(state),
    household: z.optional(identifier),
  }),
  /**
   * What happened to a paper. `check` looks at it: the three things that the notice wants (each true or false; null with the other events);
   * one of them false makes it void. `because`: for `void`, why; else null.
   */
  moveReceiptPaper: z.strictObject({
    operation: operationId,
    receipt: identifier,
    event,
    found: z.nullable(z.strictObject({ sealed: z.boolean(), matches: z.boolean(), complete: z.boolean() })),
    because: z.nullable(typed(100)),
  }),
}

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

export const answersContractPapers = {
  receiptPapers: z.strictObject({
    papers: listOf(printedReceipt),
    next: z.nullable(identifier),
    /** The book: last number given out; numbers up to it that are missing (there are none unless somebody took one away). */
    book: z.strictObject({ last: count, missing: listOf(z.int()) }),
    /** How many papers are where, of all that were asked for whatever their state; in the order of a paper's life, none with 0. */
    states: listOf(z.strictObject({ state, name: text, papers: count })),
    /** The sentence of the notice that the life goes by; null = the notice has none. */
    rule: z.nullable(z.strictObject({ what: text, cite: text, quote: text })),
  }),
  moveReceiptPaper: printedReceipt,
}

/** Posting in public (公示): who paid and how much, names masked; objections and their answers; signed, sealed and filed. */

const disclosureState = z.enum(Object.keys(DISCLOSURE_STATES) as [DisclosureState, ...DisclosureState[]])

export const requestsContractPostings = {
  /** Newest first. */
  postings: z.strictObject(at),
  /** Draws up the list of who has paid at the desk from `from` to `to`, as it stands now; it does not change afterwards. */
  drawUpPosting: z.strictObject({ ...operationAt, from: civilDay, to: civilDay }),
  /** Its rows, for the screen, the picture and the print; `after`: the last row's number of the page before, 0 = from the start. */
  postingRows: z.strictObject({ posting: identifier, after: count }),
  /** It hangs from `from` to `until`, both included, at `place`. */
  putUpPosting: z.strictObject({
    operation: operationId,
    posting: identifier,
    from: civilDay,
    until: civilDay,
    place: said,
  }),
  /** Somebody objects: `by` and `what` as they say it. They are sealed. */
  recordObjection: z.strictObject({
    operation: operationId,
    posting: identifier,
    by: typed(40),
    what: said,
    day: civilDay,
  }),
  /** `upheld`: they are right, and it was put right as `answer` says. */
  answerObjection: z.strictObject({
    operation: operationId,
    posting: identifier,
    objection: identifier,
    answer: said,
    upheld: z.boolean(),
  }),
  /** Its days are over, every objection is answered. */
  closePosting: z.strictObject({ operation: operationId, posting: identifier }),
  /** Signed by whom (as the notice names them), sealed, and filed where. */
  filePosting: z.strictObject({
    operation: operationId,
    posting: identifier,
    signedBy: z.array(typed(20)).check(z.maxLength(6)),
    sealed: z.boolean(),
    filedTo: z.nullable(typed(40)),
    day: civilDay,
  }),
}

const disclosure = z.strictObject({
  posting: identifier,
  state: disclosureState,
  stateName: text,
  /** Whose payments it lists. */
  from: civilDay,
  to: civilDay,
  drawnUpOn: civilDay,
  people: count,
  amount: fen,
  /** Where and how long it hangs; null = not yet. */
  hangs: z.nullable(z.strictObject({ from: civilDay, until: civilDay, place: text })),
  /** Oldest first. `by` and `what` in full for the staff of the village, to the auditor masked. */
  objections: listOf(
    z.strictObject({
      objection: identifier,
      day: civilDay,
      by: text,
      what: text,
      answer: textOrNone,
      upheld: z.nullable(z.boolean()),
      answeredOn: dayOrNone,
    }),
  ),
  /** As it was filed; null = not yet. */
  filed: z.nullable(
    z.strictObject({ day: civilDay, signedBy: listOf(text), sealed: z.boolean(), filedTo: textOrNone }),
  ),
  /** The day by which the notice wants it posted; null = it names none. Passed without a posting: `late`. */
  deadline: dayOrNone,
  late: z.boolean(),
  /** It counts as the evidence that the notice speaks of; else what it lacks, in words. */
  valid: z.boolean(),
  lacks: listOf(text),
  /** What may be done with it now. */
  may: listOf(z.enum(Object.keys(DISCLOSURE_EVENTS) as [DisclosureEventKind, ...DisclosureEventKind[]])),
})

export const answersContractPostings = {
  postings: z.strictObject({
    postings: listOf(disclosure),
    /** Who has paid at the desk since the last day that a posting lists; null = nobody. */
    toPost: z.nullable(z.strictObject({ from: civilDay, to: civilDay, people: count, amount: fen })),
    /** What the notice asks of it; null = the notice asks for no posting. `signers`: who has to sign. */
    rule: z.nullable(
      z.strictObject({
        what: text,
        signers: listOf(text),
        needsSeal: z.boolean(),
        filedTo: textOrNone,
        deadline: dayOrNone,
        reading: textOrNone,
        cite: text,
        quote: text,
      }),
    ),
  }),
  drawUpPosting: disclosure,
  postingRows: z.strictObject({
    sheet,
    /** Of the last row here, for `after`; null = that was all. */ next: z.nullable(count),
  }),
  putUpPosting: disclosure,
  recordObjection: disclosure,
  answerObjection: disclosure,
  closePosting: disclosure,
  filePosting: disclosure,
}
