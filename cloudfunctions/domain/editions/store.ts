import type { EditionDocument, EditionEntry, EditionIndex } from './documents'
import { INDEX_ID } from './documents'
import type { Database, DocumentStore, Transaction } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

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

/** Of each place and year the edition that holds on a day: the one that has held for the shortest time. */
export function holdingOn({ entries }: Pick<EditionIndex, 'entries'>, day: CivilDay): EditionEntry[] {
  const seen = new Set<string>()
  return entries.filter(({ region, year, effective }) => {
    const place = `${region}-${year}`
    return effective <= day && !seen.has(place) && seen.add(place)
  })
}

/** An index with one edition more; the same again changes nothing. */
export function withEntry(index: EditionIndex, entry: EditionEntry): EditionIndex {
  if (index.entries.some(({ edition }) => edition === entry.edition)) return index
  // The latest to hold comes first, and of one day what was published last.
  const before = index.entries.filter(({ effective }) => effective > entry.effective)
  const after = index.entries.filter(({ effective }) => effective <= entry.effective)
  return { ...index, serial: index.serial + 1, entries: [...before, entry, ...after] }
}

export function withoutEntry(index: EditionIndex, edition: string): EditionIndex {
  const entries = index.entries.filter((one) => one.edition !== edition)
  return entries.length === index.entries.length ? index : { ...index, serial: index.serial + 1, entries }
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
