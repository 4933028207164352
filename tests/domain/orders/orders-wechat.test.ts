import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { WatchReport } from '../../../cloudfunctions/domain/orders/watch'
import type { TimerReport } from '../../../cloudfunctions/platform/calls/timer'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import { takeMoney } from '../../../cloudfunctions/domain/payments/wechat'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { ask, setClock, tell } from '../../devcloud/ask'
import { releaseLease, acquireLease } from '../../../cloudfunctions/platform/database/lease'
import { post } from '../../devcloud/running-devcloud'
import { serverSdk } from '../../devcloud/server-sdk'
import { cloudPay } from '../../devcloud/wechat-sdk'
import { enrolmentOf, MERCHANT, named, operation, startOrdersCounty, TODAY } from './orders-county'
import type { OrdersCounty } from './orders-county'

const PAYER = 'oDaughter'

describe('paying by WeChat', () => {
  let county: OrdersCounty
  let moment = Date.parse(`${TODAY}T09:00:00+08:00`)
  beforeAll(async () => {
    county = await startOrdersCounty({ only: ['payment', 'payment-notice', 'enrollment'] })
  })
  afterAll(() => county.stop())
  afterEach(async () => {
    await county.soundLedger()
  })

  const onward = (minutes: number) => setClock(county.url, new Date((moment += minutes * 60_000)).toISOString())
  const prepaidFor = async (count: number) => {
    const people = await county.family(
      PAYER,
      Array.from({ length: count }, () => ({})),
    )
    return { people, order: await county.prepaid(PAYER, people) }
  }
  const transitOf = async () =>
    [...(await county.soundLedger())]
      .filter(([name]) => name.startsWith('transit:wechat:'))
      .reduce((sum, [, fen]) => sum + fen, 0)
  const owedBack = async (of: string) => (await county.soundLedger()).get(`owedBack:${of}`) ?? 0
  const why = async (target: string) =>
    (await county.stored<AuditDocument>('audit', { target })).map((line) => line.why)

  test('for two at once: paid, told of by WeChat, each enrolled, each fen on its way to the tax office', async () => {
    const { people, order } = await prepaidFor(2)
    const before = await transitOf()
    await county.pay(order)
    expect(await county.order(order._id)).toMatchObject({
      state: 'paid',
      transactions: [expect.stringMatching(/^4200/)],
    })
    const shown = await county.ask(PAYER, 'order', { order: order._id })
    expect(shown).toMatchObject({
      stateName: '已付，等待税务到账',
      payUntil: null,
      sentence: expect.stringContaining('不是缴费凭证') as string,
    })
    expect(shown.steps.map(({ words }) => words)).toEqual(['下单', '发起微信支付', '付款640元'])
    for (const person of people) {
      expect(await county.claim(person)).toMatchObject({ state: 'paid', order: order._id })
      const enrolment = await county.enrolment(person)
      expect(enrolment.status).toBe('paid')
      expect(enrolment.events.map(({ id, day }) => [id, day])).toEqual([
        [`${order._id}~${enrolmentOf(person)}~paid`, TODAY],
      ])
    }
    expect((await transitOf()) - before).toBe(64_000)
    expect((await county.soundLedger()).get(`receivable:${enrolmentOf(people[0]!)}`)).toBe(0)
  })

  test('started twice it is one payment', async () => {
    const { order } = await prepaidFor(1)
    const again = await county.ask(PAYER, 'prepay', { order: order._id })
    expect(again.payment).toEqual(order.prepay)
    expect(
      ((await ask(county.url, '/pay/orders')) as { outTradeNo: string; payer: string }[]).filter(
        ({ outTradeNo }) => outTradeNo === order.merchantNo,
      ),
    ).toMatchObject([{ payer: PAYER }])
    await county.ask(PAYER, 'cancelOrder', { order: order._id })
  })

  test('when the answer to its start is lost, starting it again goes on with the same order', async () => {
    const [person] = await county.family(PAYER, [{}])
    const { order } = await county.place(PAYER, [person!], { way: 'wechat' })
    await county.fault('lost-answer', { on: 'unifiedOrder' })
    expect(await county.as(PAYER).refusal('payment', 'prepay', { order })).toMatchObject({
      code: 'WECHAT_PAY_UNREACHABLE',
    })
    expect((await county.ask(PAYER, 'prepay', { order })).order.state).toBe('prepaid')
  })

  test('a notice that never comes: the payer asks, and it is taken down once', async () => {
    const { people, order } = await prepaidFor(1)
    await county.fault('never')
    await county.pay(order)
    expect((await county.order(order._id)).state).toBe('prepaid')
    expect((await county.ask(PAYER, 'checkOrder', { order: order._id })).state).toBe('paid')
    expect((await county.ask(PAYER, 'checkOrder', { order: order._id })).state).toBe('paid')
    expect((await county.enrolment(people[0]!)).events).toHaveLength(1)
  })

  test('KIND: what went back at the merchant’s console before we knew of it pays for nobody, and lets its people go', async () => {
    const { people, order } = await prepaidFor(1)
    const before = await transitOf()
    await county.fault('never')
    await county.pay(order)
    await tell(county.url, '/pay/refund-at-console', { outTradeNo: order.merchantNo })
    for (const _ of [1, 2]) expect((await county.ask(PAYER, 'checkOrder', { order: order._id })).state).toBe('closed')
    const shown = await county.ask(PAYER, 'order', { order: order._id })
    expect(shown.sentence).toContain('已在微信商户平台退回')
    expect((await county.enrolment(people[0]!)).events).toEqual([])
    expect(await county.claim(people[0]!)).toMatchObject({ state: 'free', order: null })
    expect([(await transitOf()) - before, await owedBack(order._id)]).toEqual([0, 0])
    expect((await county.place(PAYER, people, { way: 'wechat' })).state).toBe('placed')
  })

  test('KIND: of a part that went back there, a person decides about what is left', async () => {
    const { people, order } = await prepaidFor(1)
    await county.fault('never')
    await county.pay(order)
    await tell(county.url, '/pay/refund-at-console', { outTradeNo: order.merchantNo, refundFee: 10_000 })
    expect((await county.ask(PAYER, 'checkOrder', { order: order._id })).state).toBe('inQuestion')
    expect((await county.enrolment(people[0]!)).events).toEqual([])
    expect(await owedBack(order._id)).toBe(22_000)
  })

  test('a notice that comes twice, or lost and again, counts once', async () => {
    const [twice, lost] = [await prepaidFor(1), await prepaidFor(1)]
    const before = await transitOf()
    await county.fault('twice')
    await county.pay(twice.order)
    await county.fault('lost')
    await county.pay(lost.order)
    await onward(1)
    for (const { order } of [twice, lost])
      expect(await county.order(order._id)).toMatchObject({ state: 'paid', transactions: [expect.any(String)] })
    expect((await transitOf()) - before).toBe(64_000)
  })

  test('notices out of order each find their own', async () => {
    const [first, second] = [await prepaidFor(1), await prepaidFor(1)]
    await county.fault('out-of-order')
    await county.pay(first.order)
    await county.pay(second.order)
    await onward(1)
    for (const { order } of [first, second]) expect((await county.order(order._id)).state).toBe('paid')
  })

  test('a notice of a wrong amount is not believed: WeChat is asked, and what it says counts', async () => {
    const { order } = await prepaidFor(1)
    await county.fault('wrong-amount')
    await county.pay(order)
    expect(await county.order(order._id)).toMatchObject({
      state: 'paid',
      events: [expect.anything(), { amount: 32_000 }],
    })
    expect(await why(order.merchantNo)).toEqual(['NOTICE_DIFFERS'])
  })

  test('a notice that was made up moves nothing: of an unpaid order, another app, or by a user', async () => {
    const { order } = await prepaidFor(1)
    const forged = {
      outTradeNo: order.merchantNo,
      subMchId: MERCHANT,
      transactionId: '4200000000',
      totalFee: 32_000,
      resultCode: 'SUCCESS',
      returnCode: 'SUCCESS',
    }
    const sdk = serverSdk(county.url)
    expect(await sdk.call('payment-notice', forged)).toMatchObject({ errcode: 1 })
    expect(await sdk.call('payment-notice', { ...forged, subAppid: 'wxAnotherApp' })).toMatchObject({ errcode: 0 })
    expect(await sdk.call('payment-notice', { ...forged, outTradeNo: 'nobody-ever-made-this' })).toMatchObject({
      errcode: 0,
    })
    expect((await post(`${county.url}/functions/payment-notice`, JSON.stringify(forged))).json).toMatchObject({
      errcode: 1,
    })
    expect((await county.order(order._id)).state).toBe('prepaid')
    expect((await why(order.merchantNo)).sort()).toEqual(['NOT_CONFIRMED', 'OTHER_APP'])
    expect(await why('nobody-ever-made-this')).toEqual(['UNKNOWN_ORDER'])
    await county.ask(PAYER, 'cancelOrder', { order: order._id })
  })

  const bought = async (outTradeNo: string, totalFee: number) => {
    await cloudPay(county.url).unifiedOrder({
      body: '城乡居民医保',
      outTradeNo,
      totalFee,
      spbillCreateIp: '127.0.0.1',
      subMchId: MERCHANT,
      subOpenid: PAYER,
      envId: 'local',
      functionName: 'payment-notice',
      nonceStr: 'n',
      tradeType: 'JSAPI',
    })
    await tell(county.url, '/pay/pay', { outTradeNo })
  }

  test('money for an order that is nobody’s is kept as owed back, once', async () => {
    const before = await transitOf()
    await county.fault('twice')
    await bought('an-order-of-nobody', 777)
    const [oddity, ...others] = await county.stored<{ _id: string; amount: number }>('payment-oddities')
    expect(others).toEqual([])
    expect(oddity).toMatchObject({ state: 'open', what: 'unknownOrder', amount: 777, merchantNo: 'an-order-of-nobody' })
    expect([await owedBack(oddity!._id), (await transitOf()) - before]).toEqual([777, 777])
  })

  test('another sum than the order’s is in question: kept, owed back, and nobody else can pay meanwhile', async () => {
    const [person] = await county.family(PAYER, [{}])
    const { order: id } = await county.place(PAYER, [person!], { way: 'wechat' })
    const { merchantNo } = await county.order(id)
    await bought(merchantNo, 31_000)
    expect(await county.ask(PAYER, 'order', { order: id })).toMatchObject({
      state: 'inQuestion',
      sentence: expect.stringContaining('请不要再付') as string,
    })
    expect(await owedBack(id)).toBe(31_000)
    expect((await county.enrolment(person!)).status).toBe('due')
    expect(
      await county.as('oCounty').refusal('payment', 'countAfterAll', { order: id, because: '核对' }),
    ).toMatchObject({ code: 'AMOUNT_DIFFERS' })
    expect((await county.quote(PAYER, named([person!]))).people[0]).toMatchObject({ payable: false })
  })

  const asIfClosed = async (order: OrderDocument) => {
    await county.db
      .collection('orders')
      .doc(order._id)
      .update({ data: { state: 'closed' } })
    for (const { enrolment } of order.lines)
      await county.db
        .collection('payment-claims')
        .doc(enrolment)
        .update({ data: { state: 'free', order: null } })
  }

  test('money for an order that was closed counts, as long as nobody has paid for the person meanwhile', async () => {
    const [late, tooLate] = [await prepaidFor(1), await prepaidFor(1)]
    for (const { order } of [late, tooLate]) await asIfClosed(order)
    const other = await county.prepaid(PAYER, tooLate.people)
    await county.pay(other)
    for (const { order } of [late, tooLate]) await county.pay(order)
    expect((await county.order(late.order._id)).state).toBe('paid')
    expect((await county.order(tooLate.order._id)).state).toBe('inQuestion')
    expect(await owedBack(tooLate.order._id)).toBe(32_000)
    expect(await county.claim(tooLate.people[0]!)).toMatchObject({ order: other._id, state: 'paid' })
  })

  test('a second payment for the same order, whatever its way, leaves the order be and is owed back', async () => {
    const { people, order } = await prepaidFor(1)
    await county.pay(order)
    const again = {
      amount: 32_000,
      transaction: 'terminal-0001',
      day: TODAY,
      wayName: '刷卡',
      lies: { at: 'transit', way: 'pos' },
    } as const
    for (let i = 0; i < 2; i++)
      await takeMoney(county.db, order._id, again, { by: 'oClerkEast', now: moment, today: TODAY })
    expect(await county.ask(PAYER, 'order', { order: order._id })).toMatchObject({
      state: 'paid',
      sentence: expect.stringContaining('多付的320元没有丢') as string,
    })
    expect([await owedBack(order._id), (await county.enrolment(people[0]!)).events.length]).toEqual([32_000, 1])
  })

  test('whoever died, or owes another amount, since the order was placed: the money is in question', async () => {
    const [died, poor] = [await prepaidFor(1), await prepaidFor(1)]
    await county
      .as('oClerkEast')
      .ask('enrollment', 'recordAbsence', {
        operation: operation(),
        resident: died.people[0]!.id,
        why: 'died',
        since: '2021-12-19',
      })
    const certifications = [{ identity: '特困供养人员', from: '2020-01-01', ended: null, certifier: '民政局' }]
    await county
      .as('oCounty')
      .ask('enrollment', 'recordEvent', {
        operation: operation(),
        enrolment: enrolmentOf(poor.people[0]!),
        day: null,
        event: { kind: 'certified', certifications },
      })
    for (const { order } of [died, poor]) {
      await county.pay(order)
      expect((await county.order(order._id)).state).toBe('inQuestion')
      expect(await owedBack(order._id)).toBe(32_000)
    }
    const office = county.as('oCounty')
    const listed = await office.ask<Answers['ordersInQuestion']>('payment', 'ordersInQuestion', {})
    expect(listed.orders.map(({ order }) => order)).toEqual(expect.arrayContaining([died.order._id, poor.order._id]))
    expect(
      await county.as(PAYER).refusal('payment', 'countAfterAll', { order: died.order._id, because: '核对' }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await office.refusal('payment', 'countAfterAll', { order: died.order._id, because: '核对' })).toMatchObject({
      code: 'STILL_NOT_PAYABLE',
    })
    await county
      .as('oClerkEast')
      .ask('enrollment', 'recordReturn', { operation: operation(), resident: died.people[0]!.id, since: TODAY })
    for (let i = 0; i < 2; i++)
      expect(
        await office.ask('payment', 'countAfterAll', { order: died.order._id, because: '死亡登记有误，人还在' }),
      ).toMatchObject({ state: 'paid' })
    expect([await owedBack(died.order._id), (await county.enrolment(died.people[0]!)).status]).toEqual([0, 'paid'])
    await office.ask('payment', 'returnHeldBack', { order: poor.order._id })
    expect(await office.refusal('payment', 'countAfterAll', { order: poor.order._id, because: '核对' })).toMatchObject({
      code: 'RETURN_UNDER_WAY',
    })
  })

  test('given up in time it is closed at WeChat too; given up too late, the payment is taken', async () => {
    const [inTime, tooLate] = [await prepaidFor(1), await prepaidFor(1)]
    expect((await county.ask(PAYER, 'cancelOrder', { order: inTime.order._id })).state).toBe('closed')
    await expect(county.pay(inTime.order)).rejects.toThrow('CLOSED')
    await county.fault('never')
    await county.pay(tooLate.order)
    expect((await county.ask(PAYER, 'cancelOrder', { order: tooLate.order._id })).state).toBe('paid')
  })

  test('while WeChat does not answer, nothing is given up', async () => {
    const { order } = await prepaidFor(1)
    await county.fault('lost-answer', { on: 'queryOrder' })
    expect(await county.as(PAYER).refusal('payment', 'cancelOrder', { order: order._id })).toMatchObject({
      code: 'WECHAT_PAY_UNREACHABLE',
    })
    expect((await county.order(order._id)).state).toBe('prepaid')
    expect((await county.ask(PAYER, 'cancelOrder', { order: order._id })).state).toBe('closed')
  })
})

describe('the watch, every five minutes', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty({
      only: ['payment', 'payment-notice', 'payment-watch', 'enrollment'],
      now: `${TODAY}T09:01:00+08:00`,
    })
  })
  afterAll(async () => {
    await county.soundLedger()
    await county.stop()
  })

  const watch = async () =>
    (await serverSdk(county.url).call('payment-watch', { Type: 'Timer' })) as TimerReport & Partial<WatchReport>

  test('finds a payment whose notice never came, closes what ran out of time, and lets what is fresh be', async () => {
    const people = await county.family(PAYER, [{}, {}, {}])
    const [paid, unpaid] = [await county.prepaid(PAYER, [people[0]!]), await county.prepaid(PAYER, [people[1]!])]
    await county.fault('never')
    await county.pay(paid)
    expect(await watch()).toMatchObject({ outcome: 'DONE', asked: 0 })
    await county.setClock(`${TODAY}T09:05:30+08:00`)
    expect((await county.order(paid._id)).state).toBe('paid')
    expect((await county.order(unpaid._id)).state).toBe('prepaid')
    const official = await county.place(PAYER, [people[2]!])
    await county.setClock(`${TODAY}T11:06:00+08:00`)
    expect(await county.order(unpaid._id)).toMatchObject({
      state: 'closed',
      events: [expect.anything(), { kind: 'expire', by: 'payment-watch' }],
    })
    expect((await county.order(official.order)).state).toBe('handedOver')
    expect(await county.as(PAYER).refusal('payment', 'prepay', { order: unpaid._id })).toMatchObject({
      code: 'ORDER_STATE',
    })
  })

  test('takes a payment that was faster than the end of its time', async () => {
    const [person] = await county.family(PAYER, [{}])
    const order = await county.prepaid(PAYER, [person!])
    await county.setClock(`${TODAY}T13:04:00+08:00`)
    await county.fault('never')
    await county.pay(order)
    await county.db
      .collection('orders')
      .doc(order._id)
      .update({ data: { expiresAt: Date.parse(`${TODAY}T13:00:00+08:00`) } })
    expect(await watch()).toMatchObject({ outcome: 'DONE', expired: 0, paid: 1 })
    expect((await county.order(order._id)).state).toBe('paid')
  })

  test('closes an order on an official channel when its news is overdue, and frees its people', async () => {
    const [person] = await county.family(PAYER, [{}])
    const { order } = await county.place(PAYER, [person!])
    const { payUntil, expiresAt } = await county.order(order)
    expect([payUntil, new Date(expiresAt).toISOString()]).toEqual(['2021-12-26', '2021-12-31T16:00:00.000Z'])
    await county.db
      .collection('orders')
      .doc(order)
      .update({ data: { expiresAt: Date.parse(`${TODAY}T09:00:00+08:00`) } })
    expect(await watch()).toMatchObject({ outcome: 'DONE', expired: 1 })
    expect((await county.order(order)).state).toBe('closed')
    expect(await county.claim(person!)).toMatchObject({ state: 'free', order: null })
  })

  test('while one call has the turn another does nothing, and none works for a user', async () => {
    const [person] = await county.family(PAYER, [{}])
    const { madeAt: now } = await county.prepaid(PAYER, [person!])
    expect(await acquireLease(county.db, 'payment-watch', 'another call', now)).toBe(true)
    expect((await watch()).outcome).toBe('BUSY')
    await releaseLease(county.db, 'payment-watch', 'another call')
    expect((await watch()).outcome).toBe('DONE')
    expect((await post(`${county.url}/functions/payment-watch`, '{}')).json).toEqual({ outcome: 'NOT_FOR_USERS' })
  })
})
