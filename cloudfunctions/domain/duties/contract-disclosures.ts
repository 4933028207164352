import * as z from 'zod/mini'
import { at, operationAt } from '../access'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  operationId,
  said,
  sheet,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { disclosureMachine } from './disclosure-machine'

/**
 * Posting in public (公示): who paid and how much, names masked; objections and their answers; signed, sealed and filed.
 */
const disclosureState = z.enum(disclosureMachine.stateIds)

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
  /** The township sent it back, and why; null = it did not. */
  sentBack: z.nullable(z.strictObject({ day: civilDay, because: text })),
  /** What may be done with it now. */
  may: listOf(z.enum(disclosureMachine.eventIds)),
})

export const disclosuresContract = {
  /** Newest first. */
  postings: {
    request: z.strictObject(at),
    answer: z.strictObject({
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
  },
  /**
   * Its rows, for the screen, the picture and the print; `after`: the last row's number of the page before, 0 = from
   * the start.
   */
  postingRows: {
    request: z.strictObject({ posting: identifier, after: count }),
    answer: z.strictObject({
      sheet,
      /** Of the last row here, for `after`; null = that was all. */ next: z.nullable(count),
    }),
  },
  /**
   * Draws up the list of who has paid at the desk from `from` to `to`, as it stands now; it does not change afterwards.
   */
  drawUpPosting: { request: z.strictObject({ ...operationAt, from: civilDay, to: civilDay }), answer: disclosure },
  /** It hangs from `from` to `until`, both included, at `place`. */
  putUpPosting: {
    request: z.strictObject({
      operation: operationId,
      posting: identifier,
      from: civilDay,
      until: civilDay,
      place: said,
    }),
    answer: disclosure,
  },
  /** Somebody objects: `by` and `what` as they say it. They are sealed. */
  recordObjection: {
    request: z.strictObject({ operation: operationId, posting: identifier, by: typed(40), what: said, day: civilDay }),
    answer: disclosure,
  },
  /** `upheld`: they are right, and it was put right as `answer` says. */
  answerObjection: {
    request: z.strictObject({
      operation: operationId,
      posting: identifier,
      objection: identifier,
      answer: said,
      upheld: z.boolean(),
    }),
    answer: disclosure,
  },
  /** Its days are over, every objection is answered. */
  closePosting: { request: z.strictObject({ operation: operationId, posting: identifier }), answer: disclosure },
  /** Signed by whom (as the notice names them), sealed, and filed where. */
  filePosting: {
    request: z.strictObject({
      operation: operationId,
      posting: identifier,
      signedBy: z.array(typed(20)).check(z.maxLength(6)),
      sealed: z.boolean(),
      filedTo: z.nullable(typed(40)),
      day: civilDay,
    }),
    answer: disclosure,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof disclosuresContract>
export type Answers = AnswersOf<typeof disclosuresContract>
