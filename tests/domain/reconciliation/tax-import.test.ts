import { madeWorkbook } from '../../platform/files/made-workbook'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { recordStateOn } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { readRecord } from '../../../cloudfunctions/domain/enrolments/record'
import { sealing } from '../../../cloudfunctions/platform/sealing/sealing'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { TaxRowDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import type { Database, Query } from '../../../cloudfunctions/platform/database/database'
import { matchRows } from '../../../cloudfunctions/domain/reconciliation/match-rows'
import { proposing } from '../by-two'
import type { Person } from '../county-cloud'
import { enrolmentOf, startOrdersCounty, type OrdersCounty } from '../orders/orders-county'
import type { FileLine } from './tax-faults'
import { importTaxFile, matchTaxFile, putTaxFile, taxCsv } from './tax-upload'

type Row = Answers['taxRows']['rows'][number]

let county: OrdersCounty
let office: Person
let second: Person
beforeAll(async () => {
  county = await startOrdersCounty({
    people: ['oCountySecond', 'oCountySuixian'],
    only: ['payment', 'payment-notice', 'enrollment', 'county'],
  })
  await county.seed('appointments', [
    { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as {
      _id: string
    },
    { _id: 'oCountySuixian', role: 'county', region: 'suixian', villages: null, from: '2021-01-01', until: null } as {
      _id: string
    },
  ])
  await county.seed('villages', [
    { _id: 'suixian-1-1', region: 'suixian', township: '甲子镇', name: '东一村' } as { _id: string },
  ])
  ;[office, second] = [county.as('oCounty'), county.as('oCountySecond')]
})
afterAll(() => county.stop())

let vouchers = 0
const line = ({ idNumber, name }: Pick<Resident, 'idNumber' | 'name'>, other: Partial<FileLine> = {}): FileLine => ({
  idNumber: idNumber!,
  name,
  amount: 32_000,
  paidOn: '2021-12-15',
  arrivedOn: '2021-12-17',
  voucher: `V-${++vouchers}`,
  place: '',
  ...other,
})
const send = (lines: readonly FileLine[], who = office, region = 'ruijin') => importTaxFile(who, region, taxCsv(lines))
const rowsOf = async (taxFile: string | null, state: Row['state'] = 'open') =>
  (await office.ask<Answers['taxRows']>('payment', 'taxRows', { region: 'ruijin', taxFile, state, after: null })).rows
const held = async () =>
  [...(await county.soundLedger())]
    .filter(([name, fen]) => name.startsWith('owedBack:tax-') && fen !== 0)
    .reduce((sum, [, fen]) => sum + fen, 0)
const settle = (row: Row, as: string, other = {}) => ({
  row: row.row,
  as,
  enrolment: null,
  because: '已核对',
  ...other,
})
const family = (count: number, other: Partial<Resident> = {}) =>
  county.family(
    'oDaughter',
    Array.from({ length: count }, () => other),
  )

test('somebody who paid at the tax office without us is paid, on the day of the file; the same file and the same voucher are nothing', async () => {
  const [person] = (await family(1)) as [Resident]
  const file = [line(person)]
  const { tally, taxFile } = await send(file)
  expect(tally).toEqual({ rows: 1, again: 0, waiting: 0, matched: 1, settled: 0, open: [] })
  const document = await county.enrolment(person)
  const record = readRecord(document, sealing())
  expect(recordStateOn(record, '2021-12-20')).toMatchObject({ paidOn: '2021-12-15', amount: 32_000 })
  expect(document.status).toBe('paid')
  const { order } = (await county.claim(person))!
  expect(await county.order(order!)).toMatchObject({ state: 'arrived', payer: 'tax', total: 32_000 })
  expect((await county.soundLedger()).get('arrived:ruijin-2022')).toBe(32_000)

  const before = JSON.stringify(await county.stored('ledger'))
  expect(await send(file)).toMatchObject({ taxFile, tally: { rows: 1, matched: 1 } })
  expect((await send([...file, ...file])).tally).toMatchObject({ rows: 2, again: 2, matched: 0, open: [] })
  expect(JSON.stringify(await county.stored('ledger'))).toBe(before)
  expect(await county.stored('file-parts')).toEqual([])
})

test('what was paid to us arrives when the last of the order does; what waited on an official channel is paid by the file', async () => {
  const [a, b, c, d] = (await family(4)) as [Resident, Resident, Resident, Resident]
  const paid = await county.prepaid('oDaughter', [a, b])
  await county.pay(paid)
  const { order: handed } = await county.place('oDaughter', [c, d])
  await send([line(a), line(c)])
  expect([(await county.order(paid._id)).state, (await county.order(handed)).state]).toEqual(['paid', 'handedOver'])
  expect([(await county.enrolment(c)).status, (await county.enrolment(d)).status]).toEqual(['paid', 'due'])
  await send([line(b), line(d)])
  expect([(await county.order(paid._id)).state, (await county.order(handed)).state]).toEqual(['arrived', 'arrived'])
  expect((await county.soundLedger()).get('transit:wechat:ruijin-2022')).toBe(0)
})

test('each kind of disagreement is told, holds its money back and is settled: looked at again, assigned, given back by two', async () => {
  const [late, rich, twice, spelt] = (await family(4)) as [Resident, Resident, Resident, Resident]
  const [kelan] = (await county.family('oMother1', [{ region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县' }])) as [
    Resident,
  ]
  const unknown = { idNumber: madeUpId('1970-05-01', 401, '女'), name: '甲子401' }
  const lines = [
    line(unknown),
    line(late, { amount: 30_000 }),
    line(rich, { amount: 35_000 }),
    line(twice),
    line(twice),
    line(kelan),
    line({ ...spelt, name: '乙丑1' }),
    line(late, { amount: -32_000 }),
  ]
  const { taxFile, tally } = await send(lines)
  expect(Object.fromEntries(tally.open.map(({ outcome, rows }) => [outcome, rows]))).toEqual({
    unknownPerson: 2,
    amountDiffers: 2,
    paidTwice: 1,
    wrongPlace: 1,
    unreadable: 1,
  })
  const rows = await rowsOf(taxFile)
  const byLine = (at: number) => rows.find((row) => row.line === at + 3)!
  const twiceRow = rows.find(({ outcome }) => outcome === 'paidTwice')!
  expect(byLine(1)).toMatchObject({ words: '和应缴的金额不一样', due: 32_000, amount: 30_000, name: '甲***' })
  expect(byLine(6)).toMatchObject({ outcome: 'unknownPerson', words: '证件号码在台账里，姓名却不一样' })
  expect(await held()).toBe(32_000 * 4 + 30_000 + 35_000)

  expect(await office.refusal('payment', 'settleTaxRow', settle(byLine(0), 'rematch'))).toMatchObject({
    code: 'STILL_DIFFERS',
  })
  expect(await office.refusal('payment', 'settleTaxRow', settle(byLine(0), 'voidPayment'))).toMatchObject({
    code: 'NOT_SO_SETTLED',
  })
  expect(await county.as('oClerkEast').refusal('payment', 'settleTaxRow', settle(byLine(0), 'rematch'))).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(
    await office.ask('payment', 'settleTaxRow', settle(byLine(6), 'assign', { enrolment: enrolmentOf(spelt) })),
  ).toMatchObject({ state: 'settled' })
  expect((await county.enrolment(spelt)).status).toBe('paid')
  expect(await office.ask('payment', 'settleTaxRow', settle(byLine(7), 'setAside'))).toMatchObject({ state: 'settled' })

  for (const row of [byLine(0), twiceRow, byLine(5), byLine(1)]) {
    expect(await office.ask('payment', 'settleTaxRow', settle(row, 'returnMoney'))).toMatchObject({ state: 'proposed' })
    expect(await office.refusal('payment', 'agreeSettlement', { row: row.row, evidence: 'TK-1' })).toMatchObject({
      code: 'SAME_PERSON',
    })
    expect(await second.refusal('payment', 'agreeSettlement', { row: row.row, evidence: null })).toMatchObject({
      code: 'EVIDENCE_MISSING',
    })
    expect(await second.ask('payment', 'agreeSettlement', { row: row.row, evidence: 'TK-1' })).toMatchObject({
      state: 'settled',
    })
    expect(await second.ask('payment', 'agreeSettlement', { row: row.row, evidence: 'TK-1' })).toMatchObject({
      state: 'settled',
    })
  }
  await office.ask('payment', 'settleTaxRow', settle(byLine(2), 'returnRest'))
  await second.ask('payment', 'declineSettlement', { row: byLine(2).row })
  await office.ask('payment', 'settleTaxRow', settle(byLine(2), 'returnRest'))
  await second.ask('payment', 'agreeSettlement', { row: byLine(2).row, evidence: 'TK-2' })
  expect((await county.enrolment(rich)).status).toBe('paid')
  expect(await held()).toBe(0)
  expect(await rowsOf(taxFile)).toEqual([])
  expect((await rowsOf(taxFile, 'settled')).length).toBe(7)
})

test('paid to us and in no file days later is missing; a later file finds it, or two people say that it never was', async () => {
  const [found, bounced] = (await family(2)) as [Resident, Resident]
  const orders = [await county.prepaid('oDaughter', [found]), await county.prepaid('oDaughter', [bounced])]
  for (const order of orders) await county.pay(order)
  expect(await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })).toEqual({
    found: 0,
    next: null,
  })
  await county.setClock('2021-12-26T09:00:00+08:00')
  expect(await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })).toEqual({
    found: 2,
    next: null,
  })
  expect(await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })).toEqual({
    found: 0,
    next: null,
  })
  await send([line(found, { paidOn: '2021-12-20', arrivedOn: '2021-12-25' })])
  const [row, ...others] = await rowsOf(null)
  expect([row, others]).toMatchObject([{ outcome: 'missing', person: { resident: bounced.id }, amount: 32_000 }, []])
  await office.ask('payment', 'settleTaxRow', settle(row!, 'voidPayment', { because: '银行退票' }))
  await second.ask('payment', 'agreeSettlement', { row: row!.row, evidence: null })
  expect((await county.enrolment(bounced)).status).toBe('due')
  expect(await county.order(orders[1]!._id)).toMatchObject({ state: 'closed' })
  expect((await county.claim(bounced))!.state).toBe('free')
  expect((await county.soundLedger()).get('transit:wechat:ruijin-2022')).toBe(0)
  await county.setClock('2021-12-27T09:00:00+08:00')
})

