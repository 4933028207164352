import { READ_LIMIT } from '../../cloudfunctions/platform/database/database'
import type { Database } from '../../cloudfunctions/platform/database/database'

/** Of records that were put there for timers to stumble over. */
const isPoisoned = ({ _id }: { _id: string }): boolean => _id.startsWith('poisoned-')

/** All documents of a collection that have these values, in the order of ids; without those that nobody can read. */
export async function readEvery<Document extends { _id: string }>(
  db: Database,
  collection: string,
  equal: object = {},
): Promise<Document[]> {
  const found: Document[] = []
  for (;;) {
    const query = db
      .collection(collection)
      .where({ ...equal, _id: db.command.gt(found.at(-1)?._id ?? '') })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
    const page = (await query.get()).data as Document[]
    found.push(...page)
    if (page.length < READ_LIMIT) return found.filter((one) => !isPoisoned(one))
  }
}
