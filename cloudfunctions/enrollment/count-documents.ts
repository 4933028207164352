import type { OwnShare } from './own-shares'
import type { StatusId } from './statuses'

/** People of one village who stand alike and pay alike. */
export type Cell = `${StatusId}~${OwnShare}`

/**
 * `village-counts`: the people of a township's villages for one insured year. Only what `count-deltas` say is added to
 * them, by one job, so that no deed ever waits for another's count (decision 0017). `_id` is `<season>~<township>`.
 */
export interface VillageCounts {
  _id: string
  /** `<region>-<year>` */
  season: string
  township: string
  /** The last folding whose deltas are in here; 0 = none. */
  folding: number
  /** By village; what is 0 is absent. */
  villages: Readonly<Record<string, Counted>>
}
export type Counted = Readonly<Partial<Record<Cell, number>>>

export interface CountChange {
  township: string
  village: string
  cell: Cell
  /** People more; below 0: fewer. */
  people: number
}

/** Of a delta that is about more than one township. */
export const SEVERAL_TOWNSHIPS = '*'

/** {@link CountDelta.folding} of a delta whose enrolments are not surely written yet. */
export const ANNOUNCED = -1
/** {@link CountDelta.folding} of a delta that counts and is in no count yet: more than any folding's number. */
export const UNFOLDED = 999_999_999_999

/**
 * `count-deltas`: what one deed did to the counts of one season, written with the deed and never changed but for
 * `folding`, the number of the folding that took it.
 */
export interface CountDelta {
  _id: string
  season: string
  /** The one township that it is about, else {@link SEVERAL_TOWNSHIPS}. */
  township: string
  folding: number
  /** A step that may be repeated for ever wrote it: its id has to stay taken. */
  stays: boolean
  changes: readonly CountChange[]
  /** While it is announced: who is counted in which of the changes. */
  members: readonly { enrolment: string; line: number }[] | null
}

/** `count-foldings/state`: how far the deltas are folded into the counts. */
export interface CountFolding {
  _id: typeof FOLDING_STATE
  /** The last folding that is over. */
  folding: number
  /** The one that is under way; null = none. */
  underWay: number | null
  /** How it stood when somebody last looked for what is left behind: ms since 1970, and the batches that were announced. */
  seen: { at: number; folding: number; announced: readonly string[] }
}
export const FOLDING_STATE = 'state'
