import { createHash } from 'node:crypto'
import type { SeasonKey } from './ledger'
import type { OrderEventKind, OrderState } from './order-machine'
import { orderMachine } from './order-machine'
import type { ReservationState } from './reservation-machine'
import type { ItemTrouble } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'

/**
 * How an order is to be paid. `official`: on one of the place's own channels; the order waits for evidence.
 * `elsewhere`: the county took down what was paid at a counter that is not ours, by its receipt.
 */
export type PaymentMethod = 'official' | 'wechat' | 'cash' | 'pos' | 'elsewhere'

/** One person in an order: the server's own assessment of the day. */
export interface OrderLine {
  enrolment: string
  resident: string
  region: string
  year: number
  village: string
  /** fen */
  fee: Fen
  subsidy: Fen
  baseFee: Fen
  /** Version of the policy that it was assessed by. */
  policy: string
  /**
   * Meant by whom no link shows: it keeps nobody from paying, and money that came is not theirs by it. Absent: it
   * holds.
   */
  holds?: false
}

/** `_id` is the operation id that the phone made before it asked. */
export interface OrderDocument {
  _id: string
  /** Openid of the payer, or of the clerk who collects. */
  payer: string
  lines: readonly OrderLine[]
  /** fen */
  total: Fen
  way: PaymentMethod
  /** The official channel chosen, by its id in the policy. */
  channel: string | null
  state: OrderState
  /** What it was asked for, to know the same request again: a digest. */
  asked: string
  events: readonly OrderEvent[]
  madeAt: number
  /** The last day on which it can be paid at these amounts. */
  payUntil: CivilDay
  /**
   * Until when the people are held, ms since 1970: on an official channel longer than it can be paid, as its news takes
   * days.
   */
  expiresAt: number
  /** Payments taken down, by the paying side's number. */
  transactions: readonly string[]
  /** What WeChat calls the order (`outTradeNo`, at most 32 characters); unique, of every order. */
  merchantNo: string
  /** WeChat's number of who receives the money; null = not by WeChat. */
  merchant: string | null
  /** What `wx.requestPayment` takes, once it was asked for. */
  prepay: Readonly<Record<string, string>> | null
  /** Why the watch cannot go on with it; null or absent = it can. */
  trouble?: ItemTrouble | null
}

export interface OrderEvent {
  id: string
  kind: OrderEventKind
  at: number
  day: CivilDay
  /** `openid`, `wechat`, `tax`, or a job. */
  by: string
  amount?: Fen
  transaction?: string
  /** Why, for what is forced. */
  because?: string
}

/**
 * What money knows of a person and year, whatever the way: `_id` is the enrolment's, so there can be no second. One
 * order at most holds it; when that closes it is free again, and stays for what was assessed last.
 */
export interface ReservationDocument {
  _id: string
  /** null = free. */
  order: string | null
  state: ReservationState
  /** What the ledger says is owed; null = nothing stands there. */
  assessed: Assessed | null
  /** How many assessments the ledger has seen: each is an entry of its own. */
  assessments: number
  /**
   * The tax office has the money of this order, by this row of its file. Of an order before it says nothing of this
   * one.
   */
  arrival?: { order: string; row: string; day: CivilDay }
}

export interface Assessed {
  season: SeasonKey
  fee: Fen
  subsidy: Fen
  /** `funderCode` of who pays the subsidy. */
  funder: string
}

/** Who does it (an openid, `wechat`, `tax`, or a job) and when. */
export interface Stamp {
  by: string
  now: number
  today: CivilDay
}

/** The day on which its payer said that it is paid; null = they have not, or it is over. */
export function saidPaidOn({ state, events }: Pick<OrderDocument, 'state' | 'events'>): CivilDay | null {
  return state === 'handedOver' ? (events.find(({ kind }) => kind === 'sayPaid')?.day ?? null) : null
}

/** What an event brings beside its kind. */
type Brings = Pick<OrderEvent, 'amount' | 'transaction' | 'because'>

/**
 * The order after an event.
 * @throws Refusal ORDER_STATE when its state does not allow it
 */
export function withOrderEvent(
  order: OrderDocument,
  kind: OrderEventKind,
  { by, now, today }: Stamp,
  brings: Brings = {},
): OrderDocument {
  const state = orderMachine.require(order.state, kind)
  const event: OrderEvent = { id: `${order._id}~${order.events.length + 1}`, kind, at: now, day: today, by, ...brings }
  return { ...order, state, events: [...order.events, event] }
}

const MERCHANT_NO_LENGTH = 32

/** What WeChat calls an order: it takes no more than 32 characters, and an operation id may be longer. */
export function merchantNoOf(order: string): string {
  return createHash('sha256').update(order).digest('hex').slice(0, MERCHANT_NO_LENGTH)
}
