import type { Database } from '../shared/database'

/** Something that lists go by, latest first. */
interface Dated { _id: string; at: number }

/** Where a list goes on: the last that was shown. */
export const placeOf = ({ at, _id }: Dated): string => `${at}~${_id}`

/** A page of a collection, latest first; those of one moment in the order of ids. `after`: a {@link placeOf}. */
export async function latestFirst<Document extends Dated>(db: Database, collection: string, equal: Record<string, unknown>, after: string | null, count: number): Promise<Document[]> {
  const { and, or, lt } = db.command
  const [moment, id] = after === null ? [NaN, ''] : [Number(after.slice(0, after.indexOf('~'))), after.slice(after.indexOf('~') + 1)]
  const condition = Number.isNaN(moment) ? equal : and([equal, or([{ at: lt(moment) }, { at: moment, _id: lt(id) }])])
  return (await db.collection(collection).where(condition).orderBy('at', 'desc').orderBy('_id', 'desc').limit(count).get()).data as Document[]
}
