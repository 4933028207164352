import type { StatusId } from '../../enrollment/statuses'
import type { VillageDocument } from '../../enrollment/documents'
import { putDocument, readAll, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { MilestoneSnapshot } from '../documents'
import type { MeteredDatabase } from '../metered-database'

const SNAPSHOTS = 'milestone-snapshots'

/** Villages of a region by township. */
export async function townshipsOf(db: Database, region: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { _id, township } of await readAll<VillageDocument>(db, 'villages', { region })) found.set(township, [...found.get(township) ?? [], _id])
  return found
}

export async function hasSnapshot(db: Database, id: string): Promise<boolean> {
  return await readDocument(db, SNAPSHOTS, id) !== null
}

export function writeSnapshot(db: Database, snapshot: MilestoneSnapshot): Promise<void> {
  return putDocument(db, SNAPSHOTS, snapshot)
}

/** People of a village and insured year by status, counted by the database. */
export async function countByStatus(db: MeteredDatabase, village: string, year: number): Promise<Map<StatusId, number>> {
  const { list } = await db.aggregate('enrolments').match({ village, year }).group({ _id: '$status', people: db.sum(1) }).end()
  return new Map((list as { _id: StatusId; people: number }[]).map(({ _id, people }) => [_id, people]))
}
