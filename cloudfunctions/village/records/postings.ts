import { createHash } from 'node:crypto'
import type { CivilDay, Fen } from '../../../rules'
import type { CallContext } from '../../shared/call-context'
import { DOCUMENTS_A_READ, putDocument, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import type { PostingState } from '../posting-states'

/** A posting in public; `_id` is `<village>~<year>~<digest of who drew it up by which operation>`. */
export interface PostingDocument {
  _id: string
  village: string
  year: number
  state: PostingState
  from: CivilDay
  to: CivilDay
  drawnUpOn: CivilDay
  /** ms since 1970 */
  at: number
  by: string
  people: number
  amount: Fen
  hangs: { from: CivilDay; until: CivilDay; place: string } | null
  objections: readonly Objection[]
  filed: { day: CivilDay; signedBy: readonly string[]; sealed: boolean; filedTo: string | null } | null
  /** Operations that were done to it: once is once. */
  deeds: readonly string[]
}

export interface Objection {
  id: string
  day: CivilDay
  /** Sealed, both. */
  by: string
  what: string
  answer: { sealed: string; upheld: boolean; day: CivilDay } | null
}

const POSTINGS = 'postings'
const deskId = (village: string, year: number): string => `${village}~${year}~`

/** What a repetition of the operation makes again. */
export function postingId(village: string, year: number, { caller, operation }: Pick<CallContext, 'caller' | 'operation'>): string {
  const DIGITS = 22
  return `${deskId(village, year)}${createHash('sha256').update(`${caller.openid}\0${operation}`).digest('base64url').slice(0, DIGITS)}`
}

export async function postingsOf(db: Database, village: string, year: number): Promise<PostingDocument[]> {
  const { gt, lt } = db.command
  const start = deskId(village, year)
  const { data } = await db.collection(POSTINGS).where({ _id: gt(start).and(lt(`${start}~`)) }).limit(DOCUMENTS_A_READ).get()
  return (data as PostingDocument[]).sort((a, b) => b.at - a.at)
}

export const readPosting = (from: Writable, id: string): Promise<PostingDocument | null> => readDocument<PostingDocument>(from, POSTINGS, id)
export const putPosting = (transaction: Transaction, posting: PostingDocument): Promise<void> => putDocument(transaction, POSTINGS, posting)
