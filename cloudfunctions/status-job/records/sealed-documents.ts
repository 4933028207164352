import { readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import { inTransaction } from '../../shared/transaction'

export type StoredDocument = { _id: string } & Readonly<Record<string, unknown>>

/** The next documents of a collection in the order of ids; `after` null = from the beginning. */
export async function nextDocuments(db: Database, collection: string, after: string | null, limit: number): Promise<StoredDocument[]> {
  const ordered = db.collection(collection).where({ _id: db.command.gt(after ?? '') }).orderBy('_id', 'asc').limit(limit)
  return (await ordered.get()).data as StoredDocument[]
}

/** Reads, seals anew and writes one document at once, so that what is recorded meanwhile is not lost; false = nothing to do. */
export function resealStored(
  db: Database, collection: string, id: string, resealed: (stored: StoredDocument) => Record<string, unknown> | null,
): Promise<boolean> {
  return inTransaction(db, async (transaction) => {
    const stored = await readDocument<StoredDocument>(transaction, collection, id)
    const update = stored === null ? null : resealed(stored)
    if (update === null) return false
    await transaction.collection(collection).doc(id).update({ data: update })
    return true
  })
}
