import type { Sealed } from '../people'
import type { BatchState, EntryState } from './batch-machine'
import type { RowOutcome } from './contract'
import type { RowFlaw, RowFlawCode } from './flaws'
import type { ClosedAccount } from '../../platform/files'
import type { CivilDay, Fen } from '../../../rules'
import type { OpenRosterMatter } from '../../../rules/office'

/** What a batch came to so far: together with how far it has come, so that a part done again counts once. */
export interface BatchTally {
  rows: number
  taken: number
  same: number
  sentBack: number
  noted: number
  people: number
  implied: number
  flaws: Readonly<Partial<Record<RowFlawCode, number>>>
  /** JSON of {@link Effects}. */
  effects: Sealed
  /** JSON of {@link NearWordCounts}; absent: none. */
  near?: Sealed
}

/** A list that one office sent once. `_id` is of its place, sender, day and bytes, so that it cannot come twice. */
export interface BatchDocument {
  _id: string
  region: string
  year: number
  roster: string
  certifier: string
  kind: 'first' | 'monthly' | 'whole' | 'unsaid' | 'employee'
  name: string
  state: BatchState
  /** From when what it certifies holds. */
  confirmedOn: CivilDay
  /** openid of who loaded it. */
  by: string
  at: number
  day: CivilDay
  encrypted: boolean
  /** As the sheet has them, for the sheet that goes back. */
  headings: readonly string[]
  missingColumns: readonly string[]
  open: readonly OpenRosterMatter[]
  /** How often it was checked. */
  round: number
  weighedOn: CivilDay
  weighedAt: number
  /** rows: of the sheet, or of the round before. implied: whom a list taken whole names no more. */
  phase: 'rows' | 'implied' | 'done'
  /** In `phase`, the last one that is done; '' = none. */
  cursor: string
  /** Rows of the sheet, known once it is read. */
  total: number
  tally: BatchTally
  applied: number
  failed: number
  confirmed: { by: string; at: number; operation: string } | null
  discarded: { by: string; at: number; because: string } | null
  /** What follows is absent of lists of before it was kept. What it was called where it came from. */
  called?: Sealed
  /** Under which name its parts came: the same asked again is no second time. */
  upload?: string
  /** When the same list came again, and from whom. */
  cameAgain?: readonly { by: string; at: number }[]
  /** What became of each row of each sheet, and by name the first of those that are nobody's: JSON of the account's. */
  account?: Pick<ClosedAccount, 'rows' | 'taken' | 'exceptions' | 'left'>
  leftRows?: Sealed
  notes?: readonly string[]
  /** It was entered by mistake, and is as if it had not been. `people`: who is as before; `stays`: who is not. */
  withdrawn?: { by: string; at: number; operation: string; because: Sealed; people: number; stays: number }
}

/** What of a list's row is kept, in clear. */
export interface RosterRow {
  /** As the sheet counts; 1 = the first. */
  line: number
  name: string
  /** As numbers are kept; '' = none. */
  idNumber: string
  category: string
  change: string
  level: string
  township: string
  village: string
  phone: string
  address: string
  /** Of lists of employees: from when; the text where it is no day. */
  since: string
  /** Codes of what is wrong before anything is looked up. */
  faults: readonly RowFlawCode[]
  /** As they stood in the sheet, by its headings. */
  cells: readonly string[]
}

export interface JudgedRow {
  outcome: RowOutcome
  change: Change
  /** In the notice's word, or as written where it is none of the notice; null = not readable. */
  identity: string | null
  flaws: readonly RowFlaw[]
}

/** What is changed for one person: an identity of the batch's certifier begins or ends, or employee insurance began. */
export interface PersonChange {
  change: Change
  /** '' with 职工参保. */
  identity: string
  day: CivilDay
}

/** What a batch comes to for one person. `_id` is `<batch>~<round>~<first line>`, or `…~i<resident>` without a row. */
export interface EntryDocument {
  _id: string
  batch: string
  round: number
  /** '' = nobody of this ledger. */
  resident: string
  /** none: nothing to enter. */
  state: EntryState
  /** Code; null = not failed. */
  why: string | null
  /** How many of its rows are so, to find them by. */
  taken: number
  same: number
  sentBack: number
  noted: number
  /** JSON of {@link EntryFacts}. */
  facts: Sealed
}

export interface EntryFacts {
  rows: readonly { row: RosterRow; judged: JudgedRow }[]
  changes: readonly PersonChange[]
  /** Without a row: why nothing is changed after all. */
  flaws: readonly RowFlaw[]
  /** Of who has no row: as the ledger has it. */
  name: string
}

/**
 * Whom an office certifies, by its lists: so that a list taken whole can tell who is missing. `_id` is
 * `<list>~<resident>`.
 */
export interface MemberDocument {
  _id: string
  /** Blind index of region and certifier. */
  list: string
  resident: string
  live: boolean
}

export interface YearFigures {
  statusName: string
  fee: Fen | null
  category: string | null
}

/** Groups of people to whom the same happens. */
export interface EffectGroup {
  people: number
  change: Change
  from: YearFigures | null
  to: YearFigures | null
  keepsYear: boolean
}

export interface Effects {
  groups: readonly EffectGroup[]
  funders: Readonly<Record<string, { people: number; before: Fen; after: Fen }>>
}

/** Words that come near to the notice's, with their rows and whom the first of them are about, masked. */
export type NearWordCounts = Readonly<Record<string, { rows: number; people: readonly string[] }>>

/** What a row does: an identity begins or ends, or somebody is found in employee insurance. */
export type Change = '新增' | '减少' | '职工参保'
