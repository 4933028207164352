import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  citation,
  civilDay,
  dayOrNone,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  question,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { personCard } from '../people'
import type { StatusId } from './states'

/** What staff do with enrolments. */
const certification = z.strictObject({
  identity: typed(40),
  from: dayOrNone,
  /** First day on which it holds no more. */
  ended: dayOrNone,
  certifier: typed(40),
})

/** What a desk can record: an `EventFacts` of the kinds that are not told by a person nor follow from the ledger. */
const recorded = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registered') }),
  z.strictObject({ kind: z.literal('enrolledExempt') }),
  z.strictObject({ kind: z.literal('certified'), certifications: z.array(certification).check(z.maxLength(20)) }),
  /** `facts` is read by the rules. */
  z.strictObject({ kind: z.literal('corrected'), facts: z.unknown() }),
  /** Of who was enrolled without owing anything. */
  z.strictObject({ kind: z.literal('paymentVoided'), because: typed(100) }),
  /**
   * What moves money is refused: `payment` records it, and the ledger with it (`recordPayment`, `voidPayment`,
   * `askRefund`).
   */
  z.looseObject({ kind: z.enum(['paid', 'refunded']) }),
  z.strictObject({ kind: z.literal('reopened'), because: typed(100) }),
])

export const statusId = z.custom<StatusId>((value) => typeof value === 'string')

/** Where one enrolment stands today. */
export const enrolmentSummary = z.strictObject({
  id: identifier,
  year: z.int(),
  status: statusId,
  statusName: text,
  since: civilDay,
  /** What the calendar brings next if nothing is done. */
  next: z.nullable(z.strictObject({ day: civilDay, statusName: text })),
  /** fen owed, or paid; null = not settled. */
  fee: fenOrNone,
  /** Last day of payment on the present terms. */
  deadline: dayOrNone,
  benefit: z.nullable(z.strictObject({ from: civilDay, to: civilDay })),
  /** The notice leaves this open: the status is a reading. In words; null = settled. */
  open: textOrNone,
  /** One plain sentence: what this means, or what to do next. */
  sentence: text,
})

/** What a user asks about themself and those they look after. */
export const enrolmentsContract = {
  /** The whole course of one person's enrolment. */
  course: {
    request: z.strictObject({ enrolment: identifier }),
    answer: z.strictObject({
      person: personCard,
      relation: textOrNone,
      summary: enrolmentSummary,
      policy: z.strictObject({ regionName: text, title: textOrNone, number: textOrNone, version: text }),
      /** From the season's opening to its end, in order, without gaps. Those ahead hold if nothing is done. */
      steps: listOf(
        z.strictObject({
          ...citation,
          from: civilDay,
          to: dayOrNone,
          status: statusId,
          statusName: text,
          sentence: text,
          open: textOrNone,
          /** In our own words, of a document that is not at hand in full. */
          says: z.optional(text),
        }),
      ),
      /** What was done and recorded, newest first. */
      history: listOf(z.strictObject({ id: text, day: civilDay, words: text, by: text })),
      money: z.strictObject({
        baseFee: fenOrNone,
        subsidy: fenOrNone,
        fee: fenOrNone,
        category: textOrNone,
        fundedBy: textOrNone,
      }),
      reasons: listOf(z.strictObject({ ...citation, clause: text, sentence: text, says: z.optional(text) })),
      /** A certification that came after payment changes nothing this year; said in words, null = none. */
      kept: textOrNone,
      /**
       * What is not known yet, can still change the answer, and the caller may tell by `tellFacts`; first what leaves
       * something open.
       */
      questions: listOf(question),
    }),
  },
  /** New facts, before payment. `facts` is read by the rules. */
  tellFacts: {
    request: z.strictObject({ operation: operationId, enrolment: identifier, facts: z.unknown() }),
    answer: enrolmentSummary,
  },
  /** `day`: on which it counts; null = today. */
  recordEvent: {
    request: z.strictObject({
      operation: operationId,
      enrolment: identifier,
      day: z.nullable(civilDay),
      event: recorded,
    }),
    answer: enrolmentSummary,
  },
  /** Makes the enrolments of a region for a year; asked again until `done`. */
  openSeason: {
    request: z.strictObject({ region: text, year: z.int() }),
    /** `faulty`: residents whose entry has to be corrected before they can have theirs. */
    answer: z.strictObject({
      openedOn: civilDay,
      made: z.int(),
      faulty: listOf(identifier),
      done: z.boolean(),
      /** People who have theirs by now, of those in the ledger: for a bar. */
      opened: z.int(),
      people: z.int(),
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof enrolmentsContract>
export type Answers = AnswersOf<typeof enrolmentsContract>
