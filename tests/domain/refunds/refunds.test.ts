import { newSelfLink } from '../../../cloudfunctions/domain/people/links'
import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { ReceiptDocument } from '../../../cloudfunctions/domain/payments/plan-receipt'
import type { RefundDocument } from '../../../cloudfunctions/domain/refunds/documents'
import { policyFor } from '../../../rules'
import { enrolmentOf, operation, startOrdersCounty, TODAY, type OrdersCounty } from '../orders/orders-county'
import { tell } from '../../devcloud/ask'
import { importTaxFile, taxCsv } from '../reconciliation/tax-upload'

const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' } as const
const FURTHER = ['oCountySecond', 'oCountyKelanSecond', 'oClerkKelan', 'oMother2'] as const

let county: OrdersCounty
let house = 0

beforeAll(async () => {
  county = await startOrdersCounty({ people: FURTHER })
  await county.seed('appointments', [
    { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
    { _id: 'oCountyKelanSecond', role: 'county', region: 'kelan', villages: null, from: '2021-01-01', until: null },
    { _id: 'oClerkKelan', role: 'clerk', region: 'kelan', villages: ['kelan-1-1'], from: '2021-01-01', until: null },
  ])
})
afterAll(async () => {
  await county.stop()
})

type Refund = Answers['agreeRefund']
const statusOf = async (people: readonly Resident[]) =>
  Promise.all(people.map(async (person) => (await county.enrolment(person)).status))
const decide = (who: string, action: 'agreeRefund' | 'refuseRefund' | 'sendRefund', data: object) =>
  county.as(who).ask<Refund>('payment', action, data)
const asksFor = (who: string, order: string, person: Resident, why = '重复参保') =>
  county
    .as(who)
    .ask<Answers['askRefund']>('payment', 'askRefund', {
      operation: operation(),
      order,
      enrolment: enrolmentOf(person),
      why,
    })
const terms = (who: string, order: string, person: Resident) =>
  county.as(who).ask<Answers['refundTerms']>('payment', 'refundTerms', { order, enrolment: enrolmentOf(person) })
const refundOf = async (order: string, person: Resident) =>
  (await county.stored<RefundDocument>('refunds', { order, enrolment: enrolmentOf(person) }))[0]!

/** A household of Kelan pays at the clerk's desk. */
async function desk(count: number): Promise<{ people: Resident[]; order: string; receipt: string }> {
  const household = `desk-house-${++house}`
  const people = await county.family(
    'oDaughter',
    Array.from({ length: count }, () => ({ ...KELAN, household })),
  )
  const clerk = county.as('oClerkKelan')
  const enrolments = people.map(enrolmentOf)
  const owed = await clerk.ask<Answers['owedAtDesk']>('payment', 'owedAtDesk', { enrolments })
  const heard = owed.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  const {
    order,
    receipts: [receipt],
  } = await clerk.ask<Answers['takeCash']>('payment', 'takeCash', {
    operation: operation(),
    enrolments,
    way: 'cash',
    total: owed.total,
    slip: null,
    heard,
  })
  return { people, order, receipt: receipt! }
}

test('cash of one of three comes back out of the drawer: asked, agreed by two others, paid out; the receipt is made anew for the rest', async () => {
  const { people, order, receipt } = await desk(3)
  const [person, ...rest] = people as [Resident, ...Resident[]]
  const before = await county.soundLedger()
  expect(await terms('oClerkKelan', order, person)).toMatchObject({
    possible: true,
    until: '2021-12-25',
    at: '县医保局',
    cite: '七',
  })
  const view = await asksFor('oClerkKelan', order, person)
  expect(view.refunds).toMatchObject([{ enrolment: enrolmentOf(person), state: 'asked' }])
  const { _id } = await refundOf(order, person)

  expect(await county.as('oClerkKelan').refusal('payment', 'agreeRefund', { refund: _id })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(await county.as('oCounty').refusal('payment', 'agreeRefund', { refund: _id })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(
    await county.as('oCountyKelan').refusal('payment', 'sendRefund', { refund: _id, evidence: 'S-1' }),
  ).toMatchObject({ code: 'REFUND_STATE' })
  expect(await decide('oCountyKelan', 'agreeRefund', { refund: _id })).toMatchObject({
    state: 'agreedOnce',
    mayDecide: false,
  })
  expect(await decide('oCountyKelan', 'agreeRefund', { refund: _id })).toMatchObject({ state: 'agreedOnce' })
  expect(await statusOf(people)).not.toContain('refunded')
  expect(
    await county.as('oCountyKelanSecond').ask<Answers['refundsToDecide']>('payment', 'refundsToDecide', {}),
  ).toMatchObject({
    refunds: [{ refund: _id, mayDecide: true, why: '重复参保', person: { name: '甲***' } }],
    more: false,
  })
  expect(await decide('oCountyKelanSecond', 'agreeRefund', { refund: _id })).toMatchObject({ state: 'agreed' })
  expect((await statusOf(people)).map((status) => status === 'refunded')).toEqual([true, false, false])
  expect((await county.soundLedger()).get(`owedBack:${order}`)).toBe(32_000)
  expect((await county.order(order)).state).toBe('paid')

  expect(
    await county.as('oCountyKelan').refusal('payment', 'sendRefund', { refund: _id, evidence: null }),
  ).toMatchObject({ code: 'EVIDENCE_NEEDED' })
  expect(await decide('oCountyKelan', 'sendRefund', { refund: _id, evidence: 'S-1' })).toMatchObject({ state: 'done' })
  expect(await decide('oCountyKelan', 'sendRefund', { refund: _id, evidence: 'S-1' })).toMatchObject({ state: 'done' })
  const after = await county.soundLedger()
  expect(after.get(`owedBack:${order}`)).toBe(0)
  expect(before.get('cash:oClerkKelan')! - after.get('cash:oClerkKelan')!).toBe(32_000)
  expect((await county.as('oClerkKelan').ask<Answers['cashInHand']>('payment', 'cashInHand', {})).total).toBe(
    after.get('cash:oClerkKelan'),
  )
  const [gone] = await county.stored<ReceiptDocument>('receipts', { _id: receipt })
  const fresh = (await county.stored<ReceiptDocument>('receipts', { order })).find(({ state }) => state === 'issued')!
  expect(gone!.state).toBe('void')
  expect(fresh).toMatchObject({ amount: 64_000, lines: rest.map((one) => ({ enrolment: enrolmentOf(one) })) })
  expect(await county.claim(person)).toMatchObject({ state: 'free', order: null, assessed: null })
})

test('what WeChat was paid with goes back by WeChat, once, however often it is asked', async () => {
  const [person] = (await county.family('oMother1', [{}])) as [Resident]
  const order = await county.prepaid('oMother1', [person])
  await county.pay(order)
  await county.as('oMother1').ask('payment', 'checkOrder', { order: order._id })
  expect(await statusOf([person])).toEqual(['paid'])
  const [sum, lies] = [(await county.order(order._id)).total, 'transit:wechat:ruijin-2022'] as const
  expect((await county.soundLedger()).get(lies)).toBe(sum)
  expect(await terms('oMother1', order._id, person)).toMatchObject({ possible: null, until: null, cite: null })
  await asksFor('oMother1', order._id, person)
  const { _id } = await refundOf(order._id, person)
  await decide('oCounty', 'agreeRefund', { refund: _id })
  await decide('oCountySecond', 'agreeRefund', { refund: _id })
  expect((await county.order(order._id)).state).toBe('returning')
  expect(await decide('oCounty', 'sendRefund', { refund: _id, evidence: null })).toMatchObject({ state: 'sent' })
  expect(await decide('oCountySecond', 'sendRefund', { refund: _id, evidence: null })).toMatchObject({ state: 'sent' })
  expect((await county.soundLedger()).get(lies)).toBe(sum)
  await county.setClock('2021-12-20T09:30:00+08:00')
  expect(await decide('oCounty', 'sendRefund', { refund: _id, evidence: null })).toMatchObject({ state: 'done' })
  const balances = await county.soundLedger()
  expect([balances.get(lies), balances.get(`owedBack:${order._id}`)]).toEqual([0, 0])
  expect((await county.order(order._id)).state).toBe('returned')
  expect(await statusOf([person])).toEqual(['refunded'])
})

describe('KIND: a refund that cannot go back to the card has an outcome', () => {
  async function failing(): Promise<{ person: Resident; order: string; refund: string }> {
    const [person] = (await county.family('oMother1', [{}])) as [Resident]
    const { _id: order, ...paid } = await county.prepaid('oMother1', [person])
    await county.pay({ _id: order, ...paid })
    await county.as('oMother1').ask('payment', 'checkOrder', { order })
    await asksFor('oMother1', order, person)
    const { _id: refund } = await refundOf(order, person)
    await decide('oCounty', 'agreeRefund', { refund })
    await decide('oCountySecond', 'agreeRefund', { refund })
    await decide('oCounty', 'sendRefund', { refund, evidence: null })
    await tell(county.url, '/pay/end-refund', { outRefundNo: refund, state: 'CHANGE' })
    expect(await decide('oCounty', 'sendRefund', { refund, evidence: null })).toMatchObject({ state: 'failed' })
    return { person, order, refund }
  }

  test('the county sees it, pays it out by a slip, and everybody is told; once', async () => {
    const { person, order, refund } = await failing()
    const { refunds } = await county
      .as('oCountySecond')
      .ask<Answers['refundsToDecide']>('payment', 'refundsToDecide', {})
    expect(refunds.find((one) => one.refund === refund)).toMatchObject({ words: '微信退不回原卡，等线下退还' })
    expect((await county.ask('oMother1', 'order', { order })).refunds).toMatchObject([
      { state: 'failed', words: '微信退不回原卡，等线下退还' },
    ])
    expect(await county.as('oCounty').refusal('payment', 'sendRefund', { refund, evidence: null })).toMatchObject({
      code: 'EVIDENCE_NEEDED',
    })
    for (const _ of [1, 2])
      expect(await decide('oCounty', 'sendRefund', { refund, evidence: 'T-77' })).toMatchObject({ state: 'done' })
    expect((await county.soundLedger()).get(`owedBack:${order}`)).toBe(0)
    expect((await county.order(order)).state).toBe('returned')
    expect(await county.claim(person)).toMatchObject({ state: 'free', order: null })
  })

  test('settled at the merchant’s console meanwhile, it is not paid out a second time', async () => {
    const { order, refund } = await failing()
    await tell(county.url, '/pay/end-refund', { outRefundNo: refund, state: 'SUCCESS' })
    expect(await decide('oCounty', 'sendRefund', { refund, evidence: 'T-78' })).toMatchObject({ state: 'done' })
    expect((await county.stored<RefundDocument>('refunds', { _id: refund }))[0]!.sent).toMatchObject({ evidence: null })
    expect((await county.soundLedger()).get(`owedBack:${order}`)).toBe(0)
  })
})

test('money by WeChat for somebody who was paid for elsewhere meanwhile is held back, and goes back when two people say so', async () => {
  const [person] = (await county.family('oMother1', [{}])) as [Resident]
  const order = await county.prepaid('oMother1', [person])
  const elsewhere = { enrolment: enrolmentOf(person), day: null, amount: order.total, way: '窗口', evidence: 'W-1' }
  // While the order may still be paid nobody else's payment is taken down; one of before there were orders is on the enrolment alone.
  expect(
    await county.as('oCounty').refusal('payment', 'recordPayment', { operation: operation(), ...elsewhere }),
  ).toMatchObject({ code: 'PERSON_HELD' })
  await changeEnrolment(county.db, enrolmentOf(person), TODAY, (before) =>
    withEnrolmentEvent(policyFor('ruijin', 2022), before, {
      id: 'paid-of-old',
      day: TODAY,
      at: 1,
      by: 'oCounty',
      kind: 'paid',
      amount: order.total,
      way: '窗口',
      evidence: 'W-1',
    }),
  )
  expect(await county.as('oCounty').refusal('payment', 'returnHeldBack', { order: order._id })).toMatchObject({
    code: 'NOTHING_HELD_BACK',
  })
  await county.pay(order)
  await county.as('oMother1').ask('payment', 'checkOrder', { order: order._id })
  expect((await county.order(order._id)).state).toBe('inQuestion')
  expect((await county.soundLedger()).get(`owedBack:${order._id}`)).toBe(order.total)
  expect(await county.as('oStranger').refusal('payment', 'returnHeldBack', { order: order._id })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  const {
    refunds: [refund],
  } = await county.as('oCounty').ask<Answers['returnHeldBack']>('payment', 'returnHeldBack', { order: order._id })
  expect(refund).toMatchObject({ state: 'agreedOnce', amount: order.total, mayDecide: false })
  expect(await decide('oCounty', 'agreeRefund', { refund: refund!.refund })).toMatchObject({ state: 'agreedOnce' })
  expect(await decide('oCountySecond', 'agreeRefund', { refund: refund!.refund })).toMatchObject({ state: 'agreed' })
  await decide('oCountySecond', 'sendRefund', { refund: refund!.refund, evidence: null })
  await county.setClock('2021-12-20T10:30:00+08:00')
  expect(await decide('oCounty', 'sendRefund', { refund: refund!.refund, evidence: null })).toMatchObject({
    state: 'done',
  })
  expect((await county.soundLedger()).get(`owedBack:${order._id}`)).toBe(0)
  expect((await county.order(order._id)).state).toBe('returned')
  expect(await county.claim(person)).toMatchObject({ state: 'free', order: null })
  expect(await statusOf([person])).toEqual(['paid'])
})

describe('who may not', () => {
  test('a stranger asks for nobody’s money, and a relative who did not pay is sent to who did', async () => {
    const {
      people: [person],
      order,
    } = await desk(1)
    expect(
      await county
        .as('oStranger')
        .refusal('payment', 'askRefund', {
          operation: operation(),
          order,
          enrolment: enrolmentOf(person!),
          why: '想退',
        }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(
      await county
        .as('oDaughter')
        .refusal('payment', 'askRefund', {
          operation: operation(),
          order,
          enrolment: enrolmentOf(person!),
          why: '想退',
        }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(
      await county.as('oClerkKelan').refusal('payment', 'refundTerms', { order, enrolment: 'person-999-2022' }),
    ).toMatchObject({ code: 'NOT_IN_ORDER' })
  })

  test('of cash the person asks themself, whatever came of it is said to them; whoever looks after them is told who may', async () => {
    const {
      people: [person],
      order,
    } = await desk(1)
    await county.seed('links', [
      {
        ...newSelfLink('oMother2', person!.id),
        state: 'active',
        consent: null,
        since: '2021-01-01',
        revokedBy: null,
        revokedAt: null,
        history: [],
      },
    ])
    expect(await terms('oDaughter', order, person!)).toMatchObject({
      possible: false,
      taken: false,
      cite: null,
      sentence: '这笔钱是在村里或窗口交的，要由本人来申请退费，或者请村干部代办。',
    })
    expect(await terms('oMother2', order, person!)).toMatchObject({
      possible: true,
      taken: true,
      amount: 32_000,
      year: 2022,
      person: { name: person!.name },
      before: null,
    })
    await asksFor('oMother2', order, person!)
    expect(await terms('oMother2', order, person!)).toMatchObject({
      possible: false,
      taken: false,
      before: { state: 'asked' },
    })
    const { _id } = await refundOf(order, person!)
    await decide('oCountyKelan', 'agreeRefund', { refund: _id })
    await decide('oCountyKelanSecond', 'agreeRefund', { refund: _id })
    expect(await terms('oMother2', order, person!)).toMatchObject({
      taken: false,
      before: { state: 'agreed', words: '已同意，等待退款' },
    })
    await decide('oCountyKelan', 'sendRefund', { refund: _id, evidence: 'S-2' })
    expect(await terms('oMother2', order, person!)).toMatchObject({
      taken: false,
      before: { state: 'done', words: '已退回' },
      sentence: '已经申请过退费：已退回。不用再申请。',
    })
  })

  test('whoever asked does not agree, even for the county', async () => {
    const {
      people: [person],
      order,
    } = await desk(1)
    await asksFor('oCountyKelan', order, person!)
    const { _id } = await refundOf(order, person!)
    expect(await county.as('oCountyKelan').refusal('payment', 'agreeRefund', { refund: _id })).toMatchObject({
      code: 'TWO_PEOPLE_NEEDED',
    })
    await decide('oCountyKelanSecond', 'agreeRefund', { refund: _id })
    expect(await statusOf([person!])).not.toContain('refunded')
  })
})

test('refused with the reason, it changes nothing, and can be asked again', async () => {
  const {
    people: [person],
    order,
  } = await desk(1)
  const before = await county.soundLedger()
  await asksFor('oClerkKelan', order, person!)
  const { _id } = await refundOf(order, person!)
  expect(await decide('oCountyKelan', 'refuseRefund', { refund: _id, because: '没有重复参保的证明' })).toMatchObject({
    state: 'refused',
    words: '没有同意：没有重复参保的证明',
  })
  expect(await county.as('oCountyKelan').refusal('payment', 'agreeRefund', { refund: _id })).toMatchObject({
    code: 'REFUND_STATE',
  })
  expect(await county.soundLedger()).toEqual(before)
  await asksFor('oClerkKelan', order, person!, '有证明了')
  expect(await refundOf(order, person!)).toMatchObject({ state: 'asked', agreed: [], refusedBecause: null })
})

test('two people agree at the same moment, and the money is owed back once', async () => {
  const {
    people: [person],
    order,
  } = await desk(1)
  await asksFor('oClerkKelan', order, person!)
  const { _id } = await refundOf(order, person!)
  await Promise.all(['oCountyKelan', 'oCountyKelanSecond'].map((who) => decide(who, 'agreeRefund', { refund: _id })))
  expect(await refundOf(order, person!)).toMatchObject({ state: 'agreed' })
  expect((await county.soundLedger()).get(`owedBack:${order}`)).toBe(32_000)
})

test('what is asked for is asked once: a second request is told so on the spot, and what was written is sealed', async () => {
  const {
    people: [person],
    order,
  } = await desk(1)
  const deed = { operation: operation(), order, enrolment: enrolmentOf(person!), why: '甲子家重复缴了' }
  await county.as('oClerkKelan').ask('payment', 'askRefund', deed)
  await county.as('oClerkKelan').ask('payment', 'askRefund', deed)
  const refused = await county.as('oClerkKelan').refusal('payment', 'askRefund', { ...deed, operation: operation() })
  expect(refused).toMatchObject({ code: 'REFUND_NOT_POSSIBLE' })
  expect(refused.message).toContain('已经申请过')
  expect(JSON.stringify(await county.stored('refunds'))).not.toContain('甲子家')
})

test('a mother gets hers back by WeChat while the tax office’s file brings all three: hers is nobody’s second payment, the others arrive, and the order waits for nobody', async () => {
  const people = await county.family('oMother1', [{}, {}, {}])
  const [mother, father] = people as [Resident, Resident, Resident]
  const order = await county.prepaid('oMother1', people)
  await county.pay(order)
  await county.setClock('2021-12-26T09:00:00+08:00')
  const office = county.as('oCounty')
  expect(await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })).toMatchObject({ found: 3 })
  await asksFor('oMother1', order._id, mother)
  const refund = (await refundOf(order._id, mother))._id
  for (const who of ['oCounty', 'oCountySecond']) await decide(who, 'agreeRefund', { refund })
  expect(await decide('oCounty', 'sendRefund', { refund, evidence: null })).toMatchObject({ state: 'sent' })

  const line = ({ idNumber, name }: Resident, i: number) => ({
    idNumber: idNumber!,
    name,
    amount: 32_000,
    paidOn: '2021-12-20',
    arrivedOn: '2021-12-24',
    voucher: `refund-${i}`,
    place: '',
  })
  const { tally } = await importTaxFile(office, 'ruijin', taxCsv(people.map(line)))
  expect(tally).toMatchObject({ matched: 2, open: [{ outcome: 'paidTwice', rows: 1 }] })
  expect((await county.order(order._id)).state).toBe('arrived')
  expect(await county.stored('tax-rows', { outcome: 'missing', state: 'open' })).toEqual([])
  await county.setClock('2021-12-26T10:00:00+08:00')
  expect(await decide('oCounty', 'sendRefund', { refund, evidence: null })).toMatchObject({ state: 'done' })
  const balances = await county.soundLedger()
  expect([balances.get('transit:wechat:ruijin-2022'), balances.get(`owedBack:${order._id}`)]).toEqual([0, 0])
  expect((await statusOf([mother, father]))[0]).toBe('refunded')
})

test('an order arrives when the last of it for whom the tax office was waited gets the money back', async () => {
  const [mother, father] = (await county.family('oMother1', [{}, {}])) as [Resident, Resident]
  const order = await county.prepaid('oMother1', [mother, father])
  await county.pay(order)
  await importTaxFile(
    county.as('oCounty'),
    'ruijin',
    taxCsv([
      {
        idNumber: father.idNumber!,
        name: father.name,
        amount: 32_000,
        paidOn: '2021-12-26',
        arrivedOn: '2021-12-26',
        voucher: 'refund-late',
        place: '',
      },
    ]),
  )
  expect((await county.order(order._id)).state).toBe('paid')
  await asksFor('oMother1', order._id, mother)
  for (const who of ['oCounty', 'oCountySecond'])
    await decide(who, 'agreeRefund', { refund: (await refundOf(order._id, mother))._id })
  expect((await county.order(order._id)).state).toBe('arrived')
  // Kelan is still open to whom the next one is about.
  await county.setClock('2021-12-20T12:00:00+08:00')
})

test('after the period it is refused on the spot, with the clause and whom to ask', async () => {
  const {
    people: [person],
    order,
  } = await desk(1)
  await county.setClock('2021-12-28T09:00:00+08:00')
  expect(await terms('oClerkKelan', order, person!)).toMatchObject({ possible: null, until: '2021-12-25' })
  const open = await county
    .as('oClerkKelan')
    .refusal('payment', 'askRefund', {
      operation: operation(),
      order,
      enrolment: enrolmentOf(person!),
      why: '重复参保',
    })
  expect(open.message).toContain('13033409394')
  await county.setClock('2022-01-05T09:00:00+08:00')
  const said = await terms('oClerkKelan', order, person!)
  expect(said.possible).toBe(false)
  expect(
    await county
      .as('oClerkKelan')
      .refusal('payment', 'askRefund', {
        operation: operation(),
        order,
        enrolment: enrolmentOf(person!),
        why: '重复参保',
      }),
  ).toMatchObject({ code: 'REFUND_NOT_POSSIBLE', message: said.sentence })
  expect(await county.stored('refunds', { order })).toEqual([])
})
