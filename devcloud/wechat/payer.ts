import { createHash } from 'node:crypto'
import { PlatformError } from '../platform-error'
import type { Clock } from '../time/clock'
import type { Notifications } from './notifications'
import { paymentNotice } from './pay-records'
import type { Order, WechatFile } from './wechat-file'

/** What happens in the user's WeChat: `wx.requestPayment` ends with the money paid, or not. */
export interface Payer {
  pay(by: OrderKey): Promise<void>
  fail(by: OrderKey): void
}
export interface OrderKey {
  outTradeNo?: string
  prepayId?: string
}

/** WeChat Pay: a `prepay_id` is good for two hours. */
const PREPAY_MS = 2 * 3_600_000

export function payer(file: WechatFile, clock: Clock, notifications: Notifications): Payer {
  const open = (by: OrderKey): Order => {
    const order = file
      .orders()
      .find(({ outTradeNo, prepayId }) =>
        by.prepayId === undefined ? outTradeNo === by.outTradeNo : prepayId === by.prepayId,
      )
    if (order === undefined) throw new PlatformError('NOT_FOUND', 'NOT_FOUND: there is no such order')
    if (order.state !== 'NOTPAY' && order.state !== 'PAYERROR') throw invalid(`the order is ${order.state}`)
    if (clock.now() > order.preparedAt + PREPAY_MS) throw invalid('its prepay_id is older than two hours')
    return order
  }
  return {
    async pay(by) {
      const before = open(by)
      const order: Order = { ...before, state: 'SUCCESS', transactionId: transactionIdOf(before), paidAt: clock.now() }
      file.saveOrder(order)
      notifications.send(`payment ${order.outTradeNo}`, order.functionName, paymentNotice(order), [
        'totalFee',
        'cashFee',
      ])
      await clock.settle()
    },
    fail(by) {
      file.saveOrder({ ...open(by), state: 'PAYERROR' })
    },
  }
}

/** 28 digits, as WeChat's; of the order, which is paid once, so that a test that runs again meets the same. */
function transactionIdOf({ subMchId, outTradeNo }: Order): string {
  const digest = createHash('sha256').update(`${subMchId} ${outTradeNo}`).digest('hex')
  return `4200${BigInt(`0x${digest}`).toString().slice(0, 24).padEnd(24, '0')}`
}

function invalid(why: string): PlatformError {
  return new PlatformError('INVALID_PARAM', `INVALID_PARAM: ${why}`)
}
