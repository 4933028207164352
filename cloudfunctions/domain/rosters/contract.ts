import * as z from 'zod/mini'
import { columnsAnswer, columnsRequest } from '../../platform/files/contract-columns'
import { batch, flaw, roster, rosterFileAnswer } from './contract-file'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import {
  civilDay,
  fenOrNone,
  identifier,
  isKeyOf,
  listOf,
  operationId,
  text,
  textOrNone,
  typed,
} from '../../platform/calls'

const fileName = text.check(z.regex(/^[0-9a-z-]{8,64}$/))

/**
 * Lists of subsidised people from their certifiers, and of those in employee insurance. A screen goes: `rosters` (what
 * may be loaded), `putRosterPart` for each piece, `readRoster` until `done`, `rosterEffect` and `rosterRows` to look
 * at, `rosterSheet` for what goes back, `confirmRoster` once a person agrees, `applyRoster` until `done`.
 */
const PARTS_MAX = 400

/** What a list is encrypted with, as typed; used for the call and never kept. */
const fileKey = z.nullable(text.check(z.minLength(1), z.maxLength(128)))

const progress = { batch: identifier, done: z.boolean() }

/** How someone stands, before or after. `fee`: fen, null = not settled. */
const yearFigures = z.strictObject({ statusName: text, fee: fenOrNone, category: textOrNone })

const effectGroup = z.strictObject({
  people: z.int(),
  /** `37 人由应缴 320 元变为 0 元（城乡低保对象）` */
  sentence: text,
  /** null: no enrolment for this year yet, the identity counts when it is made. */
  from: z.nullable(yearFigures),
  to: z.nullable(yearFigures),
  /** Has paid, or is enrolled: this year stays as it is. */
  keepsYear: z.boolean(),
})

/**
 * Which rows: `noted`: taken or the same, with something to look at all the same. `failed`: could not be entered after
 * confirmation.
 */
const rowsShown = z.enum(['all', 'taken', 'same', 'sentBack', 'noted', 'failed'])

/**
 * Of a row. taken: is entered on confirmation. same: changes nothing. sentBack: has a fault, goes back to the
 * certifier.
 */
export const ROW_OUTCOMES = { taken: '采用', same: '没有变化', sentBack: '退回核实' } as const

export type RowOutcome = keyof typeof ROW_OUTCOMES

