import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import type { TaxRowDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import { byTwo, proposing } from '../by-two'
import type { Person } from '../county-cloud'
import { enrolmentOf, named, NOW, operation, startOrdersCounty, type OrdersCounty } from './orders-county'
import { importTaxFile, taxCsv } from '../reconciliation/tax-upload'

const LIES = 'transit:elsewhere:ruijin-2022'
const AT_THE_BANK = { day: '2021-12-18', amount: 32_000, way: '银行柜台' }
let receipts = 0

let county: OrdersCounty
let office: Person
beforeAll(async () => {
  county = await startOrdersCounty({
    people: ['oCountySecond', 'oCountyThird'],
    only: ['payment', 'payment-notice', 'enrollment', 'county'],
  })
  await county.seed(
    'appointments',
    ['oCountySecond', 'oCountyThird'].map((_id) => ({
      _id,
      role: 'county',
      region: 'ruijin',
      villages: null,
      from: '2021-01-01',
      until: null,
    })),
  )
  office = county.as('oCounty')
})
afterAll(() => county.stop())

const someone = async (other: Partial<Resident> = {}) => (await county.family('oDaughter', [other]))[0]!
const request = (person: Resident, other: object = {}) => ({
  operation: operation(),
  enrolment: enrolmentOf(person),
  ...AT_THE_BANK,
  evidence: `B-${++receipts}`,
  ...other,
})
const record = (asked: object, who = office) => who.ask<Answers['recordPayment']>('payment', 'recordPayment', asked)
const onItsWay = async () => (await county.soundLedger()).get(LIES) ?? 0

test('what somebody paid at a bank is taken down with the ledger, and the tax office’s file moves it to arrived', async () => {
  const person = await someone()
  const asked = request(person)
  expect(await record(asked)).toMatchObject({ order: asked.operation, summary: { status: 'paid', fee: 32_000 } })
  expect(await county.claim(person)).toMatchObject({ state: 'paid', order: asked.operation })
  expect(await onItsWay()).toBe(32_000)
  // Again it is the same, on another day too; with other words it is refused.
  expect(await record(asked)).toMatchObject({ order: asked.operation })
  expect(await onItsWay()).toBe(32_000)
  expect(await office.refusal('payment', 'recordPayment', { ...asked, evidence: 'B-0018' })).toMatchObject({
    code: 'OPERATION_REUSED',
  })

  const line = {
    idNumber: person.idNumber!,
    name: person.name,
    amount: 32_000,
    paidOn: '2021-12-18',
    arrivedOn: '2021-12-19',
    voucher: 'E-1',
    place: '',
  }
  expect((await importTaxFile(office, 'ruijin', taxCsv([line]))).tally).toMatchObject({ matched: 1, open: [] })
  expect(await county.order(asked.operation)).toMatchObject({ state: 'arrived', way: 'elsewhere' })
  const balances = await county.soundLedger()
  expect([balances.get(LIES), balances.get('arrived:ruijin-2022')]).toEqual([0, 32_000])
  expect(
    await office.refusal(
      'county',
      'propose',
      proposing('voidPayment', { enrolment: enrolmentOf(person), because: '记错了' }),
    ),
  ).toMatchObject({ code: 'HAS_ARRIVED' })
})

test('taken down for the wrong person it never was: they owe again, and whoever it was of can be taken down', async () => {
  const [wrong, right] = [await someone(), await someone()]
  const before = await onItsWay()
  const receipt = request(wrong)
  await record(receipt)
  const asked = { enrolment: enrolmentOf(wrong), because: '收据记错了人' }
  expect(await byTwo(county, 'voidPayment', asked)).toMatchObject({ state: 'confirmed' })
  expect((await county.enrolment(wrong)).status).toBe('due')
  expect(await county.claim(wrong)).toMatchObject({ state: 'free', order: null })
  expect(await onItsWay()).toBe(before)
  await record(request(right, { evidence: receipt.evidence }))
  await county.place('oDaughter', [wrong])
  expect(await county.stored('audit', { action: 'voidPayment', target: enrolmentOf(wrong) })).toMatchObject([
    { outcome: 'done', openid: 'oCounty', beside: 'oCountySecond' },
  ])
  await county.soundLedger()
})

test('whose payment was missing at the tax office, and was then found never to have been, is missing no more', async () => {
  const person = await someone()
  await record(request(person))
  await county.setClock('2022-01-05T09:00:00+08:00')
  await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })
  const missing = async () =>
    (await county.stored<TaxRowDocument>('tax-rows', { outcome: 'missing', enrolment: enrolmentOf(person) })).map(
      ({ state }) => state,
    )
  expect(await missing()).toEqual(['open'])
  await byTwo(county, 'voidPayment', { enrolment: enrolmentOf(person), because: '银行没有这笔' })
  expect(await missing()).toEqual(['settled'])
  await county.setClock(NOW)
})

