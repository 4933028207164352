import { createHash, randomBytes } from 'node:crypto'
import type { Order, Refund } from './wechat-file'

/** The service provider under which the platform's merchants run: on the real one Tencent's. */
const PROVIDER = { appid: 'wxdevcloudprovider0', mchId: '1800000000' }
const CHINA_OFFSET_MS = 8 * 3_600_000

type Fields = Record<string, unknown>

/** What each good answer of WeChat Pay begins with. */
export function merchantFields(order: Order): Fields {
  return {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    result_code: 'SUCCESS',
    appid: PROVIDER.appid,
    mch_id: PROVIDER.mchId,
    sub_appid: order.subAppid,
    sub_mch_id: order.subMchId,
    nonce_str: randomBytes(16).toString('hex'),
  }
}

/** What a paid order tells when it is asked for. */
export function paid(order: Order): Fields {
  return {
    openid: providersOpenid(order.payer),
    is_subscribe: 'N',
    sub_openid: order.payer,
    sub_is_subscribe: 'N',
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    total_fee: order.totalFee,
    fee_type: 'CNY',
    cash_fee: order.totalFee,
    transaction_id: order.transactionId,
    ...(order.attach === undefined ? {} : { attach: order.attach }),
    time_end: order.paidAt === null ? undefined : timeDigits(order.paidAt),
  }
}

/** What every notice begins with: whose it is. */
function noticeHead(order: Order): Fields {
  return {
    returnCode: 'SUCCESS',
    appid: PROVIDER.appid,
    mchId: PROVIDER.mchId,
    subAppid: order.subAppid,
    subMchId: order.subMchId,
    nonceStr: randomBytes(8).toString('hex'),
  }
}

/** The event of the callback function: WeChat, 支付结果回调, its example. */
export function paymentNotice(order: Order): Fields {
  return {
    ...noticeHead(order),
    resultCode: 'SUCCESS',
    openid: providersOpenid(order.payer),
    isSubscribe: 'N',
    subOpenid: order.payer,
    subIsSubscribe: 'N',
    tradeType: 'JSAPI',
    bankType: 'OTHERS',
    totalFee: order.totalFee,
    feeType: 'CNY',
    cashFee: order.totalFee,
    transactionId: order.transactionId,
    outTradeNo: order.outTradeNo,
    ...(order.attach === undefined ? {} : { attach: order.attach }),
    timeEnd: order.paidAt === null ? undefined : timeDigits(order.paidAt),
  }
}

/** The same for a refund: WeChat Pay, 退款结果通知, its fields with the names as the platform turns them. */
export function refundNotice(order: Order, refund: Refund): Fields {
  return {
    ...noticeHead(order),
    transactionId: order.transactionId,
    outTradeNo: order.outTradeNo,
    refundId: refund.refundId,
    outRefundNo: refund.outRefundNo,
    totalFee: order.totalFee,
    settlementTotalFee: order.totalFee,
    refundFee: refund.refundFee,
    settlementRefundFee: refund.refundFee,
    refundStatus: 'SUCCESS',
    successTime: timeInWords(refund.settlesAt),
    refundRecvAccout: '支付用户零钱',
    refundAccount: 'REFUND_SOURCE_RECHARGE_FUNDS',
    refundRequestSource: 'API',
  }
}

/** A user has another openid with each app; the provider's is made from the mini-program's. */
function providersOpenid(openid: string): string {
  return `o${createHash('sha256').update(openid).digest('base64url').slice(0, 27)}`
}

/** `2022-03-21 13:20:07`, in China's time. */
export function timeInWords(moment: number): string {
  return new Date(moment + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** `20220321132007`, in China's time. */
function timeDigits(moment: number): string {
  return timeInWords(moment).replace(/\D/g, '')
}
