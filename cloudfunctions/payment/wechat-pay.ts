import * as z from 'zod/mini'
import { shanghaiDay } from '../../rules'
import type { CivilDay, Fen } from '../../rules'
import { openCloud } from '../shared/open-cloud'
import { Refusal } from '../shared/refusal'

/** What WeChat says of an order when it is asked; it is believed, a notice is not. */
export type WechatSays =
  | { state: 'paid'; amount: Fen; transaction: string; day: CivilDay }
  /** Can still be paid. */
  | { state: 'open' }
  /** Can never be paid any more. */
  | { state: 'closed' }
  /** WeChat knows no such order, or does not say. */
  | { state: 'unknown' }

export interface WechatOrder {
  merchant: string
  merchantNo: string
  /** fen */
  total: Fen
  /** What the payer reads on the bill. */
  body: string
  /** Network address of the payer; null = not known. */
  address: string | null
  /** Returned with the notice. */
  nonce: string
}

type PayCall = (request: Record<string, unknown>) => Promise<unknown>
type CloudPay = Record<'unifiedOrder' | 'queryOrder' | 'closeOrder', PayCall>

/** The function that WeChat tells of payments. */
const NOTICE_FUNCTION = 'payment-notice'
/** WeChat wants one; a payer whose own is not told pays through the platform's server. */
const NO_ADDRESS = '127.0.0.1'

const Prepared = z.object({ resultCode: z.literal('SUCCESS'), payment: z.record(z.string(), z.string()) })
const amount = z.coerce.number().check(z.int(), z.nonnegative())
const PaidAnswer = z.object({ tradeState: z.enum(['SUCCESS', 'REFUND']), totalFee: amount, transactionId: z.string().check(z.minLength(1)), timeEnd: z.string().check(z.regex(/^\d{14}$/)) })
const StateAnswer = z.object({ tradeState: z.string() })
const CLOSED: ReadonlySet<string> = new Set(['CLOSED', 'REVOKED'])

/** The SDK's types leave `cloudPay` out. */
async function ask(call: keyof CloudPay, request: Record<string, unknown>): Promise<unknown> {
  const pay = Reflect.get(await openCloud(), 'cloudPay') as CloudPay
  try {
    return await pay[call](request)
  } catch {
    throw new Refusal({ code: 'WECHAT_PAY_UNREACHABLE', message: '暂时连不上微信支付，这一步没有做成。已经付过款的不会丢，请过一两分钟再试。' })
  }
}

/**
 * What `wx.requestPayment` takes. Asked again for the same order it is the same order.
 * @throws Refusal WECHAT_PAY_UNREACHABLE, WECHAT_PAY_REFUSED
 */
export async function prepareWechat({ merchant, merchantNo, total, body, address, nonce }: WechatOrder): Promise<Readonly<Record<string, string>>> {
  const { ENV } = (await openCloud()).getWXContext()
  const answer = Prepared.safeParse(await ask('unifiedOrder', {
    subMchId: merchant, outTradeNo: merchantNo, totalFee: total, body, spbillCreateIp: address ?? NO_ADDRESS,
    envId: ENV ?? process.env.TCB_ENV ?? process.env.SCF_NAMESPACE, functionName: NOTICE_FUNCTION, nonceStr: nonce, tradeType: 'JSAPI',
  }))
  if (answer.success) return answer.data.payment
  throw new Refusal({ code: 'WECHAT_PAY_REFUSED', message: '微信支付没有接受这份订单，没有扣钱。请过一会儿再试；一直这样的，请取消订单，改用官方渠道。' })
}

/** @throws Refusal WECHAT_PAY_UNREACHABLE */
export async function askWechat({ merchant, merchantNo, nonce }: Pick<WechatOrder, 'merchant' | 'merchantNo' | 'nonce'>): Promise<WechatSays> {
  const answer = await ask('queryOrder', { subMchId: merchant, outTradeNo: merchantNo, nonceStr: nonce })
  const paid = PaidAnswer.safeParse(answer)
  if (paid.success) return { state: 'paid', amount: paid.data.totalFee, transaction: paid.data.transactionId, day: dayOf(paid.data.timeEnd) }
  const known = StateAnswer.safeParse(answer)
  if (!known.success) return { state: 'unknown' }
  return { state: CLOSED.has(known.data.tradeState) ? 'closed' : 'open' }
}

/**
 * Asks WeChat to take no payment for it any more; what it says of it afterwards. A payment may have been faster.
 * @throws Refusal WECHAT_PAY_UNREACHABLE
 */
export async function closeAtWechat(order: Pick<WechatOrder, 'merchant' | 'merchantNo' | 'nonce'>): Promise<WechatSays> {
  await ask('closeOrder', { subMchId: order.merchant, outTradeNo: order.merchantNo, nonceStr: order.nonce })
  return askWechat(order)
}

/** `20220101090000` is in China's time. */
function dayOf(timeEnd: string): CivilDay {
  const [, year, month, day, ...clock] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timeEnd)!
  return shanghaiDay(Date.parse(`${year}-${month}-${day}T${clock.join(':')}+08:00`))
}
