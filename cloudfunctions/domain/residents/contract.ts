import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'
import type { Absence, IdKind } from '../people'
import { columnsAnswer, columnsRequest } from '../../platform/files/contract-columns'
import { ABSENCES, flaw, ID_KINDS, residentCardShape } from '../people'
import type { RevealReason, RevealedField } from '../access'
import { REVEALED_FIELDS, REVEAL_REASONS } from '../access'

const typedOrNone = (longest: number) => z.nullable(typed(longest))

const oneOf = <Word extends string>(words: Readonly<Record<Word, unknown>>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]])

/** The seven fields of the ledger and what goes with them; null = left empty. */
const entry = z.strictObject({
  name: typedOrNone(40),
  sex: typedOrNone(4),
  birthDate: typedOrNone(20),
  idKind: oneOf<IdKind>(ID_KINDS),
  idNumber: typedOrNone(30),
  address: typedOrNone(200),
  phone: typedOrNone(30),
  hukou: typedOrNone(100),
  ground: z.enum(['hukou', 'residence']),
})

const fileName = text.check(z.regex(/^[0-9a-z-]{8,64}$/))

export const IMPORT_OUTCOMES = {
  added: '新增',
  same: '已有，没有变化',
  corrected: '已更正',
  refused: '没有录入',
} as const

export type ImportOutcome = keyof typeof IMPORT_OUTCOMES

export const residentsContract = {
  /** By number or by name, within a village; `village: null` = all of the region, by number only. */
  findResident: {
    request: z.strictObject({
      region: identifier,
      village: z.nullable(identifier),
      idNumber: typedOrNone(30),
      name: typedOrNone(40),
    }),
    answer: z.strictObject({ found: listOf(residentCardShape) }),
  },
  household: {
    request: z.strictObject({ household: identifier }),
    answer: z.strictObject({
      household: identifier,
      place: text,
      village: text,
      head: z.nullable(identifier),
      /** Where it lives; null = not shown to who only looks. */
      address: textOrNone,
      members: listOf(residentCardShape),
      flaws: listOf(flaw),
    }),
  },
  /** Into a household, or with `household: null` into a new one at `householdAddress`. */
  registerResident: {
    request: z.strictObject({
      operation: operationId,
      village: identifier,
      household: z.nullable(identifier),
      householdAddress: typedOrNone(200),
      head: z.boolean(),
      group: typedOrNone(20),
      entry,
    }),
    answer: residentCardShape,
  },
  /** What is absent stays. A newborn gets their number so. */
  correctResident: {
    request: z.strictObject({
      operation: operationId,
      resident: identifier,
      change: z.partial(entry),
      group: z.optional(typedOrNone(20)),
      /** It was decided that another name under the same number is the same person. */
      samePerson: z.optional(z.boolean()),
    }),
    answer: residentCardShape,
  },
  /** What a correction would change: before and after, what would be wrong then, and whether it takes a decision. */
  previewCorrection: {
    request: z.strictObject({ resident: identifier, change: z.partial(entry), group: z.optional(typedOrNone(20)) }),
    answer: z.strictObject({
      changes: listOf(z.strictObject({ field: text, name: text, before: textOrNone, after: textOrNone })),
      flaws: listOf(flaw),
      /** Another name under the same number: to be decided, not edited. In words; null = no decision is needed. */
      decision: textOrNone,
    }),
  },
  /** To a household of the village, or with null to a new one at `householdAddress`. */
  moveResident: {
    request: z.strictObject({
      operation: operationId,
      resident: identifier,
      village: identifier,
      household: z.nullable(identifier),
      householdAddress: typedOrNone(200),
    }),
    answer: residentCardShape,
  },
  recordAbsence: {
    request: z.strictObject({
      operation: operationId,
      resident: identifier,
      why: oneOf<Absence>(ABSENCES),
      since: civilDay,
    }),
    answer: residentCardShape,
  },
  /** Back again, or never gone. */
  recordReturn: {
    request: z.strictObject({ operation: operationId, resident: identifier, since: civilDay }),
    answer: residentCardShape,
  },
  nameHead: {
    request: z.strictObject({ operation: operationId, household: identifier, resident: identifier }),
    answer: residentCardShape,
  },
  /** The code for the household's paper. Audited: whoever holds it can bind. */
  printHouseholdCode: {
    request: z.strictObject({ operation: operationId, household: identifier }),
    answer: z.strictObject({ code: text }),
  },
  /** Voids the paper and makes another code. */
  reissueHouseholdCode: {
    request: z.strictObject({ operation: operationId, household: identifier }),
    answer: z.strictObject({ code: text }),
  },
  /** A piece of a file, at most 64 KB in base64, from 0 on. `file` is the caller's own name for it. */
  putFilePart: {
    request: z.strictObject({
      region: identifier,
      village: z.nullable(identifier),
      file: fileName,
      part: z.int().check(z.minimum(0), z.maximum(63)),
      parts: z.int().check(z.minimum(1), z.maximum(64)),
      base64: text.check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(65_536)),
    }),
    answer: z.strictObject({ missing: listOf(z.int()) }),
  },
  /**
   * How a file that was put here would be read, before anything of it is: with `chosen` a person says what its columns
   * are, and the place remembers it for ledgers with the same heads.
   */
  ledgerColumns: {
    request: z.strictObject({ region: identifier, village: z.nullable(identifier), ...columnsRequest }),
    answer: columnsAnswer,
  },
  /**
   * Reads rows of a file that was put here, from row `from` on, as far as time allows. `village` = where rows that name
   * none belong.
   */
  importResidents: {
    request: z.strictObject({
      region: identifier,
      village: z.nullable(identifier),
      file: fileName,
      from: z.int().check(z.minimum(0)),
      /** What a file under a password opens with; used for the call and never kept. */
      key: z.optional(text.check(z.minLength(1), z.maxLength(128))),
      /** Under what it was laid out (`ledgerColumns`); absent: by its headings as they are known. */
      choice: z.optional(identifier),
    }),
    answer: z.strictObject({
      /** Rows of the file as its reader counts them, 1 = the first of the sheet. */
      rows: listOf(
        z.strictObject({ row: z.int(), outcome: oneOf<ImportOutcome>(IMPORT_OUTCOMES), flaws: listOf(flaw) }),
      ),
      /** Columns that were not understood, by their headings. */
      ignored: listOf(text),
      /** What the reader found and no row shows: stray quotes, hidden columns. */
      notes: listOf(text),
      /** Rows that are nobody's, and why: titles, sums, sheets without a head. */
      left: listOf(z.strictObject({ row: z.int(), why: text, text })),
      total: z.int(),
      /** Where to go on; null = all is read, and the file is gone. */
      next: z.nullable(z.int()),
    }),
  },
  /** One field in full, for a reason that is kept. */
  revealField: {
    request: z.strictObject({
      operation: operationId,
      resident: identifier,
      field: oneOf<RevealedField>(REVEALED_FIELDS),
      reason: oneOf<RevealReason>(REVEAL_REASONS),
    }),
    answer: z.strictObject({ value: textOrNone }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof residentsContract>
export type Answers = AnswersOf<typeof residentsContract>