export const rostersContract = {
  /** What lists the place's notice knows, of whom, in what columns; and the latest batches. */
  rosters: {
    request: z.strictObject({ region: identifier, year: z.int() }),
    answer: z.strictObject({ rosters: listOf(roster), batches: listOf(batch) }),
  },
  /**
   * A piece of a list, at most 64 KB in base64, from 0 on. `file` is the caller's own name for it, made anew for each
   * upload.
   */
  putRosterPart: {
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
   * How a list would be read, before anything of it is: with `chosen` a person says what its columns are, and the place
   * remembers it for lists of this kind from this certifier with the same heads.
   */
  rosterColumns: {
    request: z.strictObject({
      region: identifier,
      year: z.int(),
      roster: identifier,
      certifier: typed(40),
      ...columnsRequest,
    }),
    answer: columnsAnswer,
  },
  /**
   * Reads and checks rows, as many as a call can; asked again with the same until `done`. `roster` and `certifier` are
   * of `rosters`; `confirmedOn`: the day on which the certifier confirmed it, which decides the batch and from when it
   * holds.
   * `key`: with what the file is encrypted, null = it is not. Refusals: FILE_ENCRYPTED, FILE_KEY_WRONG,
   * FILE_ENCRYPTION_UNREAD, HEADER_NOT_FOUND ...
   */
  readRoster: {
    request: z.strictObject({
      region: identifier,
      year: z.int(),
      roster: identifier,
      certifier: typed(40),
      confirmedOn: civilDay,
      file: fileName,
      key: fileKey,
      /** Under what it was laid out (`rosterColumns`); absent: by its headings as they are known. */
      choice: z.optional(identifier),
      /** What the file is called where it came from. */
      called: z.optional(typed(120)),
    }),
    answer: z.strictObject({
      ...progress,
      /** Rows checked so far. */ checked: z.int(),
      /** In the sheet. */ rows: z.int(),
    }),
  },
  /**
   * Words of a list that the notice does not have and that come near to its own: how many rows have them, of whom the
   * first are (masked), what they may be, and what the place said that they are; null = nothing yet.
   */
  nearWords: {
    request: z.strictObject({ batch: identifier }),
    answer: z.strictObject({
      words: listOf(
        z.strictObject({ word: text, rows: z.int(), people: listOf(text), near: listOf(text), said: textOrNone }),
      ),
    }),
  },
  /** A person says what such a word is in their place, once and for all lists; `recheckRoster` follows. */
  sayNearWord: {
    request: z.strictObject({ operation: operationId, batch: identifier, word: typed(200), identity: typed(40) }),
    answer: z.strictObject({ word: text, identity: text, rows: z.int() }),
  },
  /**
   * Checks a batch anew against the ledger as it is now: someone was entered meanwhile, or the effect is of another
   * day. Until `done`; `begin`: true in the first call, false in those that go on.
   */
  recheckRoster: {
    request: z.strictObject({ batch: identifier, begin: z.boolean() }),
    answer: z.strictObject({ ...progress, checked: z.int(), rows: z.int() }),
  },
  /** Batches, latest first; 20 a call, on with `next`. */
  rosterBatches: {
    request: z.strictObject({ region: identifier, year: z.int(), after: z.nullable(text) }),
    answer: z.strictObject({ batches: listOf(batch), next: textOrNone }),
  },
  /** Where a list came from, and what became of each row of each of its sheets. */
  rosterFile: { request: z.strictObject({ batch: identifier }), answer: rosterFileAnswer },
  rosterBatch: { request: z.strictObject({ batch: identifier }), answer: batch },
  /** What confirming would change, in people and money. Nothing is applied before. */
  rosterEffect: {
    request: z.strictObject({ batch: identifier }),
    answer: z.strictObject({
      batch: identifier,
      round: z.int(),
      weighedOn: civilDay,
      /** It is of another day, or not all is checked: `recheckRoster` first. */
      outdated: z.boolean(),
      people: z.int(),
      keepYear: z.int(),
      /** fen that these people pay themselves, before and after; of those whose fee is settled on both sides. */
      feeBefore: z.int(),
      feeAfter: z.int(),
      groups: listOf(effectGroup),
      /** fen of subsidy by whose purse, before and after. */
      funders: listOf(z.strictObject({ funder: text, people: z.int(), before: z.int(), after: z.int() })),
      sentence: text,
    }),
  },
  /** The report, row by row, in the order of the sheet; 50 a call, on with `next`. */
  rosterRows: {
    request: z.strictObject({ batch: identifier, which: rowsShown, after: z.nullable(text) }),
    answer: z.strictObject({
      rows: listOf(
        z.strictObject({
          /** As the sheet counts; null = implied by a list taken whole. */
          line: z.nullable(z.int()),
          outcome: z.custom<RowOutcome>((value) => typeof value === 'string' && isKeyOf(ROW_OUTCOMES, value)),
          outcomeName: text,
          /** Masked. */
          name: text,
          tail: textOrNone,
          change: z.enum(['新增', '减少', '职工参保']),
          category: textOrNone,
          /** Where the ledger has them; null = nowhere here. */
          village: textOrNone,
          resident: z.nullable(identifier),
          flaws: listOf(flaw),
          /** What became of it after confirmation; null = not yet. */
          applied: z.nullable(z.enum(['done', 'failed'])),
          why: textOrNone,
        }),
      ),
      next: textOrNone,
    }),
  },
  /**
   * Makes a sheet (.xlsx) of the report to send back to the certifier, with names and numbers in full: audited. `key`:
   * it is put into a zip with AES-256 under this key, null = not; a list that came encrypted has to go back encrypted.
   */
  rosterSheet: {
    request: z.strictObject({
      operation: operationId,
      batch: identifier,
      which: z.enum(['all', 'sentBack']),
      key: fileKey,
    }),
    answer: z.strictObject({ file: fileName, fileName: text, parts: z.int(), bytes: z.int(), rows: z.int() }),
  },
  /** A piece of the sheet, from 0 on; there for a day. */
  rosterSheetPart: {
    request: z.strictObject({ batch: identifier, file: fileName, part: z.int().check(z.minimum(0)) }),
    answer: z.strictObject({ base64: text }),
  },
  /**
   * A person agrees to the effect that they saw: `round` as `rosterEffect` told it. Refused (EFFECT_OUTDATED) when it
   * is of another day or was checked anew since.
   */
  confirmRoster: {
    request: z.strictObject({ operation: operationId, batch: identifier, round: z.int() }),
    answer: batch,
  },
  /**
   * Enters what was confirmed, as many people as a call can; asked again until `done`, by whoever and however often.
   */
  applyRoster: {
    request: z.strictObject({ batch: identifier }),
    answer: z.strictObject({ ...progress, applied: z.int(), failed: z.int(), people: z.int() }),
  },
  /**
   * Takes back whole what was entered by mistake, a piece a call; asked again until `done`. Refused (LIST_STANDS) where
   * something stands on it: it says what, and nothing is changed.
   */
  withdrawRoster: {
    request: z.strictObject({ operation: operationId, batch: identifier, because: typed(100) }),
    answer: z.strictObject({ ...progress, people: z.int(), left: z.int(), stays: z.int() }),
  },
  /** A batch that shall not be applied; nothing has been yet. */
  discardRoster: {
    request: z.strictObject({ operation: operationId, batch: identifier, because: typed(100) }),
    answer: batch,
  },
} satisfies Contract

export type Requests = RequestsOf<typeof rostersContract>
export type Answers = AnswersOf<typeof rostersContract>
