import { z } from 'zod'
import type { Clock, Due, DueSource } from '../time/clock'
import type { Notifications } from './notifications'
import { OrderName, orderNamed } from './pay-orders'
import { merchantFields, refundNotice, timeInWords } from './pay-records'
import { PlatformError } from '../platform-error'
import { Refusal } from './faults'
import type { Order, Refund, WechatFile } from './wechat-file'

/** `CloudPay.refund`, as the SDK sends it. */
export const RefundRequest = OrderName.extend({
  out_refund_no: z.string().regex(/^[\w|*@-]{1,64}$/),
  total_fee: z.int().min(1),
  refund_fee: z.int().min(1),
  env_id: z.string().optional(),
  function_name: z.string().min(1).optional(),
})
export const RefundName = OrderName.extend({ out_refund_no: z.string().optional(), refund_id: z.string().optional() })

/** WeChat Pay, 申请退款: what was paid from the balance is back within 20 minutes. */
const SETTLES_AFTER_MS = 20 * 60_000

type Answer = Record<string, unknown>

export function refund(file: WechatFile, clock: Clock, request: z.infer<typeof RefundRequest>): Answer {
  const order = orderNamed(file, request)
  const known = file
    .refunds()
    .find((one) => one.subMchId === order.subMchId && one.outRefundNo === request.out_refund_no)
  if (known !== undefined) {
    if (known.outTradeNo !== order.outTradeNo || known.refundFee !== request.refund_fee)
      throw new Refusal('REFUND_FEE_MISMATCH', '订单金额或退款金额与之前请求不一致，请核实后再试')
    return asked(order, known)
  }
  requireRefundable(file, order, request)
  const fresh: Refund = {
    outRefundNo: request.out_refund_no,
    subMchId: order.subMchId,
    outTradeNo: order.outTradeNo,
    refundId: `5030${String(clock.now()).padStart(13, '0')}${String(file.refunds().length + 1).padStart(11, '0')}`,
    refundFee: request.refund_fee,
    functionName: request.function_name ?? null,
    state: 'PROCESSING',
    settlesAt: clock.now() + SETTLES_AFTER_MS,
  }
  file.saveRefund(fresh)
  file.saveOrder({ ...order, state: 'REFUND' })
  return asked(order, fresh)
}

function requireRefundable(file: WechatFile, order: Order, request: z.infer<typeof RefundRequest>): void {
  if (order.paidAt === null) throw new Refusal('INVALID_REQUEST', '订单未支付，不能退款')
  if (order.totalFee !== request.total_fee) throw new Refusal('PARAM_ERROR', '订单金额与支付金额不一致')
  const before = file.refunds().filter((one) => one.subMchId === order.subMchId && one.outTradeNo === order.outTradeNo)
  const sum = before.reduce((total, one) => total + one.refundFee, request.refund_fee)
  if (sum > order.totalFee) throw new Refusal('INVALID_REQUEST', '累计退款金额大于支付金额')
}

function asked(order: Order, { outRefundNo, refundId, refundFee }: Refund): Answer {
  return {
    ...merchantFields(order),
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    out_refund_no: outRefundNo,
    refund_id: refundId,
    refund_fee: refundFee,
    total_fee: order.totalFee,
    cash_fee: order.totalFee,
  }
}

export function queryRefund(file: WechatFile, name: z.infer<typeof RefundName>): Answer {
  const found = file.refunds().filter((one) => one.subMchId === name.sub_mch_id && isNamed(file, one, name))
  const [first] = found
  if (first === undefined) throw new Refusal('REFUNDNOTEXIST', '退款订单查询失败：退款单不存在')
  const order = orderNamed(file, { sub_mch_id: first.subMchId, out_trade_no: first.outTradeNo })
  const each = found.map((one, at) => ({
    [`out_refund_no_${at}`]: one.outRefundNo,
    [`refund_id_${at}`]: one.refundId,
    [`refund_fee_${at}`]: one.refundFee,
    [`refund_status_${at}`]: one.state,
    [`refund_channel_${at}`]: 'ORIGINAL',
    [`refund_recv_accout_${at}`]: '支付用户零钱',
    ...(one.state === 'SUCCESS' ? { [`refund_success_time_${at}`]: timeInWords(one.settlesAt) } : {}),
  }))
  return Object.assign(
    {
      ...merchantFields(order),
      transaction_id: order.transactionId,
      out_trade_no: order.outTradeNo,
      total_fee: order.totalFee,
      cash_fee: order.totalFee,
      refund_count: found.length,
      refund_fee: found.reduce((sum, one) => sum + one.refundFee, 0),
    },
    ...each,
  ) as Answer
}

/** By the narrowest name that was given. */
function isNamed(file: WechatFile, one: Refund, name: z.infer<typeof RefundName>): boolean {
  if (name.refund_id !== undefined) return one.refundId === name.refund_id
  if (name.out_refund_no !== undefined) return one.outRefundNo === name.out_refund_no
  return one.outTradeNo === orderNamed(file, name).outTradeNo
}

export const FailedRefund = z.strictObject({
  outRefundNo: z.string().min(1),
  /** The payer's card is void (CHANGE), or WeChat gives the refund up (REFUNDCLOSE). */
  state: z.enum(['CHANGE', 'REFUNDCLOSE', 'SUCCESS']),
})

/**
 * What becomes of a refund that is under way, or was: SUCCESS after CHANGE is settled by a person at the merchant's
 * console.
 */
export function endRefund(file: WechatFile, { outRefundNo, state }: z.infer<typeof FailedRefund>): void {
  const found = file.refunds().find((one) => one.outRefundNo === outRefundNo)
  if (found === undefined) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: there is no such refund')
  file.saveRefund({ ...found, state })
}

export const ConsoleRefund = z.strictObject({ outTradeNo: z.string(), refundFee: z.int().min(1).optional() })

/** A person gives a payment back at the merchant's console, past all functions; all of it when no amount is said. */
export function refundAtConsole(
  file: WechatFile,
  clock: Clock,
  { outTradeNo, refundFee }: z.infer<typeof ConsoleRefund>,
): void {
  const order = file.orders().find((one) => one.outTradeNo === outTradeNo)
  if (order === undefined) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: there is no such order')
  const refund_fee = refundFee ?? order.totalFee
  const names = {
    sub_mch_id: order.subMchId,
    out_trade_no: outTradeNo,
    out_refund_no: `console-${outTradeNo}`.slice(0, 64),
  }
  refund(file, clock, { ...names, total_fee: order.totalFee, refund_fee })
  endRefund(file, { outRefundNo: names.out_refund_no, state: 'SUCCESS' })
}

/** The money arrives by the clock; then the function that the refund named, if any, is told. */
export function settledRefunds(file: WechatFile, notifications: Notifications): DueSource {
  const settle = (one: Refund): string => {
    file.saveRefund({ ...one, state: 'SUCCESS' })
    if (one.functionName === null) return 'arrived'
    const order = orderNamed(file, { sub_mch_id: one.subMchId, out_trade_no: one.outTradeNo })
    notifications.send(`refund ${one.outRefundNo}`, one.functionName, refundNotice(order, one), [
      'refundFee',
      'settlementRefundFee',
    ])
    return 'arrived'
  }
  return {
    next: () =>
      file
        .refunds()
        .filter(({ state }) => state === 'PROCESSING')
        .map((one): Due => ({
          at: one.settlesAt,
          what: `refund ${one.outRefundNo}`,
          run: () => Promise.resolve(settle(one)),
        }))
        .reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null),
  }
}
