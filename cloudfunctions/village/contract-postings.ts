import * as z from 'zod/mini'
import { civilDay, dayOrNone, identifier, listOf, operationId, text, textOrNone, typed } from '../enrollment/contract-shapes'
import { at, count, deedAt, fen, said, sheet } from './contract-shapes'
import { POSTING_EVENTS, POSTING_STATES } from './posting-states'
import type { PostingEventKind, PostingState } from './posting-states'

/** Posting in public (公示): who paid and how much, names masked; objections and their answers; signed, sealed and filed. */

const state = z.enum(Object.keys(POSTING_STATES) as [PostingState, ...PostingState[]])

export const requests = {
  /** Newest first. */
  postings: z.strictObject(at),
  /** Draws up the list of who has paid at the desk from `from` to `to`, as it stands now; it does not change afterwards. */
  drawUpPosting: z.strictObject({ ...deedAt, from: civilDay, to: civilDay }),
  /** Its rows, for the screen, the picture and the print; `after`: the last row's number of the page before, 0 = from the start. */
  postingRows: z.strictObject({ posting: identifier, after: count }),
  /** It hangs from `from` to `until`, both included, at `place`. */
  putUpPosting: z.strictObject({ operation: operationId, posting: identifier, from: civilDay, until: civilDay, place: said }),
  /** Somebody objects: `by` and `what` as they say it. They are sealed. */
  recordObjection: z.strictObject({ operation: operationId, posting: identifier, by: typed(40), what: said, day: civilDay }),
  /** `upheld`: they are right, and it was put right as `answer` says. */
  answerObjection: z.strictObject({ operation: operationId, posting: identifier, objection: identifier, answer: said, upheld: z.boolean() }),
  /** Its days are over, every objection is answered. */
  closePosting: z.strictObject({ operation: operationId, posting: identifier }),
  /** Signed by whom (as the notice names them), sealed, and filed where. */
  filePosting: z.strictObject({ operation: operationId, posting: identifier, signedBy: z.array(typed(20)).check(z.maxLength(6)), sealed: z.boolean(), filedTo: z.nullable(typed(40)), day: civilDay }),
}

const posting = z.strictObject({
  posting: identifier,
  state, stateName: text,
  /** Whose payments it lists. */
  from: civilDay, to: civilDay,
  drawnUpOn: civilDay,
  people: count, amount: fen,
  /** Where and how long it hangs; null = not yet. */
  hangs: z.nullable(z.strictObject({ from: civilDay, until: civilDay, place: text })),
  /** Oldest first. `by` and `what` in full for the staff of the village, to the auditor masked. */
  objections: listOf(z.strictObject({ objection: identifier, day: civilDay, by: text, what: text, answer: textOrNone, upheld: z.nullable(z.boolean()), answeredOn: dayOrNone })),
  /** As it was filed; null = not yet. */
  filed: z.nullable(z.strictObject({ day: civilDay, signedBy: listOf(text), sealed: z.boolean(), filedTo: textOrNone })),
  /** The day by which the notice wants it posted; null = it names none. Passed without a posting: `late`. */
  deadline: dayOrNone, late: z.boolean(),
  /** It counts as the evidence that the notice speaks of; else what it lacks, in words. */
  valid: z.boolean(), lacks: listOf(text),
  /** What may be done with it now. */
  may: listOf(z.enum(Object.keys(POSTING_EVENTS) as [PostingEventKind, ...PostingEventKind[]])),
})

export const answers = {
  postings: z.strictObject({
    postings: listOf(posting),
    /** Who has paid at the desk since the last day that a posting lists; null = nobody. */
    toPost: z.nullable(z.strictObject({ from: civilDay, to: civilDay, people: count, amount: fen })),
    /** What the notice asks of it; null = the notice asks for no posting. `signers`: who has to sign. */
    rule: z.nullable(z.strictObject({ what: text, signers: listOf(text), needsSeal: z.boolean(), filedTo: textOrNone, deadline: dayOrNone, reading: textOrNone, cite: text, quote: text })),
  }),
  drawUpPosting: posting,
  postingRows: z.strictObject({ sheet, /** Of the last row here, for `after`; null = that was all. */ next: z.nullable(count) }),
  putUpPosting: posting,
  recordObjection: posting,
  answerObjection: posting,
  closePosting: posting,
  filePosting: posting,
}
