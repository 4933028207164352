import * as z from 'zod/mini'
import type { StatusId } from './states'
import {
  civilDay,
  dayOrNone,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

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
  /** What moves money is refused: `payment` records it, and the ledger with it (`recordPayment`, `voidPayment`, `askRefund`). */
  z.looseObject({ kind: z.enum(['paid', 'refunded']) }),
  z.strictObject({ kind: z.literal('reopened'), because: typed(100) }),
])

export const requests = {
  /** `day`: on which it counts; null = today. */
  recordEvent: z.strictObject({
    operation: operationId,
    enrolment: identifier,
    day: z.nullable(civilDay),
    event: recorded,
  }),
  /** Makes the enrolments of a region for a year; asked again until `done`. */
  openSeason: z.strictObject({ region: text, year: z.int() }),
}

export const answers = {
  recordEvent: enrolmentSummary,
  /** `faulty`: residents whose entry has to be corrected before they can have theirs. */
  openSeason: z.strictObject({ openedOn: civilDay, made: z.int(), faulty: listOf(identifier), done: z.boolean() }),
}
