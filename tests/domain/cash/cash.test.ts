import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { ReceiptDocument } from '../../../cloudfunctions/domain/payments/plan-receipt'
import type { ReceiptSerialDocument } from '../../../cloudfunctions/domain/payments/receipts'
import { missingSerials, readReceipt } from '../../../cloudfunctions/domain/payments/receipts'
import { voidTakenCash } from '../../../cloudfunctions/domain/cash/deeds'
import { inTransaction } from '../../../cloudfunctions/platform/database'
import { byTwo, proposing } from '../by-two'
import type { Person } from '../county-cloud'
import { operation, startClerkCounty, type ClerkCounty } from './clerk-county'

let county: ClerkCounty
let east: Person
let both: Person
const houses: string[][] = []

beforeAll(async () => {
  county = await startClerkCounty([], ['county'])
  for (let n = 1; n <= 9; n++) houses.push(await county.household(n, n === 1 ? 4 : 2))
  houses.push(await county.household(10, 1, { village: 'ruijin-1-2' }))
  await county.openSeason('ruijin', 'oCounty')
  east = county.as('oClerkEast')
  both = county.as('oClerkBoth')
})
afterAll(async () => {
  await county.stop()
})

const died = (): never => {
  throw new Error('died')
}
const inHand = (clerk: Person) => clerk.ask<Answers['cashInHand']>('payment', 'cashInHand', {})
const statusOf = async (ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => county.enrolment(id)))).map(({ status }) => status)

test('a clerk takes the money of a whole household: all are paid, the cash is in hand, one receipt is for all of them', async () => {
  const [family] = houses
  const fees = await county.feesOf(family!)
  const taken = await county.take(east, family!)
  expect(taken).toMatchObject({ total: fees, day: '2021-12-10' })
  expect(taken.receipts).toEqual(['ruijin-2022-1-1-00001'])
  expect(await statusOf(family!)).toEqual(['paid', 'paid', 'paid', 'paid'])
  const balances = await county.soundLedger()
  expect(balances.get('cash:oClerkEast')).toBe(fees)
  expect(family!.map((id) => balances.get(`receivable:${id}`) ?? 0)).toEqual([0, 0, 0, 0])
  expect(await inHand(east)).toMatchObject({
    total: fees,
    items: [{ order: taken.order, household: 'house-1', amount: fees, due: null }],
  })
})

test('the same operation again is the same receipt; another household under it is refused', async () => {
  const [, second, third] = houses
  const deed = operation()
  const first = await county.take(east, second!, { operation: deed })
  expect(await county.take(east, [...second!].reverse(), { operation: deed })).toEqual(first)
  expect(
    await east.refusal('payment', 'takeCash', {
      operation: deed,
      enrolments: third,
      way: 'cash',
      total: await county.feesOf(third!),
      slip: null,
      heard: [],
    }),
  ).toMatchObject({ code: 'OPERATION_REUSED' })
  expect(await statusOf(third!)).toEqual(['due', 'due'])
  await county.soundLedger()
})

