import { ask, consoleOf, setClock, tell } from './ask'
import { functionFolder } from './function-folder'
import { FIXTURE_FUNCTIONS, newBrowser, startDevcloudProcess } from './running-devcloud'
import type { RunningDevcloud } from './running-devcloud'
import { cloudPay, failureOf } from './wechat-sdk'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

const MERCHANT = '1900009231'
/** Writes down what it is told, and understands it unless the order's attachment says otherwise. */
const CALLBACK = `let refusals = 0
exports.main = (event) => {
  console.log(JSON.stringify(event))
  return event.attach === 'never understood' || (event.attach === 'third time' && ++refusals < 3) ? { errcode: 1, errmsg: 'busy' } : { errcode: 0, errmsg: 'ok' }
}`

const order = (outTradeNo: string, more: Record<string, unknown> = {}) => ({
  body: '城乡居民医保 2022',
  outTradeNo,
  totalFee: 32_000,
  spbillCreateIp: '127.0.0.1',
  subMchId: MERCHANT,
  subOpenid: 'oMotherAtHome',
  envId: 'local',
  functionName: 'paid',
  nonceStr: 'n',
  tradeType: 'JSAPI',
  ...more,
})

describe('WeChat Pay through the real SDK', () => {
  let devcloud: RunningDevcloud
  let pay: ReturnType<typeof cloudPay>
  beforeAll(async () => {
    devcloud = await startDevcloudProcess([
      '--functions',
      functionFolder({ 'paid/index.js': CALLBACK }),
      '--now',
      '2022-01-01T09:00:00+08:00',
    ])
    pay = cloudPay(devcloud.url)
  })
  afterAll(() => devcloud.stop())

  const notices = async () =>
    (await consoleOf(devcloud.url, 'paid')).map((line) => JSON.parse(line) as Record<string, unknown>)
  const noticesOf = async (outTradeNo: string) => (await notices()).filter((notice) => notice.outTradeNo === outTradeNo)
  const payFor = (outTradeNo: string) => tell(devcloud.url, '/pay/pay', { outTradeNo })
  const query = (outTradeNo: string) => pay.queryOrder({ subMchId: MERCHANT, outTradeNo, nonceStr: 'n' })

  test('an order, its payment, its notice', async () => {
    const made = await pay.unifiedOrder(order('order-plain', { attach: 'household 7' }))
    expect(made).toMatchObject({
      errCode: 0,
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      subMchId: MERCHANT,
      tradeType: 'JSAPI',
      payment: { package: `prepay_id=${String(made.prepayId)}`, signType: 'MD5', timeStamp: '1640998800' },
    })
    expect(await query('order-plain')).toMatchObject({ resultCode: 'SUCCESS', tradeState: 'NOTPAY' })
    expect(await noticesOf('order-plain')).toEqual([])
    await tell(devcloud.url, '/pay/pay', { prepayId: made.prepayId })
    const [notice, ...others] = await noticesOf('order-plain')
    expect(others).toEqual([])
    expect(notice).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      subMchId: MERCHANT,
      subOpenid: 'oMotherAtHome',
      totalFee: 32_000,
      cashFee: 32_000,
      feeType: 'CNY',
      attach: 'household 7',
      timeEnd: '20220101090000',
      transactionId: expect.stringMatching(/^4200\d{24}$/) as string,
    })
    expect(await query('order-plain')).toMatchObject({
      tradeState: 'SUCCESS',
      totalFee: 32_000,
      transactionId: notice?.transactionId,
      timeEnd: '20220101090000',
    })
    expect(await pay.queryOrder({ subMchId: MERCHANT, transactionId: notice?.transactionId })).toMatchObject({
      outTradeNo: 'order-plain',
    })
  })

  test('a notice that is not understood comes again after 15 s, 15 s, 30 s', async () => {
    await pay.unifiedOrder(order('order-third', { attach: 'third time' }))
    await payFor('order-third')
    expect(await noticesOf('order-third')).toHaveLength(1)
    expect(await setClock(devcloud.url, '2022-01-01T09:00:14+08:00')).toEqual([])
    expect(await setClock(devcloud.url, '2022-01-01T09:00:30+08:00')).toMatchObject([
      { at: '2022-01-01T01:00:15.000Z', outcome: 'not understood' },
      { at: '2022-01-01T01:00:30.000Z', outcome: 'understood' },
    ])
    await setClock(devcloud.url, '2022-01-01T09:30:00+08:00')
    expect(await noticesOf('order-third')).toHaveLength(3)
  })

  test('one that is never understood is given up after 15 repetitions, in 24 hours and 4 minutes', async () => {
    await pay.unifiedOrder(order('order-never', { attach: 'never understood' }))
    await payFor('order-never')
    const fired = await setClock(devcloud.url, '2022-01-04T09:30:00+08:00')
    expect(fired).toHaveLength(15)
    expect(fired.at(-1)?.at).toBe('2022-01-02T01:34:00.000Z')
  })

  test.each([
    ['a number that is paid', 'order-plain', {}, 'ORDERPAID'],
    ['a number with another amount', 'order-again', { totalFee: 1 }, 'OUT_TRADE_NO_USED'],
    ['no amount', 'order-new', { totalFee: undefined }, 'LACK_PARAMS'],
    ['half a fen', 'order-new', { totalFee: 0.5 }, 'PARAM_ERROR'],
    ['a number too short', 'o', {}, 'PARAM_ERROR'],
    ['no payer', 'order-new', { subOpenid: undefined }, 'LACK_PARAMS'],
  ])('an order with %s is refused', async (_what, outTradeNo, more, errCode) => {
    await pay.unifiedOrder(order('order-again'))
    expect(await pay.unifiedOrder(order(outTradeNo, more))).toMatchObject({
      resultCode: 'FAIL',
      errCodeDes: expect.any(String) as string,
    })
    // The SDK writes its own errCode over WeChat's err_code, here as on the platform.
    expect(await (await fetch(`${devcloud.url}/pay/orders`)).text()).not.toContain('order-new')
    expect(await rawErrCode(order(outTradeNo, more))).toBe(errCode)
  })

  /** What WeChat answers, before the SDK turns it. */
  async function rawErrCode(request: Record<string, unknown>): Promise<unknown> {
    const snake = Object.fromEntries(
      Object.entries(request).map(([key, value]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
      ]),
    )
    const form = new FormData()
    form.set('action', 'wx.wxPayApi')
    form.set('apiName', 'unifiedOrder')
    form.set('requestData', JSON.stringify(snake))
    const response = await fetch(`${devcloud.url}/admin`, {
      method: 'POST',
      body: form,
      headers: { 'sec-fetch-mode': 'cors' },
    })
    return (JSON.parse(await response.text()) as { err_code?: unknown }).err_code
  }

  test('the same order again, as after a lost answer, is the same order', async () => {
    expect(await pay.unifiedOrder(order('order-again'))).toMatchObject({ resultCode: 'SUCCESS' })
    await payFor('order-again')
    expect(await noticesOf('order-again')).toHaveLength(1)
  })

  test('an order that is closed cannot be paid, one that is paid cannot be closed', async () => {
    await pay.unifiedOrder(order('order-close'))
    expect(await pay.closeOrder({ subMchId: MERCHANT, outTradeNo: 'order-close' })).toMatchObject({
      resultCode: 'SUCCESS',
    })
    expect(await query('order-close')).toMatchObject({ tradeState: 'CLOSED' })
    await expect(payFor('order-close')).rejects.toThrow('the order is CLOSED')
    expect(await pay.closeOrder({ subMchId: MERCHANT, outTradeNo: 'order-plain' })).toMatchObject({
      resultCode: 'FAIL',
    })
    expect(await query('order-none')).toMatchObject({ resultCode: 'FAIL', errCodeDes: '此交易订单号不存在' })
  })

  test('a payment that fails can be tried again, but not with a prepay_id older than two hours', async () => {
    await pay.unifiedOrder(order('order-tried'))
    await tell(devcloud.url, '/pay/fail', { outTradeNo: 'order-tried' })
    expect(await query('order-tried')).toMatchObject({ tradeState: 'PAYERROR' })
    expect(await noticesOf('order-tried')).toEqual([])
    await setClock(devcloud.url, '2022-01-04T11:30:01+08:00')
    await expect(payFor('order-tried')).rejects.toThrow('two hours')
    await pay.unifiedOrder(order('order-tried'))
    await payFor('order-tried')
    expect(await noticesOf('order-tried')).toHaveLength(1)
  })

  test('a refund arrives after twenty minutes, is told, and never exceeds what was paid', async () => {
    const request = {
      subMchId: MERCHANT,
      outTradeNo: 'order-plain',
      outRefundNo: 'refund-1',
      totalFee: 32_000,
      refundFee: 20_000,
      envId: 'local',
      functionName: 'paid',
    }
    expect(await pay.refund(request)).toMatchObject({
      resultCode: 'SUCCESS',
      refundFee: 20_000,
      outRefundNo: 'refund-1',
    })
    expect(await pay.refund(request)).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await pay.refund({ ...request, refundFee: 1 })).toMatchObject({
      resultCode: 'FAIL',
      errCodeDes: expect.stringContaining('不一致') as string,
    })
    expect(await pay.refund({ ...request, outRefundNo: 'refund-2' })).toMatchObject({
      resultCode: 'FAIL',
      errCodeDes: '累计退款金额大于支付金额',
    })
    const asked = () => pay.queryRefund({ subMchId: MERCHANT, outRefundNo: 'refund-1' })
    expect(await asked()).toMatchObject({ refundCount: 1, refundFee_0: 20_000, refundStatus_0: 'PROCESSING' })
    await setClock(devcloud.url, '2022-01-04T11:50:01+08:00')
    expect(await asked()).toMatchObject({ refundStatus_0: 'SUCCESS', refundSuccessTime_0: '2022-01-04 11:50:01' })
    expect(await query('order-plain')).toMatchObject({ tradeState: 'REFUND' })
    expect((await noticesOf('order-plain')).at(-1)).toMatchObject({
      outRefundNo: 'refund-1',
      refundFee: 20_000,
      refundStatus: 'SUCCESS',
    })
  })

  describe('when things go wrong', () => {
    const breaks = (fault: string, more: Record<string, unknown> = {}) =>
      tell(devcloud.url, '/faults', { on: 'notification', fault, ...more })
    const paidOrder = async (outTradeNo: string) => {
      await pay.unifiedOrder(order(outTradeNo))
      await payFor(outTradeNo)
    }
    beforeAll(() => setClock(devcloud.url, '2022-02-01T00:00:00+08:00'))

    test('the answer to an order is lost: the order is there all the same', async () => {
      await tell(devcloud.url, '/faults', { on: 'unifiedOrder', fault: 'lost-answer' })
      await failureOf(pay.unifiedOrder(order('fault-answer')))
      expect(await query('fault-answer')).toMatchObject({ tradeState: 'NOTPAY' })
    })

    test('an order is refused, and is not there', async () => {
      await tell(devcloud.url, '/faults', { on: 'unifiedOrder', fault: 'refused', code: 'SYSTEMERROR' })
      expect(await pay.unifiedOrder(order('fault-refused'))).toMatchObject({ resultCode: 'FAIL' })
      expect(await query('fault-refused')).toMatchObject({ errCodeDes: '此交易订单号不存在' })
      expect(await pay.unifiedOrder(order('fault-refused'))).toMatchObject({ resultCode: 'SUCCESS' })
    })

    test('the notice is lost, and comes with the first repetition', async () => {
      await breaks('lost')
      await paidOrder('fault-lost')
      expect(await noticesOf('fault-lost')).toHaveLength(0)
      await setClock(devcloud.url, '2022-02-01T00:00:15+08:00')
      expect(await noticesOf('fault-lost')).toHaveLength(1)
    })

    test('the notice never comes; asking tells', async () => {
      await breaks('never')
      await paidOrder('fault-never')
      await setClock(devcloud.url, '2022-02-03T00:00:00+08:00')
      expect(await noticesOf('fault-never')).toHaveLength(0)
      expect(await query('fault-never')).toMatchObject({ tradeState: 'SUCCESS' })
    })

    test('the notice comes an hour late', async () => {
      await breaks('late')
      await paidOrder('fault-late')
      await setClock(devcloud.url, '2022-02-03T00:59:59+08:00')
      expect(await noticesOf('fault-late')).toHaveLength(0)
      await setClock(devcloud.url, '2022-02-03T01:00:00+08:00')
      expect(await noticesOf('fault-late')).toHaveLength(1)
    })

    test('the notice comes twice, though it was understood', async () => {
      await breaks('twice')
      await paidOrder('fault-twice')
      const [first, second, ...others] = await noticesOf('fault-twice')
      expect(second).toEqual(first)
      expect(others).toEqual([])
    })

    test('the notice comes after the one that follows it', async () => {
      await breaks('out-of-order')
      await paidOrder('fault-first')
      await paidOrder('fault-second')
      expect((await notices()).slice(-2).map(({ outTradeNo }) => outTradeNo)).toEqual(['fault-second', 'fault-first'])
    })

    test('the notice tells another amount than was paid', async () => {
      await breaks('wrong-amount')
      await paidOrder('fault-amount')
      expect(await noticesOf('fault-amount')).toMatchObject([{ totalFee: 32_001, cashFee: 32_001 }])
      expect(await query('fault-amount')).toMatchObject({ totalFee: 32_000 })
    })

    test('what is no fault is refused', async () => {
      await expect(breaks('explode')).rejects.toThrow('INVALID_PARAM')
    })
  })

  test('an api of WeChat Pay that devcloud does not speak is an error, not an answer', async () => {
    expect((await failureOf(pay.downloadBill({ subMchId: MERCHANT, billDate: '20220101' }))).errMsg).toContain(
      'INVALID_ACTION',
    )
  })
})

describe('who pays', () => {
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
  })
  afterAll(() => devcloud.stop())

  test('is who called the function that placed the order', async () => {
    const browser = await newBrowser(devcloud.url)
    const me = (await browser.call('who-calls', { ms: 0 })).json as { atStart: { OPENID: string } }
    const made = await browser.call('order', { order: order('order-mine', { subOpenid: undefined }) })
    expect(made.json).toMatchObject({ resultCode: 'SUCCESS' })
    expect(await ask(devcloud.url, '/pay/orders')).toMatchObject([
      { outTradeNo: 'order-mine', payer: me.atStart.OPENID },
    ])
  })
})
