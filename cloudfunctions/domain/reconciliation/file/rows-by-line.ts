import type { TaxRowDocument } from '../documents'
import { ROWS, rowsFound } from '../store'
import type { Database } from '../../../platform/database'

/** Rows of a file in any of these states, in the order of its lines, after one. */
export async function rowsByLine(
  db: Database,
  file: string,
  states: readonly TaxRowDocument['state'][],
  count: number,
  after: TaxRowDocument | null,
): Promise<TaxRowDocument[]> {
  const { and, or, gt } = db.command
  const of = { file, state: db.command.in([...states]) }
  const on = after === null ? of : and([of, or([{ row: gt(after.row) }, { row: after.row, _id: gt(after._id) }])])
  return rowsFound(
    (await db.collection(ROWS).where(on).orderBy('row', 'asc').orderBy('_id', 'asc').limit(count).get()).data,
  )
}