test('a card payment of two, of whom the tax office has the one, is not said to be no money for either', async () => {
  const [here, waited] = (await county.family('oDaughter', [
    { household: 'tax-house' },
    { household: 'tax-house' },
  ])) as [Resident, Resident]
  await county
    .as('oClerkEast')
    .ask('payment', 'takeCash', {
      operation: 'tax-card-1',
      enrolments: [here, waited].map(enrolmentOf),
      way: 'pos',
      total: 64_000,
      slip: 'P-9',
      heard: [],
    })
  await send([line(here)])
  const before = await county.soundLedger()
  expect(
    await office.refusal('county', 'propose', proposing('voidCash', { order: 'tax-card-1', because: '刷错了' })),
  ).toMatchObject({ code: 'CANNOT_VOID' })
  expect(await county.soundLedger()).toEqual(before)
  expect((await county.enrolment(here)).status).toBe('paid')
})

test('a county whose line breaks with the last answer asks again, and hears which file it was', async () => {
  const [person] = (await family(1)) as [Resident]
  const lines = [line(person)]
  const file = await putTaxFile(office, 'ruijin', taxCsv(lines))
  const read = await office.ask<Answers['readTaxFile']>('payment', 'readTaxFile', { region: 'ruijin', file })
  expect(read.done).toBe(true)
  expect(await office.ask('payment', 'readTaxFile', { region: 'ruijin', file })).toEqual(read)
  expect(await second.refusal('payment', 'readTaxFile', { region: 'ruijin', file })).toMatchObject({
    code: 'FILE_INCOMPLETE',
  })
  await matchTaxFile(office, read.taxFile)
  const again = await putTaxFile(office, 'ruijin', taxCsv(lines))
  for (let i = 0; i < 2; i++)
    expect(await office.ask('payment', 'readTaxFile', { region: 'ruijin', file: again })).toMatchObject({
      taxFile: read.taxFile,
      done: true,
    })
})

