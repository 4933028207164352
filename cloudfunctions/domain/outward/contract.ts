import * as z from 'zod/mini'
import { outwardFileMachine, outwardLineMachine } from './outward-machine'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  fen,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
} from '../../platform/calls'
import { columnsAnswer, columnsRequest } from '../../platform/files/contract-columns'

/** Whose system a file is for, as the file is called. */
export const OUTWARD_KINDS = { tax: '核定名单', agency: '参保登记和变更名单' } as const
export type OutwardKind = keyof typeof OUTWARD_KINDS

const kind = z.enum(Object.keys(OUTWARD_KINDS) as [OutwardKind, ...OutwardKind[]])
const at = { region: identifier, year: z.int() }
const outward = identifier
const named = listOf(z.strictObject({ name: text, people: count }))

const file = z.strictObject({
  outward,
  kind,
  /** 2027年度…核定名单第3号. */
  title: text,
  number: count,
  day: civilDay,
  state: z.enum(outwardFileMachine.stateIds),
  stateName: text,
  sentOn: dayOrNone,
  people: count,
  /** Of those on their way: who is confirmed, sent back, and of whom nothing was said yet. */
  confirmed: count,
  sentBack: count,
  waiting: count,
  /** By what is told of them. */
  changes: named,
  /** fen; of the tax office's. */
  fee: z.int(),
  subsidy: z.int(),
  /** Who should stand in it and cannot yet, by why. */
  held: named,
  /** As many as one file may hold: the rest stands in the next. */
  isFull: z.boolean(),
})

const answered = z.strictObject({
  day: civilDay,
  called: text,
  rows: count,
  confirmed: count,
  sentBack: count,
  left: count,
  unclear: count,
  /** The first of them. Names masked. */
  unclearRows: listOf(z.strictObject({ line: z.int(), name: text, tail: textOrNone, result: text, why: text })),
})

/** Files for other offices' systems: who owes what, and who joined, changed, was suspended or left. */
export const outwardContract = {
  /** The files of a kind, the latest first. */
  outwardFiles: {
    request: z.strictObject({ ...at, kind }),
    answer: z.strictObject({ files: listOf(file), may: z.boolean() }),
  },
  /** One file with its people, and what came back for it. */
  outwardFile: {
    request: z.strictObject({ outward }),
    answer: z.strictObject({ file, answers: listOf(answered), may: z.boolean() }),
  },
  /** `state` null: all. The page behind `after`. */
  outwardLines: {
    request: z.strictObject({
      outward,
      state: z.nullable(z.enum(outwardLineMachine.stateIds)),
      after: z.nullable(text.check(z.maxLength(200))),
    }),
    answer: z.strictObject({
      lines: listOf(
        z.strictObject({
          enrolment: identifier,
          /** Masked. */
          name: text,
          tail: textOrNone,
          place: text,
          change: text,
          fee: z.nullable(fen),
          state: z.enum(outwardLineMachine.stateIds),
          stateName: text,
          /** Why they were sent back. */
          reason: textOrNone,
          /** The number of the later file that tells of them again; null = none. */
          again: z.nullable(z.int()),
        }),
      ),
      next: textOrNone,
    }),
  },
  /** Draws up the next file, some people a call; asked again until `done`. `outward` null: nobody is to be told. */
  makeOutward: {
    request: z.strictObject({ ...at, kind }),
    answer: z.strictObject({
      done: z.boolean(),
      outward: z.nullable(outward),
      people: count,
      villages: count,
      ofVillages: count,
      held: named,
    }),
  },
  discardOutward: { request: z.strictObject({ operation: operationId, outward }), answer: file },
  /** It was handed over today. */
  sendOutward: { request: z.strictObject({ operation: operationId, outward }), answer: file },
  /** The file with names and numbers in full: under a key always (AES-256 zip), and audited. By `exportPart`. */
  outwardWorkbook: {
    request: z.strictObject({ operation: operationId, outward, key: text.check(z.minLength(8), z.maxLength(128)) }),
    answer: z.strictObject({ file: identifier, name: text, parts: z.int(), people: count }),
  },
  putOutwardPart: {
    request: z.strictObject({
      region: identifier,
      file: columnsRequest.file,
      part: z.int().check(z.minimum(0), z.maximum(999)),
      parts: z.int().check(z.minimum(1), z.maximum(1_000)),
      base64: text.check(z.maxLength(70_000)),
    }),
    answer: z.strictObject({ missing: listOf(z.int()) }),
  },
  outwardColumns: { request: z.strictObject({ outward, ...columnsRequest }), answer: columnsAnswer },
  /** Enters what an acknowledgement says; asked again until `done`. The same file again changes nothing. */
  readOutwardAnswer: {
    request: z.strictObject({
      outward,
      file: columnsRequest.file,
      called: text.check(z.maxLength(200)),
      key: columnsRequest.key,
      choice: z.nullable(identifier),
    }),
    answer: z.strictObject({ done: z.boolean(), entered: count, of: count, answer: answered }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof outwardContract>
export type Answers = AnswersOf<typeof outwardContract>
