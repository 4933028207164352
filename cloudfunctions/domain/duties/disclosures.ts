import { createHash } from 'node:crypto'
import { requirePermission } from '../access'
import type { Permission } from '../access'
import type { HandInCheck } from './hand-in'
import { disclosureMachine } from './disclosure-machine'
import type { DisclosureEventKind, DisclosureState } from './disclosure-machine'
import type { DisclosureRule } from './disclosure-rule'
import { disclosureRule } from './disclosure-rule'
import type { VillageDocument } from '../people'
import { requireVillage } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { READ_LIMIT, inTransaction, putDocument, readDocument } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'
import { officeFor } from '../../../rules/office'

/** A posting in public; `_id` is `<village>~<year>~<digest of who drew it up by which operation>`. */
export interface DisclosureDocument {
  _id: string
  village: string
  year: number
  state: DisclosureState
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
  /** What the township made of it; absent where nobody there looks at it. */
  check?: HandInCheck
  /** Operations that were done to it: once is once. */
  deeds: readonly string[]
}

interface Objection {
  id: string
  day: CivilDay
  /** Sealed, both. */
  by: string
  what: string
  answer: { sealed: string; upheld: boolean; day: CivilDay } | null
}

const DISCLOSURES = 'postings'
const villageYearId = (village: string, year: number): string => `${village}~${year}~`

/** What a repetition of the operation makes again. */
export function disclosureId(
  village: string,
  year: number,
  { caller, operation }: Pick<CallContext, 'caller' | 'operation'>,
): string {
  const DIGITS = 22
  return `${villageYearId(village, year)}${createHash('sha256').update(`${caller.openid}\0${operation}`).digest('base64url').slice(0, DIGITS)}`
}

export async function disclosuresOf(db: Database, village: string, year: number): Promise<DisclosureDocument[]> {
  const { gt, lt } = db.command
  const start = villageYearId(village, year)
  const { data } = await db
    .collection(DISCLOSURES)
    .where({ _id: gt(start).and(lt(`${start}~`)) })
    .limit(READ_LIMIT)
    .get()
  return (data as DisclosureDocument[]).sort((a, b) => b.at - a.at)
}

export const readDisclosure = (from: DocumentStore, id: string): Promise<DisclosureDocument | null> =>
  readDocument<DisclosureDocument>(from, DISCLOSURES, id)
export const putDisclosure = (transaction: Transaction, posting: DisclosureDocument): Promise<void> =>
  putDocument(transaction, DISCLOSURES, posting)

/** Rows of a posting as they were when it was drawn up; `_id` is `<posting>~<number of the first row>`. */
interface PostedRowsDocument {
  _id: string
  posting: string
  first: number
  /** Sealed JSON of {@link PostedRow}[]: masked names with amounts are personal data still. */
  rows: string
}

/** One payer: the name as it hangs, masked. */
export interface PostedRow {
  number: number
  name: string
  group: string | null
  day: CivilDay
  amount: Fen
}

export const ROWS_A_PIECE = 300

export async function putPostedRows(db: Database, document: PostedRowsDocument): Promise<void> {
  await putDocument(db, 'posted-rows', document)
}

/** The piece in which the row after a number stands; null = there is none. */
export async function postedRowsAfter(
  db: Database,
  posting: string,
  after: number,
): Promise<PostedRowsDocument | null> {
  const { data } = await db
    .collection('posted-rows')
    .where({ posting, first: db.command.gt(after - ROWS_A_PIECE) })
    .orderBy('first', 'asc')
    .limit(READ_LIMIT)
    .get()
  return (data as PostedRowsDocument[]).find(({ first }) => first + ROWS_A_PIECE > after + 1) ?? null
}

/**
 * A posting that the caller may do this with. Where there is none, nobody is told more. @throws Refusal
 * POSTING_NOT_FOUND, NOT_ALLOWED
 */
export async function requireDisclosure(
  context: CallContext,
  action: Permission,
  id: string,
): Promise<{ posting: DisclosureDocument; village: VillageDocument; rule: DisclosureRule | null }> {
  const posting = await readDisclosure(context.db, id)
  if (posting === null)
    throw new Refusal({
      code: 'POSTING_NOT_FOUND',
      path: 'posting',
      message: '没有找到这份公示，什么也没有改动。请返回刷新后再点一次。',
    })
  const village = await requireVillage(context.db, posting.village)
  await requirePermission(context, action, { id, region: village.region, village: village._id })
  return { posting, village, rule: disclosureRule(officeFor(village.region, posting.year)) }
}

/**
 * Moves a posting by an event, once an operation.
 * @param change what the event brings; asked with the posting as it is now
 * @throws Refusal POSTING_STATE when its state does not allow it, and what `change` throws
 */
export function withDisclosureEvent(
  { db, caller, operation }: CallContext,
  id: string,
  event: DisclosureEventKind,
  change: (posting: DisclosureDocument) => Partial<DisclosureDocument>,
): Promise<DisclosureDocument> {
  const deed = `${caller.openid}~${operation}`
  return inTransaction(db, async (transaction: Transaction) => {
    const posting = (await readDisclosure(transaction, id))!
    if (posting.deeds.includes(deed)) return posting
    const state = disclosureMachine.require(posting.state, event)
    const after: DisclosureDocument = { ...posting, ...change(posting), state, deeds: [...posting.deeds, deed] }
    await putDisclosure(transaction, after)
    return after
  })
}
