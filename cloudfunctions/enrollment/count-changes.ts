import type { Cell, CountChange, CountDelta, Counted, VillageCounts } from './count-documents'
import { SEVERAL_TOWNSHIPS } from './count-documents'
import type { EnrolmentDocument } from './documents'
import { ownShareOf } from './own-shares'
import { seasonId } from './records/seasons'

/** What of an enrolment says where it is counted. */
export type CountedEnrolment = Pick<EnrolmentDocument, 'region' | 'year' | 'township' | 'village' | 'status'> & { assessment: Pick<EnrolmentDocument['assessment'], 'subsidy' | 'fee'> }

export const seasonOf = ({ region, year }: Pick<EnrolmentDocument, 'region' | 'year'>): string => seasonId(region, year)
export const cellOf = ({ status, assessment }: Pick<CountedEnrolment, 'status' | 'assessment'>): Cell => `${status}~${ownShareOf(assessment)}`

/** An enrolment before and after a deed; `before` null = there was none. */
export interface Written<Document extends CountedEnrolment = CountedEnrolment> { before: Document | null; after: Document }

/** What deeds do to the counts, by season; nothing of seasons whose counts stay as they are. */
export function changesOf(written: readonly Written[]): ReadonlyMap<string, readonly CountChange[]> {
  const seasons = new Map<string, CountChange[]>()
  for (const { before, after } of written) {
    const changes = seasons.get(seasonOf(after)) ?? []
    if (before !== null) changes.push(personIn(before, -1))
    changes.push(personIn(after, 1))
    seasons.set(seasonOf(after), changes)
  }
  return new Map([...seasons].map(([season, changes]) => [season, summed(changes)] as const).filter(([, changes]) => changes.length > 0))
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

export function deltaOf(_id: string, season: string, changes: readonly CountChange[], how: Pick<CountDelta, 'folding' | 'stays' | 'members'>): CountDelta {
  const townships = new Set(changes.map(({ township }) => township))
  const [township] = townships
  return { _id, season, township: townships.size === 1 ? township! : SEVERAL_TOWNSHIPS, ...how, changes }
}

/** The counts of villages after some changes; what comes to 0 is left out. */
export function withChanges(villages: VillageCounts['villages'], changes: readonly CountChange[]): VillageCounts['villages'] {
  const after = new Map(Object.entries(villages).map(([village, cells]) => [village, new Map(Object.entries(cells) as [Cell, number][])]))
  for (const { village, cell, people } of changes) {
    const cells = after.get(village) ?? new Map<Cell, number>()
    const sum = (cells.get(cell) ?? 0) + people
    if (sum === 0) cells.delete(cell)
    else cells.set(cell, sum)
    after.set(village, cells)
  }
  return Object.fromEntries([...after].filter(([, cells]) => cells.size > 0).map(([village, cells]) => [village, Object.fromEntries(cells) as Counted]))
}