test('one live payment a person and year, whoever comes first: the county, a payer, a clerk', async () => {
  const people = await county.family(
    'oDaughter',
    Array.from({ length: 6 }, () => ({})),
  )
  const enrolled = await Promise.all(
    people.flatMap((person) => [
      office.call('payment', 'recordPayment', request(person)),
      county.as('oCountySecond').call('payment', 'recordPayment', request(person)),
      county
        .as('oClerkEast')
        .call('payment', 'takeCash', {
          operation: operation(),
          enrolments: [enrolmentOf(person)],
          way: 'cash',
          total: 32_000,
          slip: null,
          heard: [],
        }),
      county
        .as('oDaughter')
        .call('payment', 'placeOrder', {
          operation: operation(),
          people: named([person]),
          way: 'official',
          channel: null,
          total: 32_000,
          heard: [],
        }),
    ]),
  )
  expect(enrolled.filter(({ ok }) => ok)).toHaveLength(people.length)
  for (const person of people) {
    const orders = (await county.stored<OrderDocument>('orders')).filter(({ lines }) =>
      lines.some(({ enrolment }) => enrolment === enrolmentOf(person)),
    )
    expect(orders.map(({ _id }) => _id)).toEqual([(await county.claim(person))!.order])
  }
  await county.soundLedger()
})

test('it goes back as any money does: asked for, agreed by two who did not take it down, paid out with evidence', async () => {
  const person = await someone()
  const before = await onItsWay()
  const { order } = await record(request(person))
  await county
    .as('oCountySecond')
    .ask('payment', 'askRefund', { operation: operation(), order, enrolment: enrolmentOf(person), why: '重复参保' })
  const [{ _id: refund }] = (await county.stored<{ _id: string }>('refunds', { order })) as [{ _id: string }]
  expect(await office.refusal('payment', 'agreeRefund', { refund })).toMatchObject({ code: 'TWO_PEOPLE_NEEDED' })
  expect(await county.as('oCountySecond').refusal('payment', 'agreeRefund', { refund })).toMatchObject({
    code: 'TWO_PEOPLE_NEEDED',
  })
  await county.seed('appointments', [
    { _id: 'oMother1', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as {
      _id: string
    },
  ])
  for (const official of ['oCountyThird', 'oMother1'])
    await county.as(official).ask('payment', 'agreeRefund', { refund })
  expect(await office.refusal('payment', 'sendRefund', { refund, evidence: null })).toMatchObject({
    code: 'EVIDENCE_NEEDED',
  })
  expect(await office.ask('payment', 'sendRefund', { refund, evidence: 'T-1' })).toMatchObject({ state: 'done' })
  expect(await onItsWay()).toBe(before)
  expect((await county.enrolment(person)).status).toBe('refunded')
  expect(await county.claim(person)).toMatchObject({ state: 'free', order: null })
})

test('is the county’s alone, and of what was owed on that day alone', async () => {
  const person = await someone()
  for (const openid of ['oClerkEast', 'oAuditor', 'oDaughter', 'oCountyKelan']) {
    expect(await county.as(openid).refusal('payment', 'recordPayment', request(person))).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect(
      await county
        .as(openid)
        .refusal('payment', 'voidPayment', { operation: operation(), enrolment: enrolmentOf(person), because: '试试' }),
    ).toMatchObject({ code: 'NOT_ALLOWED' })
  }
  const clerk = county.as('oClerkEast')
  await clerk.ask('payment', 'takeCash', {
    operation: operation(),
    enrolments: [enrolmentOf(person)],
    way: 'cash',
    total: 32_000,
    slip: null,
    heard: [],
  })
  expect(
    await office.refusal(
      'county',
      'propose',
      proposing('voidPayment', { enrolment: enrolmentOf(person), because: '记错了' }),
    ),
  ).toMatchObject({ code: 'NOT_RECORDED_HERE' })
  const poor = await someone({
    categories: [{ identity: '特困供养人员', from: '2020-01-01', ended: null, certifier: '民政局' }],
  })
  expect(await office.refusal('payment', 'recordPayment', request(poor))).toMatchObject({ code: 'AMOUNT_NOT_OWED' })
})
