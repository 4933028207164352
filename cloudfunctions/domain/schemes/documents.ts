import type { OverlapState } from './overlap-machine'
import type { SchemeKind } from './contract'
import type { NamedCounts } from './plan-overlap'
import type { Sealed } from '../people'
import type { CivilDay } from '../../../rules'

/** A list from outside, by its bytes: the same again is the same. `_id` is `<region>~<digest>`. */
export interface SchemeListDocument {
  _id: string
  region: string
  year: number
  kind: SchemeKind
  /** Which office sent it, and what the file was called. */
  sender: Sealed
  called: Sealed
  day: CivilDay
  at: number
  /** openid */
  by: string
  /** People of the sheet, and how many of them were looked at. */
  rows: number
  looked: number
  tally: NamedCounts
  /** JSON of the first rows that were not understood. */
  unclearRows: Sealed
}

/** Somebody of the ledger whom a list names. `_id` is `<kind>~<resident>`. */
export interface OverlapDocument {
  _id: string
  region: string
  village: string
  household: string
  resident: string
  kind: SchemeKind
  state: OverlapState
  list: string
  day: CivilDay
  /** JSON of {@link OverlapFacts}. */
  facts: Sealed
  /** The day on which a message was put there for who looks after them; null = nobody does. */
  told: CivilDay | null
  settled: { by: string; at: number; day: CivilDay; because: Sealed } | null
}

/** What the list says. */
export interface OverlapFacts {
  /** From when; null = it does not say, or no day that can be. */
  since: CivilDay | null
  /** Employer, or place of the other insurance; '' = not said. */
  where: string
  sender: string
}