test('two clerks at one door at the same moment: one takes the money, the other gives it back', async () => {
  const [, , third] = houses
  const total = await county.feesOf(third!)
  const before = (await inHand(east)).total + (await inHand(both)).total
  const answers = await Promise.all(
    [east, both, east, both].map((clerk) =>
      clerk.call('payment', 'takeCash', {
        operation: operation(),
        enrolments: third,
        way: 'cash',
        total,
        slip: null,
        heard: [],
      }),
    ),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  for (const answer of answers) if (!answer.ok) expect(answer.error.code).toMatch(/^(PERSON_PAID|PERSON_HELD|BUSY)$/)
  expect((await inHand(east)).total + (await inHand(both)).total).toBe(before + total)
  await county.soundLedger()
})

test('money that is not to be taken is refused before anything is written', async () => {
  const [paid, , , fourth, fifth] = houses
  const total = await county.feesOf(fourth!)
  const ask = (enrolments: readonly string[], other: object = {}) =>
    east.refusal('payment', 'takeCash', {
      operation: operation(),
      enrolments,
      way: 'cash',
      total,
      slip: null,
      heard: [],
      ...other,
    })
  expect(await ask(fourth!, { total: total - 1 })).toMatchObject({ code: 'TOTAL_DIFFERS', found: String(total) })
  expect(await ask([fourth![0]!, fifth![0]!])).toMatchObject({ code: 'NOT_ONE_HOUSEHOLD' })
  expect(await ask(paid!)).toMatchObject({ code: 'PERSON_PAID' })
  expect(await east.ask('payment', 'owedAtDesk', { enrolments: [paid![0]] })).toMatchObject({
    people: [{ fee: null, because: '这一年的费用已经缴过了。' }],
    total: 0,
  })
  expect(await ask(fourth!, { way: 'pos' })).toMatchObject({ code: 'SLIP_NEEDED' })
  expect(await ask(houses[9]!)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await ask(['nobody-2022'])).toMatchObject({ code: 'ENROLMENT_NOT_FOUND' })
  expect(
    await county
      .as('oStranger')
      .refusal('payment', 'takeCash', {
        operation: operation(),
        enrolments: fourth,
        way: 'cash',
        total,
        slip: null,
        heard: [],
      }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await statusOf([...fourth!, ...fifth!])).toEqual(['due', 'due', 'due', 'due'])
})

test('a card through the terminal is on its way at once, and is not in the drawer', async () => {
  const [, , , , fifth] = houses
  const before = (await inHand(east)).total
  const { total } = await county.take(east, fifth!, { way: 'pos', slip: 'T-0017' })
  expect((await inHand(east)).total).toBe(before)
  expect((await county.soundLedger()).get('transit:pos:ruijin-2022')).toBe(total)
})

describe('cash goes to the bank', () => {
  test('only as much as there is in hand, and each sum once', async () => {
    const { items, total } = await inHand(east)
    const deed = {
      operation: operation(),
      year: 2022,
      orders: [items[0]!.order],
      amount: items[0]!.amount,
      slip: 'B-1',
    }
    expect(await east.refusal('payment', 'depositCash', { ...deed, amount: deed.amount + 100 })).toMatchObject({
      code: 'DEPOSIT_DIFFERS',
      found: String(deed.amount),
    })
    expect(await both.refusal('payment', 'depositCash', deed)).toMatchObject({ code: 'NOT_IN_HAND' })
    const done = await east.ask('payment', 'depositCash', deed)
    expect(done).toEqual({ deposit: deed.operation, amount: deed.amount, orders: 1, left: total - deed.amount })
    expect(await east.ask('payment', 'depositCash', deed)).toEqual(done)
    expect(await east.refusal('payment', 'depositCash', { ...deed, operation: operation() })).toMatchObject({
      code: 'NOT_IN_HAND',
    })
    const rest = await east.ask<Answers['depositCash']>('payment', 'depositCash', {
      operation: operation(),
      year: 2022,
      orders: null,
      amount: done ? total - deed.amount : 0,
      slip: 'B-2',
    })
    expect(rest.left).toBe(0)
    const balances = await county.soundLedger()
    expect(balances.get('cash:oClerkEast')).toBe(0)
    expect(balances.get('transit:deposit:ruijin-2022')).toBe(total)
  })

  test('nobody sees or hands in what another holds', async () => {
    expect(await inHand(county.as('oStranger'))).toEqual({ total: 0, items: [] })
  })
})

describe('cash that was none', () => {
  test('is taken back by the county: they owe again, their receipt is void, and they can pay anew', async () => {
    const [, , , , , sixth] = houses
    const deed = operation()
    const {
      order,
      receipts: [receipt],
    } = await county.take(both, sixth!, { operation: deed })
    const before = await county.soundLedger()
    expect(await both.refusal('payment', 'voidCash', { order, because: '假币' })).toMatchObject({ code: 'NOT_ALLOWED' })
    await byTwo(county, 'voidCash', { order, because: '假币' })
    await county.as('oCounty').ask('payment', 'voidCash', { order, because: '假币' })
    const after = await county.soundLedger()
    expect((before.get('cash:oClerkBoth') ?? 0) - (after.get('cash:oClerkBoth') ?? 0)).toBe(await county.feesOf(sixth!))
    expect(await statusOf(sixth!)).toEqual(['due', 'due'])
    expect(
      await both.refusal('payment', 'takeCash', {
        operation: deed,
        enrolments: sixth,
        way: 'cash',
        total: await county.feesOf(sixth!),
        slip: null,
        heard: [],
      }),
    ).toMatchObject({ code: 'ORDER_STATE' })
    const voided = await readReceipt(county.db, receipt!)
    expect(voided).toMatchObject({ state: 'void', because: '假币' })
    await county.setClock('2021-12-10T09:05:00+08:00')
    expect((await county.take(both, sixth!)).receipts).not.toContain(receipt)
    expect(await statusOf(sixth!)).toEqual(['paid', 'paid'])
  })

  test('by two leaves a line of each in its transaction: a call that dies leaves neither line nor deed', async () => {
    const { order } = await county.take(both, houses[8]!)
    const lines = () => county.stored('audit', { target: order, outcome: 'done' })
    const carrying = {
      db: county.db,
      operation: 'died',
      by: 'oCounty',
      second: 'oCountySecond',
      now: Date.parse('2021-12-10T09:06:00+08:00'),
      today: '2021-12-10',
    }
    await expect(
      inTransaction(county.db, async (transaction) => {
        await voidTakenCash.carryOut({ order, because: '假币' }, { ...carrying, transaction })
        died()
      }),
    ).rejects.toThrow('died')
    expect(await lines()).toEqual([])
    expect((await county.stored<{ state: string }>('orders', { _id: order }))[0]!.state).toBe('paid')
    await byTwo(county, 'voidCash', { order, because: '假币' })
    expect((await lines()).map(({ openid, action }) => `${String(openid)} ${String(action)}`).sort()).toEqual([
      'oCounty propose',
      'oCounty voidCash',
      'oCountySecond confirmProposal',
    ])
  })

  test('not once it is at the bank', async () => {
    const [first] = await county.stored<{ _id: string; items: { order: string }[] }>('deposits')
    expect(
      await county
        .as('oCounty')
        .refusal('county', 'propose', proposing('voidCash', { order: first!.items[0]!.order, because: '记错' })),
    ).toMatchObject({ code: 'NOT_IN_HAND' })
    await county.soundLedger()
  })
})

test('what the money does not bring has to be said to the household before it is taken', async () => {
  const [, , , , , , seventh] = houses
  await county.setClock('2022-04-10T09:00:00+08:00')
  const owed = await east.ask<Answers['owedAtDesk']>('payment', 'owedAtDesk', { enrolments: seventh })
  const codes = [...new Set(owed.people.flatMap(({ warnings }) => warnings.map(({ code }) => code)))]
  expect(codes).toContain('WAIT')
  const asked = { operation: operation(), enrolments: seventh, way: 'cash', total: owed.total, slip: null }
  expect(await east.refusal('payment', 'takeCash', { ...asked, heard: [] })).toMatchObject({
    code: 'NOT_HEARD',
    found: codes.join(),
  })
  await east.ask('payment', 'takeCash', { ...asked, heard: codes })
  expect(await statusOf(seventh!)).toEqual(['waiting', 'waiting'])
  await county.soundLedger()
})

test('the numbers of a village’s receipts have no gap', async () => {
  const book = { region: 'ruijin', year: 2022, village: 'ruijin-1-1' }
  const numbers = (await county.stored<ReceiptDocument>('receipts', { village: 'ruijin-1-1' })).map(({ _id }) => _id)
  const [serial] = await county.stored<ReceiptSerialDocument>('receipt-serials', { _id: 'ruijin-2022-ruijin-1-1' })
  expect(serial!.last).toBe(numbers.length)
  expect(missingSerials(book, serial!.last, numbers)).toEqual([])
  expect(missingSerials(book, serial!.last, numbers.slice(1))).toHaveLength(1)
})
