import type { Database } from '../shared/database'
import type { Target } from '../shared/permissions'
import { readResident } from './records/residents'

/** A resident as the target of what only staff may do: where they belong. Of nobody it admits nobody. */
export async function residentTarget(db: Database, id: string): Promise<Target> {
  const resident = await readResident(db, id)
  return resident === null ? { id: 'none' } : { id, region: resident.region, village: resident.village, household: resident.household }
}
