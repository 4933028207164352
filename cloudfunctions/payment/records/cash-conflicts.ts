import { DOCUMENTS_A_READ, putDocument, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import type { CashConflictDocument } from '../cash-documents'

const CONFLICTS = 'cash-conflicts'

/** Of an operation; null = none was left. */
export function readConflict(from: Writable, operation: string): Promise<CashConflictDocument | null> {
  return readDocument<CashConflictDocument>(from, CONFLICTS, operation)
}

export function putConflict(to: Writable, conflict: CashConflictDocument): Promise<void> {
  return putDocument(to, CONFLICTS, conflict)
}

/** Those of a village in a state, in the order of ids; at most 1,000. */
export async function conflictsIn(db: Database, village: string, state: CashConflictDocument['state']): Promise<CashConflictDocument[]> {
  return (await db.collection(CONFLICTS).where({ village, state }).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ).get()).data as CashConflictDocument[]
}
