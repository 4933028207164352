import type { Database } from './database'
import { READ_LIMIT } from './database'

type Found<Document> = Promise<ReadonlyMap<string, Document>>

/** Documents of one collection by their ids, of which the process remembers those that it read lately. */
interface Remembered<Document> {
  /** Asks the database for all of them. */
  read(db: Database, ids: readonly string[]): Found<Document>
  /** Asks it only for those that were not read within the time. That there is none of an id is never remembered. */
  recall(db: Database, ids: readonly string[]): Found<Document>
}

/** More than a county has villages; past it the process forgets all and reads them anew. */
const REMEMBERED_MAX = 2_000

/**
 * For what a deployment sets up and hardly ever changes, as villages and ways of paying: a family would wait for the
 * same answer at each step. Nothing about people, money or rights is to be remembered.
 * @param ms how late a change may be seen
 */
export function rememberedFor<Document extends { _id: string }>(
  collection: string,
  ms: number,
  now: () => number = () => performance.now(),
): Remembered<Document> {
  const known = new Map<string, { document: Document; until: number }>()
  const read = async (db: Database, ids: readonly string[]): Promise<Map<string, Document>> => {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) return new Map()
    const query = db.collection(collection).where({ _id: db.command.in(wanted) })
    const found = (await query.limit(READ_LIMIT).get()).data as Document[]
    if (known.size + found.length > REMEMBERED_MAX) known.clear()
    for (const document of found) known.set(document._id, { document, until: now() + ms })
    return new Map(found.map((document) => [document._id, document]))
  }
  return {
    read,
    async recall(db, ids) {
      const lately = new Map<string, Document>()
      for (const id of ids) {
        const one = known.get(id)
        if (one !== undefined && now() < one.until) lately.set(id, one.document)
      }
      const others = await read(
        db,
        ids.filter((id) => !lately.has(id)),
      )
      return new Map([...lately, ...others])
    },
  }
}
