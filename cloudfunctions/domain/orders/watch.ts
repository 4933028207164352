import { closeUnpaidOrder } from './pay'
import type { OrderDocument, OrderState } from '../payments'
import { noteOrderTrouble, queryOrderAtWechat, ordersEnding, receiveFromWechat } from '../payments'
import { pollUnmatchedReturns, pollSentRefunds } from '../refunds'
import type { TimerCall } from '../../platform/calls'
import type { ItemTrouble } from '../../platform/database'
import { Rounds } from '../../platform/database'

export interface WatchReport {
  expired: number
  asked: number
  /** Found paid. */
  paid: number
  /** Refunds that WeChat says are back. */
  back: number
  /** Could not be done now; the next call tries again. */
  failed: number
}

const BY = 'payment-watch'
const ORDERS_A_CALL = 100
const REFUNDS_A_CALL = 50
/** So long a notice is given to come by itself. */
const NOTICE_MS = 60_000
/** Later than any order ends. */
const EVER_MS = 400 * 86_400_000
const OPEN: readonly OrderState[] = ['placed', 'handedOver', 'prepaid']

/**
 * Ends what has run out, then asks WeChat for payments whose notice has not come, and for refunds that are under way. A
 * bounded piece of work; done again it changes nothing, and one that fails leaves the others be.
 */
export async function pollOrders(call: TimerCall): Promise<WatchReport> {
  const report: WatchReport = { expired: 0, asked: 0, paid: 0, back: 0, failed: 0 }
  const rounds = await Rounds.open(call, BY)
  const moment = { by: BY, now: call.now, today: call.today }
  const orders = (run: (order: OrderDocument) => Promise<void>) => ({
    nameOf: ({ _id }: OrderDocument) => `order~${_id}`,
    run,
    tell: ({ _id }: OrderDocument, trouble: ItemTrouble | null) => noteOrderTrouble(call.db, _id, trouble),
  })
  const ended: OrderDocument[] = []
  for (const state of OPEN) ended.push(...(await ordersEnding(call.db, state, call.now, rounds.room(ORDERS_A_CALL))))
  await rounds.each(
    ended,
    orders((order) => expire(call, order, report)),
  )
  const waiting = await ordersEnding(call.db, 'prepaid', call.now + EVER_MS, rounds.room(ORDERS_A_CALL))
  await rounds.each(
    waiting.filter((one) => isOverdue(one, call.now)),
    orders((order) => look(call, order, report)),
  )
  report.back = await pollSentRefunds(call.db, rounds, moment, REFUNDS_A_CALL)
  report.back += await pollUnmatchedReturns(call.db, rounds, moment, REFUNDS_A_CALL)
  return { ...report, failed: rounds.failed }
}

async function expire({ db, now, today }: TimerCall, { _id }: OrderDocument, report: WatchReport): Promise<void> {
  const { state } = await closeUnpaidOrder(db, _id, 'expire', { by: BY, now, today })
  report[state === 'closed' ? 'expired' : 'paid']++
}

async function look({ db, now, today }: TimerCall, order: OrderDocument, report: WatchReport): Promise<void> {
  report.asked++
  if ((await receiveFromWechat(db, order, await queryOrderAtWechat(order), { by: BY, now, today })) !== null)
    report.paid++
}

const isOverdue = ({ events, madeAt, expiresAt }: OrderDocument, now: number): boolean =>
  expiresAt > now && now - (events.at(-1)?.at ?? madeAt) >= NOTICE_MS
