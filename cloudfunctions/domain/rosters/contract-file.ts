import * as z from 'zod/mini'
import { batchMachine } from './batch-machine'
import { civilDay, dayOrNone, identifier, listOf, text, textOrNone } from '../../platform/calls'

/** What the notice leaves open, with how it is read. */
const openMatter = z.strictObject({ field: text, why: text, reading: text })

export const roster = z.strictObject({
  roster: identifier,
  /** Of whom, in the notice's words. */
  from: text,
  certifiers: listOf(text),
  /**
   * changes: additions and removals. whole: everybody, so that whoever is missing is removed. employee: people in
   * employee insurance.
   */
  kind: z.enum(['changes', 'whole', 'employee']),
  /** `required`: false where the notice leaves it open, see `open`. */
  columns: listOf(z.strictObject({ heading: text, required: z.boolean() })),
  /** The notice wants it encrypted. */
  encrypted: z.boolean(),
  firstBy: dayOrNone,
  open: listOf(openMatter),
  /** null: the notice speaks of no such list. */
  cite: textOrNone,
  quote: textOrNone,
  reading: textOrNone,
})

/** 错 cannot be so, 误 contradicts something, 漏 is missing, 重 is there already. `sentBack`: for it the row goes back. */
export const flaw = z.strictObject({
  code: text,
  kind: z.enum(['错', '误', '漏', '重']),
  words: text,
  sentBack: z.boolean(),
})

export const batch = z.strictObject({
  batch: identifier,
  roster: identifier,
  certifier: text,
  /** `首批`, `2021-12 月度变动`, `2021-08 整册`, `职工医保名单` … */
  name: text,
  state: z.enum(batchMachine.stateIds),
  stateName: text,
  confirmedOn: civilDay,
  uploadedOn: civilDay,
  /** What to do next, in one sentence. */
  sentence: text,
  /** Rows of the sheet, and what they came to; `noted` ones are among `taken` and `same`. */
  rows: z.int(),
  taken: z.int(),
  same: z.int(),
  sentBack: z.int(),
  noted: z.int(),
  /** People who would change; of them `implied`: no row, but a list taken whole names them no more. */
  people: z.int(),
  implied: z.int(),
  /** Of `people`, after confirmation: entered, and not possible any more. */
  applied: z.int(),
  failed: z.int(),
  /** Columns of the notice that the sheet does not have. */
  missingColumns: listOf(text),
  open: listOf(openMatter),
  /** How often each fault was found, most first. */
  flaws: listOf(z.strictObject({ ...flaw.shape, rows: z.int() })),
})

/** What `rosterFile` answers. */
export const rosterFileAnswer = z.strictObject({
  /** null = not told. */ called: textOrNone,
  /** Who sent it, as their office calls them; null = not told. */ by: textOrNone,
  at: z.int(),
  cameAgain: listOf(z.strictObject({ by: textOrNone, at: z.int() })),
  /** null: a list of before it was counted. */
  account: z.nullable(
    z.strictObject({
      rows: z.int(),
      taken: z.int(),
      exceptions: z.int(),
      left: listOf(z.strictObject({ why: text, rows: z.int() })),
    }),
  ),
  leftRows: listOf(z.strictObject({ line: z.int(), why: text, text })),
  notes: listOf(text),
  withdrawn: z.nullable(
    z.strictObject({ by: textOrNone, at: z.int(), because: text, people: z.int(), stays: z.int() }),
  ),
})
