import type { BlindIndex, Sealed } from '../people'
import type { RowFault } from './file-rows'
import type { Mismatch, Reason } from './judge-row'
import type { SettlementId } from './resolutions'
import type { TaxRowState } from './tax-row-machine'
import type { ClosedAccount } from '../../platform/files'
import type { CivilDay, Fen } from '../../../rules'

/** A file of the tax office; `_id` is of its place and its bytes, so the same file is the same document. */
export interface TaxFileDocument {
  _id: string
  region: string
  /** `missing`: all rows are matched; who has paid us and is in no file is still looked for. */
  state: 'reading' | 'matching' | 'missing' | 'done' | 'withdrawn'
  by: string
  /** ms since 1970 */
  at: number
  day: CivilDay
  /** Where its bytes lie until it is read: whose parts, and under which name. */
  upload: { by: string; file: string }
  /** Counts what was written here: of two who go on with it at once only one is. */
  version: number
  /** Why no timer can go on with it, in words; null = nothing. Sent again it is gone on with. */
  trouble: string | null
  /** Why the watch leaves it be until it tries again; null or absent = it does not. */
  waiting?: string | null
  /** How far `missing` has come: the last order looked at. */
  lookedTo: string
  /** The last row that is stored, by its position in the file. */
  readTo: number
  /** What became of each row of each sheet; absent: a file of before it was counted. */
  account?: Pick<ClosedAccount, 'rows' | 'taken' | 'exceptions' | 'left'>
  /** What its reader found and no row shows, in words; absent: nothing. */
  notes?: readonly string[]
  /** Rows that are nobody's, by name: JSON of the account's, the first of them; absent: none, or not kept yet. */
  leftRows?: Sealed
  /** When the same file came again, and from whom. */
  cameAgain?: readonly { by: string; at: number }[]
  /** It was loaded by mistake, and is as if it had not come. */
  withdrawn?: { by: string; at: number; because: Sealed }
  /** What a person decided of its columns and rows, JSON; absent: nothing. */
  choice?: Sealed
  /** What it was called where it came from, sealed as such names tell of people; absent: not told. */
  called?: Sealed
  /** Rows of people read so far; of those, rows that were here before, in an earlier file or this one. */
  rows: number
  again: number
}

/**
 * One payment as the tax office tells it. `_id` is of its voucher, person and year: the same row again is the same
 * document.
 */
export interface TaxRowDocument {
  _id: string
  file: string
  region: string
  /** Its position in the file: of its first sheet as the sheet counts. */
  row: number
  /** Index of the number; '' = none. */
  person: BlindIndex
  year: number | null
  amount: Fen | null
  paidOn: CivilDay | null
  arrivedOn: CivilDay | null
  elsewhere: boolean
  faults: readonly RowFault[]
  /** JSON of {@link RowFacts}. */
  facts: Sealed
  /** What the row says, as a digest: a voucher that says something else later is told. */
  said: string
  /** `read`: waits to be matched. `open`: waits for a person. `proposed`: for a second one. */
  state: TaxRowState
  outcome: 'matched' | Mismatch | null
  why: Reason | null
  /** Whom it is about; '' = not known. */
  enrolment: string
  /** What was due; null = not known, or matched. */
  due: Fen | null
  /** fen that stand as owed back because of it. */
  heldBack: Fen
  settlement: Resolution | null
  /** How often it was withdrawn with its file and came again. */
  withdrawals?: number
  /** Looked at again it was found to be something else than it was. */
  reopened?: { by: string; was: Mismatch }
}

export interface RowFacts {
  name: string
  idNumber: string
  voucher: string | null
  /** The state of which the row's fault speaks. */
  state?: string
}

export interface Resolution {
  as: SettlementId
  because: string
  proposed: { by: string; at: number }
  agreed: { by: string; at: number } | null
  /** Number of the paper by which money went back. */
  evidence: string | null
}
