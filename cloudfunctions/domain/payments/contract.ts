import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  citation,
  civilDay,
  dayOrNone,
  fen,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

/** Receipts, and what proves them. */
export const receiptsContract = {
  receipt: {
    request: z.strictObject({ receipt: identifier }),
    answer: z.strictObject({
      receipt: identifier,
      check: text,
      day: civilDay,
      amount: fen,
      capital: text,
      place: text,
      year: z.int(),
      household: text,
      /** Who took it, in words. */
      taken: text,
      people: listOf(z.strictObject({ name: text, tail: textOrNone, fee: fen })),
      state: z.enum(['issued', 'void']),
      because: textOrNone,
      /** What it proves and what it does not, and where the certificate is to be had from when. */
      notes: listOf(z.strictObject({ ...citation, text })),
    }),
  },
  /** Receipts on which a person stands. */
  receiptsFor: {
    request: z.strictObject({ enrolment: identifier }),
    answer: z.strictObject({
      receipts: listOf(
        z.strictObject({
          receipt: identifier,
          /** Of whoever paid; a refund is asked of it. */ order: operationId,
          day: civilDay,
          amount: fen,
          state: z.enum(['issued', 'void']),
          taken: text,
        }),
      ),
    }),
  },
  /** Open to all: what the code on a receipt stands for, without anybody's data. */
  verifyReceipt: {
    request: z.strictObject({ receipt: identifier, check: typed(40) }),
    answer: z.strictObject({
      genuine: z.boolean(),
      sentence: text,
      day: dayOrNone,
      amount: fenOrNone,
      people: z.nullable(z.int()),
      place: textOrNone,
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof receiptsContract>
export type Answers = AnswersOf<typeof receiptsContract>

/** Served beside enrolments: whoever pays for somebody asks there first. */
export const amountContract = {
  /** What someone owes, by name and number, without a link: the amount only. */
  amountFor: {
    request: z.strictObject({ region: text, year: z.int(), name: typed(40), idNumber: typed(30) }),
    answer: z.strictObject({
      regionName: text,
      year: z.int(),
      fee: fenOrNone,
      payable: z.nullable(z.boolean()),
      sentence: text,
    }),
  },
} satisfies Contract