test('whoever is found is missing no more, though the call that found them died before it could say so', async () => {
  const [person] = (await family(1)) as [Resident]
  await county.pay(await county.prepaid('oDaughter', [person]))
  await county.setClock('2022-01-05T09:00:00+08:00')
  expect(await office.ask('payment', 'findMissing', { region: 'ruijin', after: null })).toMatchObject({
    found: expect.any(Number) as number,
  })
  const missing = async () =>
    (await county.stored<TaxRowDocument>('tax-rows', { outcome: 'missing', enrolment: enrolmentOf(person) }))[0]?.state
  expect(await missing()).toBe('open')
  const { taxFile } = await office.ask<Answers['readTaxFile']>('payment', 'readTaxFile', {
    region: 'ruijin',
    file: await putTaxFile(office, 'ruijin', taxCsv([line(person)])),
  })
  const rows = (await county.stored<TaxRowDocument>('tax-rows', { file: taxFile })).map(({ _id }) => _id)
  const moment = { by: 'tax', now: Date.parse('2022-01-05T09:00:00+08:00'), today: '2022-01-05' }
  for (let done = 0; done < 2; done++)
    await expect(matchRows(dyingAfter(county.db, done), taxFile, rows, moment)).rejects.toThrow('died')
  await matchTaxFile(office, taxFile)
  expect(await missing()).toBe('settled')
})

