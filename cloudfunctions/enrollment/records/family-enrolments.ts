import { DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { EnrolmentDocument } from '../documents'

/** The enrolments of a family, newest year first, by resident. In one read: a family with more than 1,000 has not been seen. */
export async function enrolmentsOfFamily(db: Database, residents: readonly string[]): Promise<ReadonlyMap<string, readonly EnrolmentDocument[]>> {
  if (residents.length === 0) return new Map()
  const query = db.collection('enrolments').where({ resident: db.command.in([...residents]) }).limit(DOCUMENTS_A_READ)
  const found = (await query.get()).data as EnrolmentDocument[]
  return new Map(residents.map((resident) => [resident, found.filter((one) => one.resident === resident).sort((a, b) => b.year - a.year)]))
}
