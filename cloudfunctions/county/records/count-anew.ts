import { personIn, summed } from '../../enrollment/count-changes'
import type { CountedEnrolment } from '../../enrollment/count-changes'
import type { CountChange } from '../../enrollment/count-documents'
import type { VillageDocument } from '../../enrollment/documents'
import { readVillageCounts } from '../../enrollment/records/village-counts'
import { DOCUMENTS_A_READ, readAll } from '../../shared/database'
import type { Database } from '../../shared/database'

/** The people of some villages, from their enrolments one by one. */
export async function countAnew(db: Database, region: string, year: number, villages: readonly string[]): Promise<CountChange[]> {
  const lines: CountChange[] = []
  for (const village of villages) {
    for (let after = ''; ;) {
      const { data } = await db.collection('enrolments').where({ village, _id: db.command.gt(after) }).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ)
        .field({ region: true, year: true, township: true, village: true, status: true, assessment: true }).get()
      const page = data as (CountedEnrolment & { _id: string })[]
      lines.push(...summed(page.filter((one) => one.region === region && one.year === year).map((one) => personIn(one, 1))))
      if (page.length < DOCUMENTS_A_READ) break
      after = page.at(-1)!._id
    }
  }
  return summed(lines)
}

/** The same as the kept counts have it. */
export async function keptLines(db: Database, region: string, year: number): Promise<readonly CountChange[]> {
  return (await readVillageCounts(db, region, year)).map(({ township, village, status, share, people }) => ({ township, village, cell: `${status}~${share}` as const, people }))
}

/** Every village that a place has or that is counted for it, in the order of ids. */
export async function villagesToCount(db: Database, region: string, kept: readonly CountChange[]): Promise<string[]> {
  const known = await readAll<VillageDocument>(db, 'villages', { region })
  return [...new Set([...known.map(({ _id }) => _id), ...kept.map(({ village }) => village)])].sort()
}
