import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  identifier,
  listOf,
  operationId,
  said,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

const at = { region: identifier, year: z.int() }
/** fen; a county's subsidies come to more than any person's fee. */
const fen = z.int().check(z.nonnegative(), z.maximum(1_000_000_000_000))
/** A funder as the ledger names it: a keyed digest, so that no request and no log tells what somebody is. */
const funder = typed(40)

/** One amount that a funder paid over, with the paper that shows it. fen; civil days. */
const payment = z.strictObject({
  /** Of the paper: a voucher's number, a transfer's. */
  evidence: text,
  day: civilDay,
  amount: fen,
  /** The operation that recorded it; to take it back. */
  operation: operationId,
  /** Why it was taken back; null = it counts. */
  takenBack: textOrNone,
})

const fund = z.strictObject({
  funder,
  /** As the notice names it; 通知没有写明资金来源 where it does not. */
  name: text,
  /** What is due by the assessments in force, and what came. */
  due: fen,
  paid: fen,
  /** due − paid; below 0 = too much came, as people left after it was paid. */
  difference: z.int(),
  payments: listOf(payment),
})

const person = z.strictObject({
  enrolment: identifier,
  /** Masked. */
  name: text,
  tail: textOrNone,
  categoryName: textOrNone,
  subsidy: fen,
  statusName: text,
  /** Whether they are enrolled: for whom is not, nothing is due of the funder yet. */
  enrolled: z.boolean(),
})

/** Subsidies by who pays them: due, paid over, and still missing. */
export const subsidyFundsContract = {
  subsidyFunds: {
    request: z.strictObject(at),
    answer: z.strictObject({
      ...at,
      day: civilDay,
      funds: listOf(fund),
      villages: listOf(z.strictObject({ village: identifier, name: text })),
    }),
  },
  /** For whom one funder pays, of one village. */
  subsidisedPeople: {
    request: z.strictObject({ ...at, funder, village: identifier }),
    answer: z.strictObject({
      people: listOf(person),
      /** Of those who are enrolled, and of those who are not yet. */
      sum: fen,
      notEnrolled: z.strictObject({ people: count, sum: fen }),
    }),
  },
  /**
   * Enters into the ledger what is due for those of a village who are enrolled without paying, and takes out what no
   * longer is. Who pays a part is entered with their payment.
   */
  assessSubsidies: {
    request: z.strictObject({ ...at, operation: operationId, village: identifier }),
    answer: z.strictObject({ entered: count, takenOut: count }),
  },
  recordSubsidyPayment: {
    request: z.strictObject({ ...at, operation: operationId, funder, amount: fen, day: civilDay, evidence: typed(60) }),
    answer: z.strictObject({ paid: fen, difference: z.int() }),
  },
  takeBackSubsidyPayment: {
    request: z.strictObject({ ...at, operation: operationId, recorded: operationId, because: said }),
    answer: z.strictObject({ paid: fen, difference: z.int(), day: dayOrNone }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof subsidyFundsContract>
export type Answers = AnswersOf<typeof subsidyFundsContract>
