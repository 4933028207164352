import type { CivilDay } from '../../../rules'
import { DOCUMENTS_A_READ, putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction } from '../../shared/database'

/** A duty was done, with evidence; `_id` is `<village>~<year>~<duty>~<day on which it began>`. */
export interface DutyMarkDocument {
  _id: string
  village: string
  duty: string
  began: CivilDay
  by: string
  day: CivilDay
  /** ms since 1970 */
  at: number
  paper: string | null
  /** Sealed. */
  evidence: string | null
}

const MARKS = 'duty-marks'
const deskId = (village: string, year: number): string => `${village}~${year}~`
export const markId = (village: string, year: number, duty: string, began: CivilDay): string => `${deskId(village, year)}${duty}~${began}`

/** All of a desk; at most 1,000, more than a season has days. */
export async function marksOf(db: Database, village: string, year: number): Promise<DutyMarkDocument[]> {
  const { gt, lt } = db.command
  const start = deskId(village, year)
  return (await db.collection(MARKS).where({ _id: gt(start).and(lt(`${start}~`)) }).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ).get()).data as DutyMarkDocument[]
}

/** Once: what was marked before stays. */
export async function addMark(transaction: Transaction, mark: DutyMarkDocument): Promise<void> {
  if (await readDocument<DutyMarkDocument>(transaction, MARKS, mark._id) === null) await putDocument(transaction, MARKS, mark)
}