/** Dies with its next update of many after so many that were done; what is in transactions is done. */
function dyingAfter(db: Database, updates: number): Database {
  let left = updates
  const dying = (query: Query): Query =>
    new Proxy(query, {
      get: (of, name: keyof Query) => {
        if (name === 'update')
          return async (change: { data: object }) => {
            if (left-- === 0) throw new Error('died')
            return of.update(change)
          }
        return name === 'where' || name === 'orderBy' || name === 'limit'
          ? (...asked: [never, never]) => dying(Reflect.apply(of[name], of, asked) as Query)
          : (Reflect.get(of, name) as unknown)
      },
    })
  return new Proxy(db, {
    get: (of, name) =>
      (name === 'collection'
        ? (collection: string) => dying(of.collection(collection))
        : typeof Reflect.get(of, name) === 'function'
          ? (Reflect.get(of, name) as (...all: unknown[]) => unknown).bind(of)
          : Reflect.get(of, name)) as unknown,
  })
}

test('cash that a clerk has not deposited is not counted twice: it waits until the deposit is in, then it arrives', async () => {
  const [person] = (await family(1)) as [Resident]
  const clerk = county.as('oClerkEast')
  await clerk.ask('payment', 'takeCash', {
    operation: 'tax-cash-1',
    enrolments: [enrolmentOf(person)],
    way: 'cash',
    total: 32_000,
    slip: null,
    heard: [],
  })
  const { taxFile } = await send([line(person)])
  const [row] = await rowsOf(taxFile)
  expect(row).toMatchObject({ outcome: 'notDeposited' })
  expect(await office.refusal('payment', 'settleTaxRow', settle(row!, 'rematch'))).toMatchObject({
    code: 'STILL_DIFFERS',
  })
  await clerk.ask('payment', 'depositCash', {
    operation: 'tax-deposit-1',
    year: 2022,
    orders: null,
    amount: 32_000,
    slip: 'S-1',
  })
  await office.ask('payment', 'settleTaxRow', settle(row!, 'rematch'))
  expect((await county.order('tax-cash-1')).state).toBe('arrived')
  expect((await county.soundLedger()).get('transit:deposit:ruijin-2022')).toBe(0)
})

test('who had paid at the tax office before a clerk took cash from them has paid twice: once the cash has arrived, the row says so, and the money goes back', async () => {
  const [person] = (await family(1)) as [Resident]
  const clerk = county.as('oClerkEast')
  await clerk.ask('payment', 'takeCash', {
    operation: 'tax-cash-2',
    enrolments: [enrolmentOf(person)],
    way: 'cash',
    total: 32_000,
    slip: null,
    heard: [],
  })
  const [own, ours] = [await send([line(person)]), await send([line(person)])]
  const [row, paidOn] = [(await rowsOf(own.taxFile))[0]!, (await rowsOf(ours.taxFile))[0]!]
  expect([row.outcome, paidOn.outcome]).toEqual(['notDeposited', 'notDeposited'])
  await clerk.ask('payment', 'depositCash', {
    operation: 'tax-deposit-2',
    year: 2022,
    orders: null,
    amount: 32_000,
    slip: 'S-2',
  })
  await office.ask('payment', 'settleTaxRow', settle(paidOn, 'rematch'))

  for (let times = 0; times < 2; times++) {
    expect(await office.ask('payment', 'settleTaxRow', settle(row, 'rematch'))).toMatchObject({
      state: 'open',
      sentence: expect.stringContaining('重复缴费') as string,
    })
    expect(await held()).toBe(32_000)
  }
  expect(await rowsOf(own.taxFile)).toMatchObject([{ outcome: 'paidTwice', proposed: null }])
  await office.ask('payment', 'settleTaxRow', settle(row, 'returnMoney'))
  await second.ask('payment', 'agreeSettlement', { row: row.row, evidence: 'TK-3' })
  expect(await held()).toBe(0)
  await county.soundLedger()
})

