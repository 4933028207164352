import * as z from 'zod/mini'
import { overlapMachine } from './overlap-machine'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  count,
  dayOrNone,
  fenOrNone,
  identifier,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { columnsAnswer, columnsRequest } from '../../platform/files/contract-columns'

/** What a list is of; as the ledger says why somebody left. */
export const SCHEME_KINDS = { employee: '参加职工医保', elsewhere: '在外地参保', died: '去世' } as const
export type SchemeKind = keyof typeof SCHEME_KINDS

const kind = z.enum(Object.keys(SCHEME_KINDS) as [SchemeKind, ...SchemeKind[]])
const at = { region: identifier, year: z.int() }
/** The office that sent it: what is said of its columns is remembered for it. */
const sender = typed(40)

const list = z.strictObject({
  list: identifier,
  kindName: text,
  sender: text,
  called: text,
  day: civilDay,
  rows: count,
  /** What became of each row, by its name. */
  outcomes: listOf(z.strictObject({ name: text, rows: count })),
  /** The first that were not understood. Names masked. */
  unclear: listOf(z.strictObject({ line: z.int(), name: text, tail: textOrNone, why: text })),
})

const overlap = z.strictObject({
  overlap: identifier,
  resident: identifier,
  household: identifier,
  enrolment: identifier,
  /** Masked. */
  name: text,
  tail: textOrNone,
  place: text,
  kind,
  kindName: text,
  /** As the list says. */
  since: dayOrNone,
  where: text,
  sender: text,
  day: civilDay,
  told: dayOrNone,
  state: z.enum(overlapMachine.stateIds),
  stateName: text,
  because: textOrNone,
  /** Of this year: how they stand, and what was paid by which order (refundTerms says what the notice says). */
  statusName: textOrNone,
  paid: fenOrNone,
  order: textOrNone,
})

/** Lists of employee insurance, of insurance elsewhere and of deaths, held against the ledger (随县 一(三), 三). */
export const schemesContract = {
  schemeLists: { request: z.strictObject(at), answer: z.strictObject({ lists: listOf(list) }) },
  putSchemePart: {
    request: z.strictObject({
      region: identifier,
      file: columnsRequest.file,
      part: z.int().check(z.minimum(0), z.maximum(399)),
      parts: z.int().check(z.minimum(1), z.maximum(400)),
      base64: text.check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(65_536)),
    }),
    answer: z.strictObject({ missing: listOf(z.int()) }),
  },
  schemeColumns: {
    request: z.strictObject({ region: identifier, kind, sender, ...columnsRequest }),
    answer: columnsAnswer,
  },
  /** Compares a list with the ledger, some rows a call; asked again until `done`. Nobody is changed by it. */
  readSchemeList: {
    request: z.strictObject({
      ...at,
      kind,
      sender,
      file: columnsRequest.file,
      called: text.check(z.maxLength(200)),
      key: columnsRequest.key,
      choice: z.nullable(identifier),
    }),
    answer: z.strictObject({ done: z.boolean(), looked: count, list }),
  },
  /** Whom lists name, of a village or (null) of all the place. The page behind `after`. */
  overlaps: {
    request: z.strictObject({
      ...at,
      village: z.nullable(identifier),
      state: z.enum(overlapMachine.stateIds),
      after: z.nullable(identifier),
    }),
    answer: z.strictObject({ overlaps: listOf(overlap), next: z.nullable(identifier) }),
  },
  /** A person says what is so: `since` they are gone and leave their year (null = they are not), with the evidence. */
  settleOverlap: {
    request: z.strictObject({
      operation: operationId,
      overlap: identifier,
      year: z.int(),
      since: dayOrNone,
      because: typed(100),
    }),
    answer: overlap,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof schemesContract>
export type Answers = AnswersOf<typeof schemesContract>
