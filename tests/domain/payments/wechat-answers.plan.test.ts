import fc from 'fast-check'
import { PaymentNotice } from '../../../cloudfunctions/domain/refunds/payment-notification'
import {
  readPayment,
  readRefundState,
  readSumRefunded,
  wechatFee,
} from '../../../cloudfunctions/domain/payments/wechat-answers'

const PAID = { tradeState: 'SUCCESS', totalFee: 32_000, transactionId: '42001', timeEnd: '20211220090000' }

describe('KIND: what WeChat says is read at the border, or is no answer', () => {
  test('an amount is a whole number of fen, said as a number or as text, and nothing else', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (fen) => {
        expect([wechatFee.parse(fen), wechatFee.parse(String(fen))]).toEqual([fen, fen])
      }),
    )
    for (const wrong of ['', ' ', null, true, '32000.5', '-1', '1e3', '0x10', 1.5, -1, NaN, [], [32_000], {}])
      expect(wechatFee.safeParse(wrong).success).toBe(false)
  })

  test('a notice whose totalFee is text is heard', () => {
    const notice = { outTradeNo: 'a'.repeat(32), subMchId: 1900009231, totalFee: '32000' }
    expect(PaymentNotice.parse(notice)).toEqual({ ...notice, subMchId: '1900009231', totalFee: 32_000 })
  })

  test('a payment counts only when all of it is said: who says SUCCESS without an amount has not paid 0', () => {
    expect(readPayment({ ...PAID, totalFee: '32000', timeEnd: 20211220090000 })).toMatchObject({
      state: 'paid',
      amount: 32_000,
      day: '2021-12-20',
    })
    for (const wrong of [{ totalFee: '' }, { totalFee: null }, { transactionId: '' }, { timeEnd: '20211332000000' }])
      expect(readPayment({ ...PAID, ...wrong })).toEqual({ state: 'unknown' })
    for (const nothing of [null, undefined, 'SUCCESS', [], {}, { tradeState: 7 }])
      expect(readPayment(nothing)).toEqual({ state: 'unknown' })
  })

  test.each([
    ['SUCCESS', 'arrived'],
    ['CHANGE', 'failed'],
    ['REFUNDCLOSE', 'failed'],
    ['PROCESSING', 'underWay'],
    ['constructor', 'underWay'],
    [undefined, 'underWay'],
  ])('a refund of state %s is %s, however the SDK spells it', (said, state) => {
    expect(readRefundState({ refundStatus_0: said })).toBe(state)
    expect(readRefundState({ refund_status_0: said })).toBe(state)
  })

  test('what went back is the sum of the refunds that were not given up; of what is not said whole, nothing is known', () => {
    const two = { refundFee_0: '10000', refundStatus_0: 'SUCCESS', refundFee_1: 22_000, refundStatus_1: 'PROCESSING' }
    expect(readSumRefunded(two)).toBe(32_000)
    expect(readSumRefunded({ ...two, refundStatus_1: 'REFUNDCLOSE' })).toBe(10_000)
    expect(readSumRefunded({ ...two, refundFee_1: 'all' })).toBeNull()
    expect(readSumRefunded({ refundFee_0: 1 })).toBeNull()
    expect(readSumRefunded({ resultCode: 'FAIL' })).toBeNull()
  })
})
