import type { EnrolmentDocument, OwnShare } from './documents'
import { ownShareOf } from './documents'
import type { StatusId } from './states'
import { seasonId } from '../people'

/** People of one village who stand alike and pay alike. */
export type CountCell = `${StatusId}~${OwnShare}`

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
type Counted = Readonly<Partial<Record<CountCell, number>>>

export interface CountChange {
  township: string
  village: string
  cell: CountCell
  /** People more; below 0: fewer. */
  people: number
}

/** Of a delta that is about more than one township. */
export const MANY_TOWNSHIPS = '*'

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
  /** The one township that it is about, else {@link MANY_TOWNSHIPS}. */
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
  /**
   * How it stood when somebody last looked for what is left behind: ms since 1970, and the batches that were announced.
   */
  seen: { at: number; folding: number; announced: readonly string[] }
}
export const FOLDING_STATE = 'state'

/** What of an enrolment says where it is counted. */
export type CountedEnrolment = Pick<EnrolmentDocument, 'region' | 'year' | 'township' | 'village' | 'status'> & {
  assessment: Pick<EnrolmentDocument['assessment'], 'subsidy' | 'fee'>
}

export const seasonOf = ({ region, year }: Pick<EnrolmentDocument, 'region' | 'year'>): string => seasonId(region, year)
const cellOf = ({ status, assessment }: Pick<CountedEnrolment, 'status' | 'assessment'>): CountCell =>
  `${status}~${ownShareOf(assessment)}`

/** An enrolment before and after a deed; `before` null = there was none. */
export interface EnrolmentWrite<Document extends CountedEnrolment = CountedEnrolment> {
  before: Document | null
  after: Document
}

/** What deeds do to the counts, by season; nothing of seasons whose counts stay as they are. */
export function changesOf(written: readonly EnrolmentWrite[]): ReadonlyMap<string, readonly CountChange[]> {
  const seasons = new Map<string, CountChange[]>()
  for (const { before, after } of written) {
    const changes = seasons.get(seasonOf(after)) ?? []
    if (before !== null) changes.push(personIn(before, -1))
    changes.push(personIn(after, 1))
    seasons.set(seasonOf(after), changes)
  }
  return new Map(
    [...seasons]
      .map(([season, changes]) => [season, summed(changes)] as const)
      .filter(([, changes]) => changes.length > 0),
  )
}

export function personIn(enrolment: CountedEnrolment, people: 1 | -1): CountChange {
  return { township: enrolment.township, village: enrolment.village, cell: cellOf(enrolment), people }
}

/** The same with one line a cell, without those that come to nothing. */
export function summed(changes: readonly CountChange[]): CountChange[] {
  const cells = new Map<string, CountChange>()
  for (const change of changes) {
    const key = JSON.stringify([change.township, change.village, change.cell])
    cells.set(key, { ...change, people: (cells.get(key)?.people ?? 0) + change.people })
  }
  return [...cells.values()].filter(({ people }) => people !== 0)
}

export function deltaOf(
  _id: string,
  season: string,
  changes: readonly CountChange[],
  how: Pick<CountDelta, 'folding' | 'stays' | 'members'>,
): CountDelta {
  const townships = new Set(changes.map(({ township }) => township))
  const [township] = townships
  return { _id, season, township: townships.size === 1 ? township! : MANY_TOWNSHIPS, ...how, changes }
}

/** The counts of villages after some changes; what comes to 0 is left out. */
export function withChanges(
  villages: VillageCounts['villages'],
  changes: readonly CountChange[],
): VillageCounts['villages'] {
  const after = new Map(
    Object.entries(villages).map(([village, cells]) => [
      village,
      new Map(Object.entries(cells) as [CountCell, number][]),
    ]),
  )
  for (const { village, cell, people } of changes) {
    const cells = after.get(village) ?? new Map<CountCell, number>()
    const sum = (cells.get(cell) ?? 0) + people
    if (sum === 0) cells.delete(cell)
    else cells.set(cell, sum)
    after.set(village, cells)
  }
  return Object.fromEntries(
    [...after]
      .filter(([, cells]) => cells.size > 0)
      .map(([village, cells]) => [village, Object.fromEntries(cells) as Counted]),
  )
}
