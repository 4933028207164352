import { Refusal } from '../../platform/base'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'

/** What becomes of money that WeChat confirms for no order of ours. */
export const UNMATCHED_PAYMENT_STATES = {
  open: '待认领',
  proposed: '已提出退回，等另一位经办人同意',
  agreed: '已同意，等退款',
  sent: '微信正在退回',
  returned: '已退回',
  assigned: '已认到本人名下',
} as const
export type UnmatchedPaymentState = keyof typeof UNMATCHED_PAYMENT_STATES
export const UNMATCHED_PAYMENT_STATE_IDS = Object.keys(UNMATCHED_PAYMENT_STATES) as readonly UnmatchedPaymentState[]

interface UnmatchedPaymentEventRule {
  name: string
  from: UnmatchedPaymentState
  to: UnmatchedPaymentState
}

/** Every way it can move. What is not here is refused. */
export const UNMATCHED_PAYMENT_EVENTS = {
  /** A person of the county finds whose it is, and it fits. */
  assign: { name: '认到本人名下', from: 'open', to: 'assigned' },
  proposeReturn: { name: '提出退回', from: 'open', to: 'proposed' },
  declineReturn: { name: '不同意退回', from: 'proposed', to: 'open' },
  /** Another person than who proposed it. */
  agreeReturn: { name: '同意退回', from: 'proposed', to: 'agreed' },
  send: { name: '请微信退回', from: 'agreed', to: 'sent' },
  payOut: { name: '线下退还', from: 'agreed', to: 'returned' },
  arriveBack: { name: '退回到账', from: 'sent', to: 'returned' },
} as const satisfies Record<string, UnmatchedPaymentEventRule>
export type UnmatchedPaymentEventKind = keyof typeof UNMATCHED_PAYMENT_EVENTS
export const UNMATCHED_PAYMENT_EVENT_KINDS = Object.keys(
  UNMATCHED_PAYMENT_EVENTS,
) as readonly UnmatchedPaymentEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextUnmatchedPaymentState(
  state: UnmatchedPaymentState,
  event: UnmatchedPaymentEventKind,
): UnmatchedPaymentState | null {
  const { from, to }: UnmatchedPaymentEventRule = UNMATCHED_PAYMENT_EVENTS[event]
  return from === state ? to : null
}

const UNMATCHED_PAYMENTS = 'payment-oddities'

/** Keeps it once: whatever was settled of it since stays. */
export async function addUnmatchedPayment(transaction: Transaction, oddity: UnmatchedPaymentDocument): Promise<void> {
  if ((await readUnmatchedPayment(transaction, oddity._id)) === null) await putUnmatchedPayment(transaction, oddity)
}

export const readUnmatchedPayment = (from: DocumentStore, id: string): Promise<UnmatchedPaymentDocument | null> =>
  readDocument<UnmatchedPaymentDocument>(from, UNMATCHED_PAYMENTS, id)
export const putUnmatchedPayment = (to: DocumentStore, oddity: UnmatchedPaymentDocument): Promise<void> =>
  putDocument(to, UNMATCHED_PAYMENTS, oddity)

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
  return (
    await db
      .collection(UNMATCHED_PAYMENTS)
      .where({ merchant, state, ...after })
      .orderBy('_id', 'desc')
      .limit(count)
      .get()
  ).data as UnmatchedPaymentDocument[]
}

/** Those that WeChat was asked to send back and has not yet said to be. */
export async function unmatchedPaymentBeingReturned(db: Database, count: number): Promise<UnmatchedPaymentDocument[]> {
  return (
    await db
      .collection(UNMATCHED_PAYMENTS)
      .where({ state: 'sent' satisfies UnmatchedPaymentState })
      .orderBy('_id', 'asc')
      .limit(count)
      .get()
  ).data as UnmatchedPaymentDocument[]
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
