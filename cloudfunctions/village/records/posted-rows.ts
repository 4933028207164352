import type { CivilDay, Fen } from '../../../rules'
import { DOCUMENTS_A_READ, putDocument } from '../../shared/database'
import type { Database } from '../../shared/database'

/** Rows of a posting as they were when it was drawn up; `_id` is `<posting>~<number of the first row>`. */
export interface PostedRowsDocument {
  _id: string
  posting: string
  first: number
  /** Sealed JSON of {@link PostedRow}[]: masked names with amounts are personal data still. */
  rows: string
}

/** One payer: the name as it hangs, masked. */
export interface PostedRow { number: number; name: string; group: string | null; day: CivilDay; amount: Fen }

export const ROWS_A_PIECE = 300

export async function putPostedRows(db: Database, document: PostedRowsDocument): Promise<void> {
  await putDocument(db, 'posted-rows', document)
}

/** The piece in which the row after a number stands; null = there is none. */
export async function postedRowsAfter(db: Database, posting: string, after: number): Promise<PostedRowsDocument | null> {
  const { data } = await db.collection('posted-rows').where({ posting, first: db.command.gt(after - ROWS_A_PIECE) }).orderBy('first', 'asc').limit(DOCUMENTS_A_READ).get()
  return (data as PostedRowsDocument[]).find(({ first }) => first + ROWS_A_PIECE > after + 1) ?? null
}
