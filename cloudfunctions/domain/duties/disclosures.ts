import { createHash } from 'node:crypto'
import { requireAllowed } from '../access'
import type { GuardedAction } from '../access'
import type { PostingRule } from './disclosure-rule'
import { postingRule } from './disclosure-rule'
import type { VillageDocument } from '../people'
import { requireVillage } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, Writable } from '../../platform/database'
import { DOCUMENTS_A_READ, inTransaction, putDocument, readDocument } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'
import { officeFor } from '../../../rules/office'

/** Where a posting in public stands. */
export const POSTING_STATES = {
  drawnUp: '已编好，还没有张贴',
  hanging: '公示中',
  closed: '公示期满',
  filed: '已备案',
} as const
export type PostingState = keyof typeof POSTING_STATES
export const POSTING_STATE_IDS = Object.keys(POSTING_STATES) as readonly PostingState[]

interface PostingEventRule {
  name: string
  edges: readonly { from: readonly PostingState[]; to: PostingState }[]
}

const stays = (...states: readonly PostingState[]) => states.map((state) => ({ from: [state], to: state }))

/** Every way a posting can move. What is not here is refused. */
export const POSTING_EVENTS = {
  putUp: { name: '张贴', edges: [{ from: ['drawnUp'], to: 'hanging' }] },
  object: { name: '登记异议', edges: stays('hanging', 'closed') },
  answer: { name: '答复异议', edges: stays('hanging', 'closed') },
  /** Its last day has come, and every objection is answered. */
  close: { name: '期满', edges: [{ from: ['hanging'], to: 'closed' }] },
  file: { name: '签字盖章备案', edges: [{ from: ['closed'], to: 'filed' }] },
} as const satisfies Record<string, PostingEventRule>
export type PostingEventKind = keyof typeof POSTING_EVENTS
export const POSTING_EVENT_KINDS = Object.keys(POSTING_EVENTS) as readonly PostingEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextPostingState(state: PostingState, event: PostingEventKind): PostingState | null {
  const { edges }: PostingEventRule = POSTING_EVENTS[event]
  return edges.find(({ from }) => from.includes(state))?.to ?? null
}

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

interface Objection {
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

/** Rows of a posting as they were when it was drawn up; `_id` is `<posting>~<number of the first row>`. */
interface PostedRowsDocument {
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

/** A posting that the caller may do this with. Where there is none, nobody is told more. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED */
export async function requirePosting(context: CallContext, action: GuardedAction, id: string): Promise<{ posting: PostingDocument; village: VillageDocument; rule: PostingRule | null }> {
  const posting = await readPosting(context.db, id)
  if (posting === null) throw new Refusal({ code: 'POSTING_NOT_FOUND', path: 'posting', message: '没有找到这份公示，什么也没有改动。请返回刷新后再点一次。' })
  const village = await requireVillage(context.db, posting.village)
  await requireAllowed(context, action, { id, region: village.region, village: village._id })
  return { posting, village, rule: postingRule(officeFor(village.region, posting.year)) }
}

/**
 * Moves a posting by an event, once an operation.
 * @param change what the event brings; asked with the posting as it is now
 * @throws Refusal POSTING_STATE when its state does not allow it, and what `change` throws
 */
export function movePosting({ db, caller, operation }: CallContext, id: string, event: PostingEventKind, change: (posting: PostingDocument) => Partial<PostingDocument>): Promise<PostingDocument> {
  const deed = `${caller.openid}~${operation}`
  return inTransaction(db, async (transaction: Transaction) => {
    const posting = (await readPosting(transaction, id))!
    if (posting.deeds.includes(deed)) return posting
    const state = nextPostingState(posting.state, event)
    if (state === null) {
      throw new Refusal({ code: 'POSTING_STATE', path: 'posting', found: posting.state, message: `不能“${POSTING_EVENTS[event].name}”：这份公示现在是“${POSTING_STATES[posting.state]}”，什么也没有改动。请返回刷新看看现在的情况。` })
    }
    const after: PostingDocument = { ...posting, ...change(posting), state, deeds: [...posting.deeds, deed] }
    await putPosting(transaction, after)
    return after
  })
}
