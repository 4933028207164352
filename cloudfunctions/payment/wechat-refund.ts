import * as z from 'zod/mini'
import { openCloud } from '../shared/open-cloud'
import { Refusal } from '../shared/refusal'

/** A refund as WeChat knows it; `refund` is our number of it, and the same number again is the same refund. */
export interface WechatRefund {
  merchant: string
  merchantNo: string
  refund: string
  /** fen of the whole order, and of what goes back. */
  total: number
  amount: number
}

type PayCall = (request: Record<string, unknown>) => Promise<unknown>

const Accepted = z.object({ resultCode: z.literal('SUCCESS') })
const Status = z.object({ refundStatus_0: z.string() })
const SnakeStatus = z.object({ refund_status_0: z.string() })

/** The SDK's types leave `cloudPay` out. */
async function ask(call: 'refund' | 'queryRefund', request: Record<string, unknown>): Promise<unknown> {
  const pay = Reflect.get(await openCloud(), 'cloudPay') as Record<typeof call, PayCall>
  try {
    return await pay[call](request)
  } catch {
    throw new Refusal({ code: 'WECHAT_PAY_UNREACHABLE', message: '暂时连不上微信支付，还不知道这笔退款成没成。它不会退两次，请过一两分钟再点一次“退款”。' })
  }
}

/** Asks WeChat to send money back to who paid it. @throws Refusal WECHAT_PAY_UNREACHABLE, WECHAT_REFUND_REFUSED */
export async function refundByWechat({ merchant, merchantNo, refund, total, amount }: WechatRefund): Promise<void> {
  const answer = Accepted.safeParse(await ask('refund', { subMchId: merchant, outTradeNo: merchantNo, outRefundNo: refund, totalFee: total, refundFee: amount, nonceStr: refund }))
  if (answer.success) return
  throw new Refusal({ code: 'WECHAT_REFUND_REFUSED', message: '微信支付没有接受这笔退款，钱还没有退。请核对商户号的余额和权限，再点一次“退款”。' })
}

/** Whether the money is back. @throws Refusal WECHAT_PAY_UNREACHABLE */
export async function isBack({ merchant, merchantNo, refund }: Pick<WechatRefund, 'merchant' | 'merchantNo' | 'refund'>): Promise<boolean> {
  const answer = await ask('queryRefund', { subMchId: merchant, outTradeNo: merchantNo, outRefundNo: refund, nonceStr: refund })
  const camel = Status.safeParse(answer)
  const snake = SnakeStatus.safeParse(answer)
  return (camel.success ? camel.data.refundStatus_0 : snake.success ? snake.data.refund_status_0 : '') === 'SUCCESS'
}
