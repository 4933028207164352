import { Refusal } from '../../platform/base'
import type { Database, Transaction, Writable } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'

/** What becomes of money that WeChat confirms for no order of ours. */
export const ODDITY_STATES = {
  open: '待认领',
  proposed: '已提出退回，等另一位经办人同意',
  agreed: '已同意，等退款',
  sent: '微信正在退回',
  returned: '已退回',
  assigned: '已认到本人名下',
} as const
export type OddityState = keyof typeof ODDITY_STATES
export const ODDITY_STATE_IDS = Object.keys(ODDITY_STATES) as readonly OddityState[]

interface OddityEventRule {
  name: string
  from: OddityState
  to: OddityState
}

/** Every way it can move. What is not here is refused. */
export const ODDITY_EVENTS = {
  /** A person of the county finds whose it is, and it fits. */
  assign: { name: '认到本人名下', from: 'open', to: 'assigned' },
  proposeReturn: { name: '提出退回', from: 'open', to: 'proposed' },
  declineReturn: { name: '不同意退回', from: 'proposed', to: 'open' },
  /** Another person than who proposed it. */
  agreeReturn: { name: '同意退回', from: 'proposed', to: 'agreed' },
  send: { name: '请微信退回', from: 'agreed', to: 'sent' },
  payOut: { name: '线下退还', from: 'agreed', to: 'returned' },
  arriveBack: { name: '退回到账', from: 'sent', to: 'returned' },
} as const satisfies Record<string, OddityEventRule>
export type OddityEventKind = keyof typeof ODDITY_EVENTS
export const ODDITY_EVENT_KINDS = Object.keys(ODDITY_EVENTS) as readonly OddityEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextOddityState(state: OddityState, event: OddityEventKind): OddityState | null {
  const { from, to }: OddityEventRule = ODDITY_EVENTS[event]
  return from === state ? to : null
}

const ODDITIES = 'payment-oddities'

/** Keeps it once: whatever was settled of it since stays. */
export async function keepOddity(transaction: Transaction, oddity: OddityDocument): Promise<void> {
  if ((await readOddity(transaction, oddity._id)) === null) await putOddity(transaction, oddity)
}

export const readOddity = (from: Writable, id: string): Promise<OddityDocument | null> => readDocument<OddityDocument>(from, ODDITIES, id)
export const putOddity = (to: Writable, oddity: OddityDocument): Promise<void> => putDocument(to, ODDITIES, oddity)

/** @throws Refusal ODDITY_NOT_FOUND */
export async function requireOddity(from: Writable, id: string): Promise<OddityDocument> {
  const oddity = await readOddity(from, id)
  if (oddity !== null) return oddity
  throw new Refusal({ code: 'ODDITY_NOT_FOUND', path: 'oddity', message: '没有找到这笔钱，什么也没有改动。请返回列表，下拉刷新后再点一次。' })
}

/** What came to a merchant and is in a state, in the order of ids from behind, before one. */
export async function oddityBefore(db: Database, merchant: string, state: OddityState, before: string | null, count: number): Promise<OddityDocument[]> {
  const after = before === null ? {} : { _id: db.command.lt(before) }
  return (await db.collection(ODDITIES).where({ merchant, state, ...after }).orderBy('_id', 'desc').limit(count).get()).data as OddityDocument[]
}

/** Those that WeChat was asked to send back and has not yet said to be. */
export async function oddityBeingReturned(db: Database, count: number): Promise<OddityDocument[]> {
  return (await db.collection(ODDITIES).where({ state: 'sent' satisfies OddityState }).orderBy('_id', 'asc').limit(count).get()).data as OddityDocument[]
}

/** Real money that no order of ours explains; a person of the county settles it. `_id` names the payment. */
export interface OddityDocument {
  _id: string
  state: OddityState
  what: 'unknownOrder'
  amount: Fen
  /** The paying side's numbers of the payment and of the order. */
  transaction: string
  merchantNo: string
  merchant: string
  day: CivilDay
  at: number
  events: readonly OddityEvent[]
  /** Whose it was found to be; '' = nobody's. */
  enrolment: string
}

export interface OddityEvent {
  kind: OddityEventKind
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
