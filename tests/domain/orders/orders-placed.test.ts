import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import { policyFor } from '../../../rules'
import { enrolmentOf, MERCHANT, named, operation, startOrdersCounty, TODAY } from './orders-county'
import type { OrdersCounty } from './orders-county'
import type { LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import { newFamilyLink } from '../../../cloudfunctions/domain/people/links'

const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县甲子镇' }
const OFFICIAL = { way: 'official', channel: null } as const

describe('an order', () => {
  let county: OrdersCounty
  beforeAll(async () => {
    county = await startOrdersCounty()
  })
  afterAll(async () => {
    await county.soundLedger()
    await county.stop()
  })

  const asked = async (people: Parameters<OrdersCounty['place']>[1], other: object = {}) => {
    const { total, people: quoted } = await county.quote('oDaughter', named(people))
    const heard = quoted.flatMap(({ warnings }) => warnings.map(({ code }) => code))
    return { operation: operation(), people: named(people), ...OFFICIAL, total, heard, ...other }
  }

  test('on an official channel hands over: it says where, how much and until when, and waits for evidence', async () => {
    const [mother] = await county.family('oDaughter', [{}])
    const order = await county.place('oDaughter', [mother!], { channel: 'wechat-life' })
    expect(order).toMatchObject({
      state: 'handedOver',
      total: 32_000,
      way: 'official',
      channels: [{ id: 'wechat-life', copy: '江西省城乡居民医疗保险', miniProgram: null }],
      payUntil: '2021-12-26',
    })
    expect(order.contacts.map(({ name }) => name)).toEqual(policyFor('ruijin', 2022).contacts.map(({ name }) => name))
    expect(order.sentence).toContain(`交320元`)
    expect(order.steps.map(({ words }) => words)).toEqual(['下单', '转到官方渠道'])
    expect(await county.claim(mother!)).toMatchObject({
      order: order.order,
      state: 'held',
      assessed: { fee: 32_000, season: 'ruijin-2022' },
    })
    expect((await county.soundLedger()).get(`receivable:${enrolmentOf(mother!)}`)).toBe(32_000)
  })

  test('of which its payer says that it is paid moves nothing, but the whole family sees it and nobody pays again', async () => {
    const [mother, father] = await county.family('oDaughter', [KELAN, KELAN])
    const [daughters] = await county.stored<LinkDocument>('links', { openid: 'oDaughter', resident: mother!.id })
    const { _id, openid } = newFamilyLink('oSonInLaw', mother!.id, '岳母')
    await county.seed('links', [{ ...daughters, _id, openid }])
    const placed = await county.place('oDaughter', [mother!])
    // The debt's own last day, never the order's validity.
    expect(placed).toMatchObject({ deadline: '2021-12-25', saidPaid: null })
    expect(placed.sentence).toContain('最晚2021年12月25日')
    const held = { enrolments: [enrolmentOf(mother!)] }
    expect(await county.ask('oSonInLaw', 'underway', held)).toEqual({
      people: [
        { enrolment: enrolmentOf(mother!), order: null, payer: '一位未实名的家人', since: TODAY, saidPaid: null },
      ],
    })
    const before = await county.soundLedger()

    const said = await county.ask('oDaughter', 'sayPaid', { order: placed.order })
    expect(said).toMatchObject({ state: 'handedOver', stateName: '您说已交，等税务确认', saidPaid: TODAY })
    expect(said.sentence).toContain('不用再交')
    expect(await county.ask('oDaughter', 'sayPaid', { order: placed.order })).toEqual(said)
    expect(await county.soundLedger()).toEqual(before)
    expect((await county.enrolment(mother!)).events.filter(({ kind }) => kind === 'paid')).toEqual([])

    expect(await county.ask('oSonInLaw', 'underway', held)).toMatchObject({
      people: [{ saidPaid: TODAY, order: null }],
    })
    const { people } = await county.quote('oSonInLaw', named([mother!]))
    expect(people).toMatchObject([
      { payable: false, because: '家里人说已经交过了，等税务确认，一般要几个工作日，不用再交。' },
    ])
    expect(await county.as('oSonInLaw').refusal('payment', 'sayPaid', { order: placed.order })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect(
      await county.as('oSonInLaw').refusal('payment', 'underway', { enrolments: [enrolmentOf(father!)] }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  })

  test('sent again, as after a lost answer, is the same order; with anything else in it, it is refused', async () => {
    const [mother, father] = await county.family('oDaughter', [{}, {}])
    const request = await asked([mother!])
    const first = await county.ask('oDaughter', 'placeOrder', request)
    expect(await county.ask('oDaughter', 'placeOrder', request)).toEqual(first)
    const other = await asked([father!], { operation: request.operation })
    expect(await county.as('oDaughter').refusal('payment', 'placeOrder', other)).toMatchObject({
      code: 'OPERATION_REUSED',
    })
    expect(await county.as('oSonInLaw').refusal('payment', 'placeOrder', request)).toMatchObject({
      code: 'OPERATION_REUSED',
    })
    expect(await county.claim(father!)).toBeUndefined()
  })

  test('on another sum than the quote’s is refused with the new one, and holds nobody', async () => {
    const [mother] = await county.family('oDaughter', [{}])
    const request = await asked([mother!], { total: 31_999 })
    expect(await county.as('oDaughter').refusal('payment', 'placeOrder', request)).toMatchObject({
      code: 'QUOTE_CHANGED',
      found: '32000',
    })
    expect(await county.claim(mother!)).toBeUndefined()
  })

  test('whose person was certified as poor since the quote is refused, too', async () => {
    const [father] = await county.family('oDaughter', [KELAN])
    const request = await asked([father!])
    await changeEnrolment(county.db, enrolmentOf(father!), TODAY, (before) =>
      withEnrolmentEvent(policyFor('kelan', 2022), before, {
        id: 'certified-since',
        day: TODAY,
        at: 1,
        by: 'oCountyKelan',
        kind: 'certified',
        certifications: [{ identity: '低保对象', from: '2020-01-01', ended: null, certifier: '民政局' }],
      }),
    )
    expect(await county.as('oDaughter').refusal('payment', 'placeOrder', request)).toMatchObject({
      code: 'QUOTE_CHANGED',
      found: '4000',
    })
  })

  test('by a channel that one of them cannot use is refused', async () => {
    const [mother, father] = await county.family('oDaughter', [{}, KELAN])
    expect(
      await county
        .as('oDaughter')
        .refusal('payment', 'placeOrder', await asked([mother!, father!], { channel: 'wechat-life' })),
    ).toMatchObject({ code: 'CHANNEL_CLOSED', message: expect.stringContaining('第2个人') as string })
  })

  test('by WeChat where a place has not switched it on, or another receives the money, is refused', async () => {
    const [mother, father] = await county.family('oDaughter', [{}, KELAN])
    expect(
      await county.as('oDaughter').refusal('payment', 'placeOrder', await asked([father!], { way: 'wechat' })),
    ).toMatchObject({ code: 'WAY_NOT_OFFERED' })
    expect(
      await county.as('oDaughter').refusal('payment', 'placeOrder', await asked([mother!, father!], { way: 'wechat' })),
    ).toMatchObject({ code: 'WAY_NOT_OFFERED' })
    expect((await county.quote('oDaughter', named([mother!]))).ways).toEqual(['official', 'wechat'])
    await county.db
      .collection('payment-configs')
      .doc('kelan')
      .update({ data: { wechat: county.db.command.set({ merchant: `${MERCHANT}0` }) } })
    expect((await county.quote('oDaughter', named([mother!, father!]))).ways).toEqual(['official'])
  })

  test('given up frees its people for the next; given up again it stays as it is', async () => {
    const [mother] = await county.family('oDaughter', [{}])
    const order = await county.place('oDaughter', [mother!])
    const closed = await county.ask('oDaughter', 'cancelOrder', { order: order.order })
    expect(closed).toMatchObject({
      state: 'closed',
      payUntil: null,
      sentence: expect.stringContaining('没有收到钱') as string,
    })
    expect(await county.ask('oDaughter', 'cancelOrder', { order: order.order })).toEqual(closed)
    expect(await county.claim(mother!)).toMatchObject({ state: 'free', order: null, assessments: 1 })
    expect(await county.place('oDaughter', [mother!])).toMatchObject({ state: 'handedOver' })
    expect((await county.soundLedger()).get(`receivable:${enrolmentOf(mother!)}`)).toBe(32_000)
  })

  test('of which the tax office has heard for one of two says so; given up, it goes on for that one', async () => {
    const [mother, father] = await county.family('oDaughter', [{}, {}])
    const { order } = await county.place('oDaughter', [mother!, father!])
    await county.db
      .collection('payment-claims')
      .doc(enrolmentOf(mother!))
      .update({ data: { state: 'paid' } })
    expect((await county.ask('oDaughter', 'order', { order })).sentence).toMatch(
      /其中1人的钱税务已到账，其余的请到.*交320元/,
    )
    expect(await county.ask('oDaughter', 'cancelOrder', { order })).toMatchObject({
      state: 'arrived',
      total: 32_000,
      people: [{ enrolment: enrolmentOf(mother!) }],
    })
    expect(await county.claim(father!)).toMatchObject({ state: 'free', order: null })
    expect(await county.claim(mother!)).toMatchObject({ state: 'paid', order })
  })

  test('of somebody else is neither shown nor given up', async () => {
    const [mother] = await county.family('oDaughter', [{}])
    const { order } = await county.place('oDaughter', [mother!])
    for (const action of ['order', 'checkOrder', 'cancelOrder', 'prepay'] as const) {
      expect(await county.as('oNeighbour').refusal('payment', action, { order })).toMatchObject({ code: 'NOT_ALLOWED' })
      expect(await county.as('oNeighbour').refusal('payment', action, { order: 'order-of-nobody' })).toMatchObject({
        code: 'NOT_ALLOWED',
      })
    }
  })

  test('after order is listed in pages, the newest first, none twice', async () => {
    const people = await county.family(
      'oMother1',
      Array.from({ length: 13 }, () => ({})),
    )
    const placed: string[] = []
    for (const person of people) placed.push((await county.place('oMother1', [person])).order)
    const first = await county.ask('oMother1', 'orders', { before: null })
    expect(first).toMatchObject({ more: true })
    const second = await county.ask('oMother1', 'orders', { before: first.orders.at(-1)!.order })
    expect(second.more).toBe(false)
    expect([...first.orders, ...second.orders].map(({ order }) => order).sort()).toEqual(placed.sort())
    expect(await county.ask('oMother1', 'order', { order: placed[0]! })).toMatchObject({
      people: [{ person: { name: people[0]!.name } }],
    })
  })
})
