import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  dayOrNone,
  fenOrNone,
  identifier,
  isKeyOf,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'
import { columnsAnswer, columnsRequest } from '../../platform/files/contract-columns'
import type { Mismatch } from './judge-row'
import { MISMATCHES } from './judge-row'
import { personCard } from '../people'
import type { SettlementId } from './resolutions'
import { RESOLUTIONS } from './resolutions'
import { taxRowMachine } from './tax-row-machine'

const fileKey = text.check(z.minLength(1), z.maxLength(128))
const fileName = text.check(z.regex(/^[0-9a-z-]{8,64}$/))

/** The county and the tax office's file. */
const PARTS_MAX = 400

const outcome = z.custom<Mismatch>((value) => typeof value === 'string' && isKeyOf(MISMATCHES, value))

const tally = z.strictObject({
  rows: z.int(),
  /** Rows that were here before. */ again: z.int(),
  waiting: z.int(),
  matched: z.int(),
  settled: z.int(),
  open: listOf(z.strictObject({ outcome, name: text, rows: z.int() })),
})

const taxFile = z.strictObject({
  taxFile: identifier,
  state: z.enum(['reading', 'matching', 'done', 'withdrawn']),
  day: civilDay,
  /** Read so far. */ rows: z.int(),
  again: z.int(),
  /** Of a file that is worked on: rows that wait to be matched, and that are. null = done; `matchTaxRows` tells. */
  waiting: z.int(),
  matched: z.nullable(z.int()),
  /** Why it is not gone on with, and what to do; null = nothing. */
  trouble: textOrNone,
  /** What became of its rows; absent: a file of before they were counted. */
  account: z.optional(
    z.strictObject({
      rows: z.int(),
      taken: z.int(),
      exceptions: z.int(),
      left: listOf(z.strictObject({ why: text, rows: z.int() })),
    }),
  ),
  /** What its reader found and no row shows; absent: nothing. */
  notes: z.optional(listOf(text)),
})

const settlement = z.custom<SettlementId>((value) => typeof value === 'string' && isKeyOf(RESOLUTIONS, value))

const row = z.strictObject({
  row: identifier,
  /** Where it stands in the sheet. */ line: z.int(),
  outcome,
  outcomeName: text,
  words: text,
  name: text,
  tail: textOrNone,
  person: z.nullable(personCard),
  year: z.nullable(z.int()),
  /** Below 0: the tax office took it back. */ amount: z.nullable(z.int()),
  due: fenOrNone,
  paidOn: dayOrNone,
  state: z.enum(['open', 'proposed', 'settled']),
  settlements: listOf(z.strictObject({ as: settlement, name: text, people: z.int() })),
  proposed: z.nullable(
    z.strictObject({
      as: settlement,
      name: text,
      because: text,
      /** The caller may agree: it was somebody else's word. */ mayAgree: z.boolean(),
    }),
  ),
})

const settled = z.strictObject({ row: identifier, state: z.enum(['open', 'proposed', 'settled']), sentence: text })

