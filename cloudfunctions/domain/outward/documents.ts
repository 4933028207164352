import type { OutwardFileState, OutwardLineState } from './outward-machine'
import type { HeldBack, LineChange } from './plan-lines'
import type { OutwardKind } from './contract'
import type { Sealed } from '../people'
import type { CivilDay, Fen } from '../../../rules'

/** A file for another office's system. `_id` is `<region>-<year>-<kind>-<number>`. */
export interface OutwardFileDocument {
  _id: string
  /** `<region>-<year>`. */
  season: string
  region: string
  year: number
  kind: OutwardKind
  /** Counted by place, year and kind, from 1 on. */
  number: number
  state: OutwardFileState
  day: CivilDay
  /** ms since 1970. */
  at: number
  /** openid, and what their office calls them: it stands in the file whoever draws it again. */
  by: string
  maker: Sealed
  /** How far the ledger was gone through: the village, and in it the last enrolment; '' = none yet. */
  village: string
  after: string
  tally: OutwardTally
  /** It holds as many as one file may: who comes behind stands in the next. */
  isFull: boolean
  sent: { by: string; at: number; day: CivilDay } | null
  confirmed: number
  sentBack: number
}

export interface OutwardTally {
  people: number
  changes: Readonly<Partial<Record<LineChange, number>>>
  /** Who would stand in it and cannot yet, by why. */
  held: Readonly<Partial<Record<HeldBack, number>>>
  fee: Fen
  subsidy: Fen
}

/** A person in a file. `_id` is `<file>~<enrolment>`. */
export interface OutwardLineDocument {
  _id: string
  file: string
  season: string
  kind: OutwardKind
  number: number
  enrolment: string
  village: string
  state: OutwardLineState
  change: LineChange
  /** Keyed digest of what the other system is told: whether that is still so shows without opening it. */
  digest: string
  /** JSON of `LineFacts`. */
  facts: Sealed
  /** The acknowledgement that answered, and which of its reasons it gave; null = none. */
  answer: string | null
  reason: number | null
}

/** An acknowledgement, by its bytes: read again it is the same. `_id` is `<file>~<digest>`. */
export interface OutwardAnswerDocument {
  _id: string
  file: string
  day: CivilDay
  at: number
  by: string
  called: Sealed
  rows: number
  confirmed: number
  sentBack: number
  /** Rows of nobody: heads, sums, what was said not to count. */
  left: number
  /** JSON of the reasons that it gives, each once. */
  reasons: Sealed
  /** Rows that were not understood; JSON of the first `UnclearRow`s. */
  unclear: number
  unclearRows: Sealed
  isRead: boolean
}
