import * as z from 'zod/mini'
import type { CivilDay, Fen } from '../../../rules'
import { shanghaiDay } from '../../../rules'

/** WeChat's answers as they are read at the border: what does not have their shape is no answer. */

/** fen. The SDK makes numbers of some amounts and leaves others as text; nothing else is an amount, least of all ''. */
export const wechatFee = z.union([
  z.int().check(z.nonnegative()),
  z.pipe(z.string().check(z.regex(/^\d{1,12}$/)), z.transform(Number)),
])
/** A number of theirs that is short enough to have come as one. */
export const wechatName = z.union([z.string(), z.pipe(z.int().check(z.nonnegative()), z.transform(String))])

/** Taken: what `wx.requestPayment` takes. It wants text. */
export const Prepared = z.object({ resultCode: z.literal('SUCCESS'), payment: z.record(z.string(), wechatName) })
export const Accepted = z.object({ resultCode: z.literal('SUCCESS') })

/** `20220101090000`, in China's time. */
const timeEnd = z.pipe(
  wechatName,
  z.string().check(
    z.regex(/^20\d{12}$/),
    z.refine((time) => !Number.isNaN(momentOf(time))),
  ),
)
const Paid = z.object({
  tradeState: z.enum(['SUCCESS', 'REFUND']),
  totalFee: wechatFee,
  transactionId: z.string().check(z.minLength(1)),
  timeEnd,
})
const Stated = z.object({ tradeState: z.string() })
const CLOSED: ReadonlySet<string> = new Set(['CLOSED', 'REVOKED'])

/** What WeChat says of an order when it is asked; it is believed, a notice is not. */
export type WechatPaymentState =
  | { state: 'paid'; amount: Fen; transaction: string; day: CivilDay }
  /** It was paid, and all of it went back without us: at the merchant's console. */
  | { state: 'returned'; amount: Fen; transaction: string; day: CivilDay }
  /** Can still be paid. */
  | { state: 'open' }
  /** Can never be paid any more. */
  | { state: 'closed' }
  /** WeChat knows no such order, or does not say. */
  | { state: 'unknown' }

/** `isRefunded`: some or all of it went back; how much, is asked apart. */
export function readPayment(
  answer: unknown,
): Exclude<WechatPaymentState, { state: 'returned' }> & { isRefunded?: boolean } {
  const paid = Paid.safeParse(answer)
  if (paid.success) {
    const { totalFee, transactionId, tradeState } = paid.data
    const day = shanghaiDay(momentOf(paid.data.timeEnd))
    return { state: 'paid', amount: totalFee, transaction: transactionId, day, isRefunded: tradeState === 'REFUND' }
  }
  const stated = Stated.safeParse(answer)
  // Said to be paid, but in a shape that is not theirs: neither paid nor open.
  if (!stated.success || ['SUCCESS', 'REFUND'].includes(stated.data.tradeState)) return { state: 'unknown' }
  return { state: CLOSED.has(stated.data.tradeState) ? 'closed' : 'open' }
}

/** NaN = there is no such moment. */
function momentOf(time: string): number {
  const [, year, month, day, ...clock] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(time)!
  return Date.parse(`${year}-${month}-${day}T${clock.join(':')}+08:00`)
}

/**
 * How a refund stands. `failed`: it cannot go back the way it came (CHANGE: the card is void or frozen; REFUNDCLOSE:
 * WeChat has given it up), and a person has to pay it out. `underWay`: it may still arrive, or WeChat does not say.
 */
export type WechatRefundState = 'arrived' | 'failed' | 'underWay'

const REFUND_STATES: ReadonlyMap<string, WechatRefundState> = new Map([
  ['SUCCESS', 'arrived'],
  ['CHANGE', 'failed'],
  ['REFUNDCLOSE', 'failed'],
])

/** Of the one refund that was asked after. */
export function readRefundState(answer: unknown): WechatRefundState {
  const said = numbered(answer, 'refundStatus', 'refund_status')[0]
  return REFUND_STATES.get(String(said)) ?? 'underWay'
}

/**
 * fen that have gone back of an order, or are going; null = WeChat does not say. Refunds that were given up do not
 * count.
 */
export function readSumRefunded(answer: unknown): Fen | null {
  const fees = numbered(answer, 'refundFee', 'refund_fee')
  const states = numbered(answer, 'refundStatus', 'refund_status')
  if (fees.length === 0 || fees.length !== states.length) return null
  let sum = 0
  for (const [at, fee] of fees.entries()) {
    const read = wechatFee.safeParse(fee)
    if (!read.success) return null
    if (states[at] !== 'REFUNDCLOSE') sum += read.data
  }
  return sum
}

const Fields = z.record(z.string(), z.unknown())

/** `name_0`, `name_1`, … as the SDK spells them, or as WeChat does. */
function numbered(answer: unknown, camel: string, snake: string): unknown[] {
  const fields = Fields.safeParse(answer)
  if (!fields.success) return []
  const found: unknown[] = []
  for (let at = 0; ; at++) {
    const value = fields.data[`${camel}_${at}`] ?? fields.data[`${snake}_${at}`]
    if (value === undefined) return found
    found.push(value)
  }
}