test('where the notice goes by the day of arrival, the enrolment learns it', async () => {
  const [person] = (await county.family('oMother1', [
    { region: 'suixian', village: 'suixian-1-1', hukou: '随县' },
  ])) as [Resident]
  await send([line(person)], county.as('oCountySuixian'), 'suixian')
  expect(recordStateOn(readRecord(await county.enrolment(person), sealing()), '2021-12-27')).toMatchObject({
    paidOn: '2021-12-15',
    told: { arrivalDate: '2021-12-17' },
  })
})

test('a workbook with days as numbers and amounts in words of a program is read as well; what cannot be read says why', async () => {
  const [person] = (await family(1)) as [Resident]
  const book = madeWorkbook({
    sheets: [
      {
        rows: [
          ['缴费明细'],
          ['姓名', '身份证号码', '年度', '金额', '入库日期'],
          [person.name, person.idNumber, 2022, 320, { day: 44547 }],
          [person.name, person.idNumber, '哪年', '三百二', '不知道'],
          ['合计', null, null, 320],
        ],
      },
    ],
  })
  const { tally, taxFile } = await importTaxFile(office, 'ruijin', book)
  expect(tally).toMatchObject({ rows: 2, matched: 1, open: [{ outcome: 'unreadable', rows: 1 }] })
  expect(await rowsOf(taxFile)).toMatchObject([{ line: 4, words: '看不出是哪个年度' }])

  const refused = async (bytes: Buffer) =>
    office.refusal('payment', 'readTaxFile', { region: 'ruijin', file: await putTaxFile(office, 'ruijin', bytes) })
  expect(await refused(Buffer.from('姓名,证件号码\r\n甲子1,1'))).toMatchObject({
    code: 'HEADER_NOT_FOUND',
    found: '缴费年度、实缴金额、缴费日期或入库日期',
  })
  expect(await refused(Buffer.from('随便\r\n写写'))).toMatchObject({ code: 'HEADER_NOT_FOUND' })
  expect(
    await county.as('oClerkEast').refusal('payment', 'readTaxFile', { region: 'ruijin', file: 'anything-1' }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('two who match one file at once count nobody twice; a voucher that says something else later is told', async () => {
  const people = await family(60)
  const lines = people.map((person) => line(person))
  const name = await putTaxFile(office, 'ruijin', taxCsv(lines))
  const { taxFile } = await office.ask<Answers['readTaxFile']>('payment', 'readTaxFile', {
    region: 'ruijin',
    file: name,
  })
  await Promise.all([matchTaxFile(office, taxFile), matchTaxFile(second, taxFile)])
  expect(await office.ask('payment', 'matchTaxRows', { taxFile })).toMatchObject({
    tally: { matched: 60, open: [], waiting: 0 },
  })
  await county.soundLedger()

  // As a call leaves it that broke off between the deed and the mark.
  await county.db
    .collection('tax-rows')
    .where({ file: taxFile })
    .update({ data: { state: 'read', outcome: null } })
  const before = JSON.stringify([
    await county.stored('ledger'),
    await county.stored('orders'),
    await county.stored('payment-claims'),
  ])
  await matchTaxFile(office, taxFile)
  expect(
    JSON.stringify([
      await county.stored('ledger'),
      await county.stored('orders'),
      await county.stored('payment-claims'),
    ]),
  ).toBe(before)

  const changed = await send([{ ...lines[0]!, amount: 28_000 }])
  expect(await rowsOf(changed.taxFile)).toMatchObject([
    { outcome: 'unreadable', words: '同一张税票以前来过，内容和这次不一样' },
  ])
  expect((await county.stored<TaxRowDocument>('tax-rows', { file: taxFile, state: 'matched' })).length).toBe(60)
})
