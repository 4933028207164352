import type { EditionDocument, EditionEntry, EditionIndex } from './documents'
import { withEntry, withoutEntry } from './holding'
import { INDEX_ID } from './documents'
import type { Database, DocumentStore, Transaction } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'

const EDITIONS = 'editions'
const INDEX = 'edition-index'

export const readIndex = async (from: DocumentStore): Promise<EditionIndex> =>
  (await readDocument<EditionIndex>(from, INDEX, INDEX_ID)) ?? { _id: INDEX_ID, serial: 0, entries: [] }

export const readEdition = (from: DocumentStore, id: string): Promise<EditionDocument | null> =>
  readDocument<EditionDocument>(from, EDITIONS, id)

/** Editions by their ids, in one read. */
export async function readEditions(db: Database, ids: readonly string[]): Promise<EditionDocument[]> {
  if (ids.length === 0) return []
  const query = db.collection(EDITIONS).where({ _id: db.command.in([...ids]) })
  return (await query.limit(ids.length).get()).data as EditionDocument[]
}

/** Publishes: an edition that is there already stays as it is. */
export async function putEdition(
  transaction: Transaction,
  edition: EditionDocument,
  entry: EditionEntry,
): Promise<void> {
  if ((await readEdition(transaction, edition._id)) === null) await putDocument(transaction, EDITIONS, edition)
  await putIndex(transaction, withEntry(await readIndex(transaction), entry))
}

export async function takeEditionBack(transaction: Transaction, edition: string): Promise<void> {
  await putIndex(transaction, withoutEntry(await readIndex(transaction), edition))
}

const putIndex = (transaction: Transaction, index: EditionIndex): Promise<void> =>
  putDocument(transaction, INDEX, index)
