import { merchantOf } from '../payments'
import type { UnmatchedPaymentEventKind, UnmatchedPaymentState } from './unmatched-machine'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import type { ItemTrouble } from '../../platform/database'
import { textsOf } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'

const UNMATCHED_PAYMENTS = 'payment-oddities'
const TEXTS = textsOf(UNMATCHED_PAYMENTS, {
  'events.*.because': 'unmatchedReason',
  'events.*.evidence': 'unmatchedEvidence',
})

/** Keeps it once: whatever was settled of it since stays. */
export async function addUnmatchedPayment(transaction: Transaction, oddity: UnmatchedPaymentDocument): Promise<void> {
  if ((await readUnmatchedPayment(transaction, oddity._id)) === null) await putUnmatchedPayment(transaction, oddity)
}

export async function readUnmatchedPayment(from: DocumentStore, id: string): Promise<UnmatchedPaymentDocument | null> {
  const found = await readDocument<UnmatchedPaymentDocument>(from, UNMATCHED_PAYMENTS, id)
  return found === null ? null : TEXTS.opened(found)
}
export const putUnmatchedPayment = (to: DocumentStore, oddity: UnmatchedPaymentDocument): Promise<void> =>
  putDocument(to, UNMATCHED_PAYMENTS, TEXTS.sealed(oddity))

/** @throws Refusal ODDITY_NOT_FOUND */
export async function requireUnmatchedPayment(from: DocumentStore, id: string): Promise<UnmatchedPaymentDocument> {
  const oddity = await readUnmatchedPayment(from, id)
  if (oddity !== null) return oddity
  throw new Refusal({
    code: 'ODDITY_NOT_FOUND',
    path: 'oddity',
    message: '没有找到这笔钱，什么也没有改动。请返回列表，下拉刷新后再点一次。',
  })
}

/** What came to a merchant and is in a state, in the order of ids from behind, before one. */
export async function unmatchedPaymentBefore(
  db: Database,
  merchant: string,
  state: UnmatchedPaymentState,
  before: string | null,
  count: number,
): Promise<UnmatchedPaymentDocument[]> {
  const after = before === null ? {} : { _id: db.command.lt(before) }
  const { data } = await db
    .collection(UNMATCHED_PAYMENTS)
    .where({ merchant, state, ...after })
    .orderBy('_id', 'desc')
    .limit(count)
    .get()
  return (data as UnmatchedPaymentDocument[]).map(TEXTS.opened)
}

/** How many that came to the merchant of a place wait for a person. */
export async function countUnmatched({ db }: CallContext, { region }: { region: string }): Promise<number> {
  const merchant = await merchantOf(db, [region])
  if (merchant === null) return 0
  const state = db.command.in(['open', 'proposed', 'agreed', 'failed'] satisfies UnmatchedPaymentState[])
  return (await db.collection(UNMATCHED_PAYMENTS).where({ merchant, state }).count()).total
}

/** Those that WeChat was asked to send back and has not yet said to be. */
export async function unmatchedPaymentBeingReturned(
  db: Database,
  after: string,
  count: number,
): Promise<UnmatchedPaymentDocument[]> {
  const { data } = await db
    .collection(UNMATCHED_PAYMENTS)
    .where({ state: db.command.in(['sent', 'failed'] satisfies UnmatchedPaymentState[]), _id: db.command.gt(after) })
    .orderBy('_id', 'asc')
    .limit(count)
    .get()
  return (data as UnmatchedPaymentDocument[]).map(TEXTS.opened)
}

/** Shows the county that WeChat does not say how it stands; null = it does. */
export async function noteUnmatchedTrouble(db: Database, id: string, trouble: ItemTrouble | null): Promise<void> {
  await db
    .collection(UNMATCHED_PAYMENTS)
    .doc(id)
    .update({ data: { trouble: db.command.set(trouble) } })
}

/** Real money that no order of ours explains; a person of the county settles it. `_id` names the payment. */
export interface UnmatchedPaymentDocument {
  _id: string
  state: UnmatchedPaymentState
  what: 'unknownOrder'
  amount: Fen
  /** The paying side's numbers of the payment and of the order. */
  transaction: string
  merchantNo: string
  merchant: string
  day: CivilDay
  at: number
  events: readonly UnmatchedPaymentEvent[]
  /** Whose it was found to be; '' = nobody's. */
  enrolment: string
  /** Why the watch cannot say how its return stands; null or absent = it can. */
  trouble?: ItemTrouble | null
}

export interface UnmatchedPaymentEvent {
  kind: UnmatchedPaymentEventKind
  at: number
  day: CivilDay
  /** An openid, or `wechat`. */
  by: string
  because?: string
  /** Number of the paper by which it went back. */
  evidence?: string
  /** The order that it got. */
  order?: string
}