export const reconciliationContract = {
  /** A piece of the file, at most 64 KB in base64, from 0 on. `file` is the caller's own name for it. */
  putTaxPart: {
    request: z.strictObject({
      region: identifier,
      file: fileName,
      part: z.int().check(z.minimum(0), z.maximum(PARTS_MAX - 1)),
      parts: z.int().check(z.minimum(1), z.maximum(PARTS_MAX)),
      base64: text.check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/), z.maxLength(65_536)),
    }),
    answer: z.strictObject({ missing: listOf(z.int()) }),
  },
  /**
   * How the file would be read, before anything of it is: with `chosen` a person says what its columns are, and the
   * place remembers it for files with the same heads.
   */
  taxColumns: { request: z.strictObject({ region: identifier, ...columnsRequest }), answer: columnsAnswer },
  /**
   * Keeps its rows. Once is enough, a timer goes on with reading, matching and what is missing; asked again until
   * `done` it is quicker.
   */
  readTaxFile: {
    /**
     * `key`: what a file under a password opens with; used for the call and never kept.
     * `choice`: under what it was laid out (`taxColumns`); absent: by its headings as they are known.
     */
    request: z.strictObject({
      region: identifier,
      file: fileName,
      key: z.optional(fileKey),
      choice: z.optional(identifier),
      /** What the file is called where it came from. */
      called: z.optional(typed(120)),
    }),
    answer: z.strictObject({ taxFile: identifier, rows: z.int(), again: z.int(), done: z.boolean() }),
  },
  /**
   * Matches rows that are kept, beside the timer; asked again until `done`. Of a file that is done: how its rows stand.
   */
  matchTaxRows: {
    request: z.strictObject({ taxFile: identifier }),
    answer: z.strictObject({ done: z.boolean(), matchedNow: z.int(), tally: z.nullable(tally) }),
  },
  /** Who has paid us and is not in any file after the place's days; asked again with `next` until that is null. */
  findMissing: {
    request: z.strictObject({ region: identifier, after: z.nullable(identifier) }),
    answer: z.strictObject({ found: z.int(), next: z.nullable(identifier) }),
  },
  taxFiles: { request: z.strictObject({ region: identifier }), answer: z.strictObject({ files: listOf(taxFile) }) },
  /** What became of a file: who sent it, when, whether it came before, and of every row what became of it. */
  taxFile: {
    request: z.strictObject({ taxFile: identifier }),
    answer: z.strictObject({
      file: taxFile,
      /** What it was called where it came from; null = not told. */
      called: textOrNone,
      /** Who sent it, as their office calls them; null = not told. */
      by: textOrNone,
      at: z.int(),
      cameAgain: listOf(z.strictObject({ by: textOrNone, at: z.int() })),
      /** Its rows by where they stand. */
      rows: listOf(z.strictObject({ state: z.enum(taxRowMachine.stateIds), name: text, rows: z.int() })),
      /** Rows that are nobody's, by name; the first of them. */
      leftRows: listOf(z.strictObject({ line: z.int(), why: text, text })),
      /** What stands on it, so that it cannot be withdrawn as a whole; none = it can. */
      stands: listOf(text),
      withdrawn: z.nullable(z.strictObject({ by: textOrNone, at: z.int(), because: text })),
    }),
  },
  /** Its rows in the order of its lines; 50 a call, on with `next`. */
  taxFileRows: {
    request: z.strictObject({
      taxFile: identifier,
      which: z.enum(['exceptions', 'matched', 'all']),
      after: z.nullable(identifier),
    }),
    answer: z.strictObject({
      rows: listOf(
        z.strictObject({
          row: identifier,
          line: z.int(),
          stateName: text,
          /** What is wrong with it; null = nothing. */ words: textOrNone,
          /** What one can do; '' = nothing is left to do. */ todo: text,
          /** Masked. */ name: text,
          tail: textOrNone,
          year: z.nullable(z.int()),
          amount: z.nullable(z.int()),
          paidOn: dayOrNone,
          /** Whom the ledger has by its number, masked; null = nobody. */
          person: z.nullable(
            z.strictObject({ household: identifier, resident: identifier, name: text, village: identifier }),
          ),
        }),
      ),
      next: z.nullable(identifier),
    }),
  },
  /**
   * Draws up the exceptions as a sheet (.xlsx) to send back, with names and numbers in full: audited, and under a key
   * where one is given (a zip with AES-256). Fetched by `taxSheetPart`.
   */
  taxExceptions: {
    request: z.strictObject({ operation: operationId, taxFile: identifier, key: z.nullable(fileKey) }),
    answer: z.strictObject({ file: fileName, fileName: text, parts: z.int(), rows: z.int() }),
  },
  /** A piece of such a sheet, from 0 on; there for a day. */
  taxSheetPart: {
    request: z.strictObject({ taxFile: identifier, file: fileName, part: z.int().check(z.minimum(0)) }),
    answer: z.strictObject({ base64: text }),
  },
  /**
   * A file that was loaded by mistake is withdrawn as a whole, a piece a call until `done`; refused (FILE_STANDS) where
   * something stands on it.
   */
  withdrawTaxFile: {
    request: z.strictObject({ operation: operationId, taxFile: identifier, because: typed(100) }),
    answer: z.strictObject({ done: z.boolean(), left: z.int() }),
  },
  /** What waits for a person: of a file, or with null what is missing. */
  taxRows: {
    request: z.strictObject({
      region: identifier,
      taxFile: z.nullable(identifier),
      state: z.enum(['open', 'proposed', 'settled']),
      after: z.nullable(identifier),
    }),
    answer: z.strictObject({ rows: listOf(row), more: z.boolean() }),
  },
  /** `enrolment`: whose money it is, for `assign`. */
  settleTaxRow: {
    request: z.strictObject({
      row: identifier,
      as: settlement,
      enrolment: z.nullable(identifier),
      because: typed(100),
    }),
    answer: settled,
  },
  /**
   * By another person than who proposed it. `evidence`: number of the tax office's refund paper, where money returns.
   */
  agreeSettlement: { request: z.strictObject({ row: identifier, evidence: z.nullable(typed(64)) }), answer: settled },
  declineSettlement: { request: z.strictObject({ row: identifier }), answer: settled },
} satisfies Contract

export type Requests = RequestsOf<typeof reconciliationContract>
export type Answers = AnswersOf<typeof reconciliationContract>
