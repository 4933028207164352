import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../time/clock'
import { merchantFields, paid } from './pay-records'
import { Refusal } from './faults'
import type { Order, WechatFile } from './wechat-file'

/** `CloudPay.unifiedOrder`, as the SDK sends it. */
export const UnifiedOrder = z.object({
  body: z.string().min(1).max(128),
  out_trade_no: z.string().regex(/^[\w|*-]{6,32}$/),
  total_fee: z.int().min(1),
  spbill_create_ip: z.string().min(1).max(64),
  sub_mch_id: z.string().min(1).max(32),
  sub_appid: z.string().max(32).optional(),
  sub_openid: z.string().max(128).optional(),
  openid: z.string().max(128).optional(),
  attach: z.string().max(127).optional(),
  nonce_str: z.string().max(32).optional(),
  trade_type: z.literal('JSAPI').default('JSAPI'),
  env_id: z.string().min(1),
  function_name: z.string().min(1),
})
export const OrderName = z.object({
  sub_mch_id: z.string().min(1),
  out_trade_no: z.string().optional(),
  transaction_id: z.string().optional(),
})

type Answer = Record<string, unknown>

export function unifiedOrder(
  file: WechatFile,
  clock: Clock,
  appid: string,
  request: z.infer<typeof UnifiedOrder>,
  caller: string | undefined,
): Answer {
  const payer = request.sub_openid ?? request.openid ?? caller
  if (payer === undefined) throw new Refusal('LACK_PARAMS', 'JSAPI支付必须传openid')
  const known = file.order(request.sub_mch_id, request.out_trade_no)
  if (known !== null) requireSameOrder(known, request)
  const order: Order = {
    outTradeNo: request.out_trade_no,
    subMchId: request.sub_mch_id,
    subAppid: request.sub_appid ?? appid,
    payer,
    body: request.body,
    attach: request.attach,
    totalFee: request.total_fee,
    functionName: request.function_name,
    prepayId: `wx${timeDigits()}${randomBytes(9).toString('hex')}`.slice(0, 36),
    preparedAt: clock.now(),
    state: 'NOTPAY',
    transactionId: null,
    paidAt: null,
  }
  file.saveOrder(order)
  return {
    ...merchantFields(order),
    trade_type: 'JSAPI',
    prepay_id: order.prepayId,
    payment: paymentOf(order, clock.now()),
  }
}

/** 商户订单号重复: a number may come again with the same order, as when an answer was lost, and with no other. */
function requireSameOrder(known: Order, request: z.infer<typeof UnifiedOrder>): void {
  if (known.state === 'SUCCESS' || known.state === 'REFUND') throw new Refusal('ORDERPAID', '该订单已支付')
  if (known.state === 'CLOSED') throw new Refusal('ORDERCLOSED', '该订单已关闭')
  if (known.totalFee !== request.total_fee || known.body !== request.body)
    throw new Refusal('OUT_TRADE_NO_USED', '商户订单号重复')
}

/** What `wx.requestPayment` takes. */
function paymentOf(order: Order, now: number): Answer {
  return {
    appId: order.subAppid,
    timeStamp: String(Math.floor(now / 1_000)),
    nonceStr: randomBytes(16).toString('hex'),
    package: `prepay_id=${order.prepayId}`,
    signType: 'MD5',
    paySign: randomBytes(16).toString('hex').toUpperCase(),
  }
}

const STATE_IN_WORDS: Record<Order['state'], string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
  PAYERROR: '支付失败',
}

export function queryOrder(file: WechatFile, request: z.infer<typeof OrderName>): Answer {
  const order = orderNamed(file, request)
  const answer = {
    ...merchantFields(order),
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: STATE_IN_WORDS[order.state],
  }
  return order.paidAt === null ? answer : { ...answer, ...paid(order) }
}

export function closeOrder(file: WechatFile, request: z.infer<typeof OrderName>): Answer {
  const order = orderNamed(file, request)
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw new Refusal('ORDERPAID', '订单已支付，不能关闭')
  if (order.state === 'CLOSED') throw new Refusal('ORDERCLOSED', '订单已关闭')
  file.saveOrder({ ...order, state: 'CLOSED' })
  return merchantFields(order)
}

export function orderNamed(file: WechatFile, name: z.infer<typeof OrderName>): Order {
  if (name.out_trade_no === undefined && name.transaction_id === undefined)
    throw new Refusal('LACK_PARAMS', '缺少参数 out_trade_no 或 transaction_id')
  const order = file
    .orders()
    .find(
      ({ subMchId, outTradeNo, transactionId }) =>
        subMchId === name.sub_mch_id &&
        (name.transaction_id === undefined ? outTradeNo === name.out_trade_no : transactionId === name.transaction_id),
    )
  if (order === undefined) throw new Refusal('ORDERNOTEXIST', '此交易订单号不存在')
  return order
}

function timeDigits(): string {
  return String(Date.now()) + String(randomInt(1_000)).padStart(3, '0')
}
