import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Requests } from '../../../cloudfunctions/payment/contract'
import { importTaxFile, taxCsv } from '../reconciliation/tax-upload'
import { enrolmentOf, named, operation, startOrdersCounty } from './orders-county'
import type { OrdersCounty } from './orders-county'

type Asked = Requests['placeOrder']

describe('KIND: what a stranger means to do excludes nobody, and money is whose the evidence says', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty({ people: ['oMischief', 'oMischief2', 'oCousin', 'oNephew'] })
  })
  afterAll(async () => {
    await county.soundLedger()
    await county.stop()
  })

  const orderOf = ({ region, name, idNumber }: Resident, other: Partial<Asked> = {}): Asked => ({
    operation: operation(),
    people: [{ region, year: 2022, name, idNumber: idNumber! }],
    way: 'official',
    channel: null,
    total: 32_000,
    heard: ['UNSEEN'],
    ...other,
  })
  const strangersOrder = (openid: string, person: Resident, other: Partial<Asked> = {}) =>
    county.ask(openid, 'placeOrder', orderOf(person, other))
  const someone = async (): Promise<Resident> => (await county.family('oDaughter', [{}]))[0]!
  const fileWith = (...people: readonly Resident[]) =>
    importTaxFile(
      county.as('oCounty'),
      'ruijin',
      taxCsv(
        people.map(({ name, idNumber, id }) => ({
          name,
          idNumber: idNumber!,
          amount: 32_000,
          paidOn: '2021-12-20',
          arrivedOn: '2021-12-20',
          voucher: `S-${id}`,
          place: '',
        })),
      ),
    )

  test('a stranger orders by the official channel and by WeChat; daughter, clerk and another stranger go on as if not', async () => {
    const [one, two, three, four] = [await someone(), await someone(), await someone(), await someone()]
    for (const person of [one, two, three]) await strangersOrder('oMischief', person)
    await strangersOrder('oMischief2', four, { way: 'wechat' })
    for (const person of [one, two, three, four]) expect(await county.claim(person)).toMatchObject({ state: 'free' })
    expect(await county.place('oDaughter', [one])).toMatchObject({ state: 'handedOver' })
    expect(await county.claim(one)).toMatchObject({ state: 'held' })
    const cash = {
      operation: operation(),
      enrolments: [enrolmentOf(two)],
      way: 'cash',
      total: 32_000,
      slip: null,
      heard: [],
    }
    expect(await county.as('oClerkEast').call('payment', 'takeCash', cash)).toMatchObject({ ok: true })
    expect(await strangersOrder('oCousin', three)).toMatchObject({ state: 'handedOver' })
    expect(await county.place('oDaughter', [four], { way: 'wechat' })).toMatchObject({ state: 'placed' })
  })

  test('when the victim’s own payment comes in the tax office’s file it is an order of its own; the stranger has no part in it', async () => {
    const victim = await someone()
    const { order } = await strangersOrder('oNephew', victim)
    await fileWith(victim)
    const claim = await county.claim(victim)
    expect(claim).toMatchObject({ state: 'paid' })
    expect(claim!.order).not.toBe(order)
    expect(await county.order(claim!.order!)).toMatchObject({ payer: 'tax', state: 'arrived' })
    const seen = await county.ask('oNephew', 'order', { order })
    expect(seen).toMatchObject({ state: 'handedOver', sentence: expect.not.stringContaining('到账，其余') as string })
    const request = { operation: operation(), order, enrolment: enrolmentOf(victim), why: '退给我' }
    expect(await county.as('oNephew').refusal('payment', 'askRefund', request)).toMatchObject({
      code: 'REFUND_NOT_POSSIBLE',
    })
    expect(
      await county
        .as('oNephew')
        .refusal('payment', 'askRefund', { ...request, operation: operation(), order: claim!.order! }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('money for whom a linked payer ordered is of that order, and whom they only named leaves it', async () => {
    const [mother] = await county.family('oSonInLaw', [{}])
    const neighbour = await someone()
    const { people } = orderOf(neighbour)
    const both = { operation: operation(), people: [...named([mother!]), ...people], way: 'official', channel: null }
    const { order } = await county.ask('oSonInLaw', 'placeOrder', { ...both, total: 64_000, heard: ['UNSEEN'] })
    await fileWith(mother!, neighbour)
    expect(await county.claim(mother!)).toMatchObject({ state: 'paid', order })
    expect((await county.claim(neighbour))!.order).not.toBe(order)
    expect(await county.ask('oSonInLaw', 'order', { order })).toMatchObject({
      state: 'arrived',
      total: 32_000,
      people: [{ enrolment: enrolmentOf(mother!) }],
    })
  })

  test('a stranger who really pays by WeChat has paid: it counts, and it is theirs', async () => {
    const person = await someone()
    const { order } = await strangersOrder('oCousin', person, { way: 'wechat' })
    await county.ask('oCousin', 'prepay', { order })
    await county.pay(await county.order(order))
    expect(await county.ask('oCousin', 'checkOrder', { order })).toMatchObject({ state: 'paid' })
    expect(await county.claim(person)).toMatchObject({ state: 'paid', order })
  })

  test('an account has three such orders waiting at most; and a right name and number uses up a try', async () => {
    const person = await someone()
    expect(await county.as('oMischief').refusal('payment', 'placeOrder', orderOf(person))).toMatchObject({
      code: 'TOO_MANY_ORDERS',
    })
    const people = [await someone(), await someone(), await someone(), await someone()]
    let told = 0
    for (let round = 0; round < 4; round++)
      for (const one of people) {
        const answer = await county.as('oNeighbour').call<{ order: string }>('payment', 'placeOrder', orderOf(one))
        if (!answer.ok) {
          expect(answer.error.code).toBe('TOO_MANY_ATTEMPTS')
          continue
        }
        told++
        await county.ask('oNeighbour', 'cancelOrder', { order: answer.data.order })
      }
    expect(told).toBe(10)
  })

  test('tries of strangers keep nobody from whom they look after, also by name and number', async () => {
    const person = await someone()
    const quote = { people: orderOf(person).people }
    for (const openid of ['oNephew', 'oMischief2', 'oSonInLaw', 'oStranger', 'oMother1'])
      await county.as(openid).call('payment', 'quote', quote)
    expect(await county.as('oMother1').refusal('payment', 'quote', quote)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    expect((await county.quote('oDaughter', quote.people)).people).toMatchObject([{ payable: true }])
    await county.ask('oDaughter', 'placeOrder', orderOf(person))
    expect(await county.claim(person)).toMatchObject({ state: 'held' })
  })

  test('staff release a hold with a reason, of which a line is kept; others do not, and what is paid stays', async () => {
    const person = await someone()
    const { order } = await county.place('oDaughter', [person])
    const asked = { enrolment: enrolmentOf(person), because: '家人改交现金' }
    for (const openid of ['oStranger', 'oDaughter', 'oClerkWest', 'oCountyKelan', 'oAuditor'])
      expect(await county.as(openid).refusal('payment', 'releaseReservation', asked)).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    expect(await county.ask('oClerkEast', 'releaseReservation', asked)).toMatchObject({ free: true })
    expect(await county.ask('oClerkEast', 'releaseReservation', asked)).toMatchObject({ free: true })
    expect(await county.claim(person)).toMatchObject({ state: 'free', order: null })
    const seen = await county.ask('oDaughter', 'order', { order })
    expect(seen).toMatchObject({ state: 'closed', sentence: expect.stringContaining('家人改交现金') as string })
    expect(
      await county.stored<AuditDocument>('audit', { action: 'releaseReservation', outcome: 'done' }),
    ).toMatchObject([{ openid: 'oClerkEast', target: enrolmentOf(person), region: 'ruijin' }])
    await fileWith(person)
    expect(await county.as('oCounty').refusal('payment', 'releaseReservation', asked)).toMatchObject({
      code: 'NOT_HELD',
    })
  })
})
