import type { Stamp, OrderDocument } from './documents'
import { issueReceipts } from './receipts'
import type { ReceivedPayment } from './plan-payment'
import { isSettled } from './plan-payment'
import type { Counted } from './settle'
import { applyPayment } from './settle'
import { takeReturned } from './returned'
import { requireOrder } from './store'
import type { WechatPaymentState, WechatRefundState } from './wechat-answers'
import { Accepted, Prepared, readPayment, readRefundState, readSumRefunded } from './wechat-answers'
import { openCloud, Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import type { Fen } from '../../../rules'

interface WechatOrder {
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

/** The SDK's types leave `cloudPay` out. */
async function ask(call: keyof CloudPay, request: Record<string, unknown>): Promise<unknown> {
  const pay = Reflect.get(await openCloud(), 'cloudPay') as CloudPay
  try {
    return await pay[call](request)
  } catch {
    throw new Refusal({
      code: 'WECHAT_PAY_UNREACHABLE',
      message: '暂时连不上微信支付，这一步没有做成。已经付过款的不会丢，请过一两分钟再试。',
    })
  }
}

/**
 * What `wx.requestPayment` takes. Asked again for the same order it is the same order.
 * @throws Refusal WECHAT_PAY_UNREACHABLE, WECHAT_PAY_REFUSED
 */
export async function prepareWechat({
  merchant,
  merchantNo,
  total,
  body,
  address,
  nonce,
}: WechatOrder): Promise<Readonly<Record<string, string>>> {
  const { ENV } = (await openCloud()).getWXContext()
  const answer = Prepared.safeParse(
    await ask('unifiedOrder', {
      subMchId: merchant,
      outTradeNo: merchantNo,
      totalFee: total,
      body,
      spbillCreateIp: address ?? NO_ADDRESS,
      envId: ENV ?? process.env.TCB_ENV ?? process.env.SCF_NAMESPACE,
      functionName: NOTICE_FUNCTION,
      nonceStr: nonce,
      tradeType: 'JSAPI',
    }),
  )
  if (answer.success) return answer.data.payment
  throw new Refusal({
    code: 'WECHAT_PAY_REFUSED',
    message: '微信支付没有接受这份订单，没有扣钱。请过一会儿再试；一直这样的，请取消订单，改用官方渠道。',
  })
}

/** @throws Refusal WECHAT_PAY_UNREACHABLE */
export async function queryWechat({
  merchant,
  merchantNo,
  nonce,
}: Pick<WechatOrder, 'merchant' | 'merchantNo' | 'nonce'>): Promise<WechatPaymentState> {
  const order = { subMchId: merchant, outTradeNo: merchantNo, nonceStr: nonce }
  const { isRefunded, ...says } = readPayment(await ask('queryOrder', order)) as WechatPaymentState & {
    isRefunded?: boolean
  }
  if (says.state !== 'paid' || isRefunded !== true) return says
  // What went back at the merchant's console pays for nobody; of what is left a person decides, as it is another
  // amount.
  const back = readSumRefunded(await askWechatRefund('queryRefund', order))
  if (back === null) return { state: 'unknown' }
  return back >= says.amount ? { ...says, state: 'returned' } : { ...says, amount: says.amount - back }
}

/**
 * Asks WeChat to take no payment for it any more; what it says of it afterwards. A payment may have been faster.
 * @throws Refusal WECHAT_PAY_UNREACHABLE
 */
export async function closeAtWechat(
  order: Pick<WechatOrder, 'merchant' | 'merchantNo' | 'nonce'>,
): Promise<WechatPaymentState> {
  await ask('closeOrder', { subMchId: order.merchant, outTradeNo: order.merchantNo, nonceStr: order.nonce })
  return queryWechat(order)
}

/** A refund as WeChat knows it; `refund` is our number of it, and the same number again is the same refund. */
interface WechatRefund {
  merchant: string
  merchantNo: string
  refund: string
  /** fen of the whole order, and of what goes back. */
  total: number
  amount: number
}

type WechatRefundPayCall = (request: Record<string, unknown>) => Promise<unknown>

/** The SDK's types leave `cloudPay` out. */
async function askWechatRefund(call: 'refund' | 'queryRefund', request: Record<string, unknown>): Promise<unknown> {
  const pay = Reflect.get(await openCloud(), 'cloudPay') as Record<typeof call, WechatRefundPayCall>
  try {
    return await pay[call](request)
  } catch {
    throw new Refusal({
      code: 'WECHAT_PAY_UNREACHABLE',
      message: '暂时连不上微信支付，还不知道这笔退款成没成。它不会退两次，请过一两分钟再点一次“退款”。',
    })
  }
}

/** Asks WeChat to send money back to who paid it. @throws Refusal WECHAT_PAY_UNREACHABLE, WECHAT_REFUND_REFUSED */
export async function refundByWechat({ merchant, merchantNo, refund, total, amount }: WechatRefund): Promise<void> {
  const answer = Accepted.safeParse(
    await askWechatRefund('refund', {
      subMchId: merchant,
      outTradeNo: merchantNo,
      outRefundNo: refund,
      totalFee: total,
      refundFee: amount,
      nonceStr: refund,
    }),
  )
  if (answer.success) return
  throw new Refusal({
    code: 'WECHAT_REFUND_REFUSED',
    message: '微信支付没有接受这笔退款，钱还没有退。请核对商户号的余额和权限，再点一次“退款”。',
  })
}

/** How a refund that was asked for stands. @throws Refusal WECHAT_PAY_UNREACHABLE */
export async function refundAtWechat({
  merchant,
  merchantNo,
  refund,
}: Pick<WechatRefund, 'merchant' | 'merchantNo' | 'refund'>): Promise<WechatRefundState> {
  return readRefundState(
    await askWechatRefund('queryRefund', {
      subMchId: merchant,
      outTradeNo: merchantNo,
      outRefundNo: refund,
      nonceStr: refund,
    }),
  )
}

/**
 * Money that came for an order, whoever told of it first: a notice, the payer who asked, or the watch. What passed
 * through our hands and counts has its receipts in the same transaction.
 */
export async function takeMoney(db: Database, order: string, money: ReceivedPayment, moment: Stamp): Promise<Counted> {
  return inTransaction(db, async (transaction) => {
    const counted = await applyPayment(transaction, await requireOrder(transaction, order), money, moment)
    const { way } = counted.order
    if (isSettled(counted.outcome) && way === 'wechat')
      await issueReceipts(transaction, { ...counted.order, way, day: money.day }, moment.now)
    return counted
  })
}

/** Takes down what WeChat says of an order: the order after, and whether there was money. Again it is the same. */
export async function receiveFromWechat(
  db: Database,
  order: OrderDocument,
  says: WechatPaymentState,
  moment: Stamp,
): Promise<Counted | null> {
  if (says.state === 'returned') return takeReturned(db, order._id, says, { ...moment, by: 'wechat' })
  if (says.state !== 'paid') return null
  const { amount, transaction, day } = says
  return takeMoney(
    db,
    order._id,
    { amount, transaction, day, wayName: '微信支付', lies: { at: 'transit', way: 'wechat' } },
    { ...moment, by: 'wechat' },
  )
}

/** Asks WeChat how an order of its stands. @throws Refusal WECHAT_PAY_UNREACHABLE */
export function queryOrderAtWechat(order: OrderDocument): Promise<WechatPaymentState> {
  return queryWechat(wechatOrderRef(order))
}

/** @throws Error for an order that is not to be paid by WeChat */
export function wechatOrderRef({ merchant, merchantNo }: OrderDocument): {
  merchant: string
  merchantNo: string
  nonce: string
} {
  if (merchant === null) throw new Error('the order has no merchant')
  return { merchant, merchantNo, nonce: merchantNo }
}
