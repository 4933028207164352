import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import type { OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import { addTaxFile, taxFileId } from '../../../cloudfunctions/domain/reconciliation/store'
import type { TaxFileDocument } from '../../../cloudfunctions/domain/reconciliation/documents'
import type { TimerReport } from '../../../cloudfunctions/platform/calls/timer'
import { releaseLease, acquireLease } from '../../../cloudfunctions/platform/database/lease'
import type { Person } from '../county-cloud'
import { post } from '../../devcloud/running-devcloud'
import { serverSdk } from '../../devcloud/server-sdk'
import { startOrdersCounty, type OrdersCounty } from '../orders/orders-county'
import type { FileLine } from './tax-faults'
import { matchTaxFile, putTaxFile, taxCsv } from './tax-upload'

let county: OrdersCounty
let office: Person
beforeAll(async () => {
  county = await startOrdersCounty({ people: ['oCountySecond'], only: ['payment', 'payment-notice', 'tax-watch'] })
  await county.seed('appointments', [
    { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null } as {
      _id: string
    },
  ])
  office = county.as('oCounty')
})
afterAll(() => county.stop())

let vouchers = 0
const line = ({ idNumber, name }: Pick<Resident, 'idNumber' | 'name'>, other: Partial<FileLine> = {}): FileLine => ({
  idNumber: idNumber!,
  name,
  amount: 32_000,
  paidOn: '2021-12-15',
  arrivedOn: '2021-12-17',
  voucher: `W-${++vouchers}`,
  place: '',
  ...other,
})
const family = (count: number) =>
  county.family(
    'oDaughter',
    Array.from({ length: count }, () => ({})),
  )
const read = (file: string, who = office) =>
  who.ask<Answers['readTaxFile']>('payment', 'readTaxFile', { region: 'ruijin', file })
const shown = async (taxFile: string) =>
  (await county.ask('oCounty', 'taxFiles', { region: 'ruijin' })).files.find((file) => file.taxFile === taxFile)!

let clock = Date.parse('2021-12-20T09:00:00+08:00')
/** Until the timer has come round so many times more. */
async function later(times = 1): Promise<string[]> {
  clock += times * 300_000
  return (await county.setClock(new Date(clock).toISOString())).map(({ what, outcome }) => `${what} ${outcome}`)
}

/** As a call leaves a file that broke off before it kept a row. */
async function begunOnly(
  lines: readonly FileLine[],
  trouble: string | null = null,
): Promise<{ taxFile: string; name: string; bytes: Buffer }> {
  const bytes = taxCsv(lines)
  const name = await putTaxFile(office, 'ruijin', bytes)
  const fresh: TaxFileDocument = {
    _id: taxFileId('ruijin', bytes),
    region: 'ruijin',
    state: 'reading',
    by: 'oCounty',
    at: clock,
    day: '2021-12-20',
    upload: { by: 'oCounty', file: name },
    version: 0,
    trouble,
    readTo: 0,
    rows: 0,
    again: 0,
    lookedTo: '',
  }
  return { taxFile: (await addTaxFile(county.db, fresh))._id, name, bytes }
}

test('the county sends a file and leaves: the timer reads it, matches it and finds who has paid and is not in it', async () => {
  const [elsewhere, late] = (await family(2)) as [Resident, Resident]
  const paid = await county.prepaid('oDaughter', [late])
  await county.pay(paid)
  // Ten days ago: a clock that passed them would set off thousands of timers.
  const events = (await county.order(paid._id)).events.map((event) => ({ ...event, day: '2021-12-10' }))
  await county.db
    .collection('orders')
    .doc(paid._id)
    .update({ data: { events: county.db.command.set(events) } })
  const stranger = { idNumber: '110101199001010015', name: '甲子零' }
  const { taxFile, name } = await begunOnly([line(elsewhere), line(stranger)])
  expect(await later()).toEqual(['timer tax-watch/everyFiveMinutesOfTheDay ok'])
  expect(await shown(taxFile)).toEqual({
    taxFile,
    state: 'done',
    day: '2021-12-20',
    rows: 2,
    again: 0,
    waiting: 0,
    matched: null,
    trouble: null,
  })
  expect((await county.enrolment(elsewhere)).status).toBe('paid')
  const { order } = (await county.claim(elsewhere))!
  expect(await county.order(order!)).toMatchObject({ state: 'arrived', payer: 'tax' })
  const missing = await county.ask('oCounty', 'taxRows', {
    region: 'ruijin',
    taxFile: null,
    state: 'open',
    after: null,
  })
  expect(missing.rows).toMatchObject([{ outcome: 'missing', person: { resident: late.id } }])
  expect(await county.stored('file-parts')).toEqual([])
  // Asked all the same, the county is told how it ended, though the bytes are gone.
  expect(await read(name)).toEqual({ taxFile, rows: 2, again: 0, done: true })
  expect(await office.ask('payment', 'matchTaxRows', { taxFile })).toMatchObject({
    done: true,
    tally: { matched: 1, open: [{ outcome: 'unknownPerson', rows: 1 }] },
  })
  await county.soundLedger()
})

test('how far a file has come is told while it is worked on', async () => {
  const people = await family(3)
  const { taxFile } = await read(await putTaxFile(office, 'ruijin', taxCsv(people.map((person) => line(person)))))
  expect(await shown(taxFile)).toMatchObject({ state: 'matching', rows: 3, waiting: 3, matched: 0 })
  await later()
  expect(await shown(taxFile)).toMatchObject({ state: 'done', waiting: 0, matched: null })
})

test('the county and the timer work beside one another, and nobody is counted twice', async () => {
  const people = await family(260)
  const { taxFile, name } = await begunOnly(people.map((person) => line(person)))
  await Promise.all([read(name), later()])
  for (let again = await read(name); !again.done;) again = await read(name)
  await Promise.all([matchTaxFile(office, taxFile), matchTaxFile(county.as('oCountySecond'), taxFile), later()])
  expect(await office.ask('payment', 'matchTaxRows', { taxFile })).toMatchObject({
    done: true,
    tally: { rows: 260, again: 0, waiting: 0, matched: 260, open: [] },
  })
  const arrived = await county.stored<OrderDocument>('orders', { state: 'arrived', payer: 'tax' })
  expect(arrived.filter(({ lines }) => people.some(({ id }) => id === lines[0]!.resident)).length).toBe(260)
  await county.soundLedger()
})

test('a call that broke off after the deed leaves marks and orders to be made up for, and the timer does', async () => {
  const [person] = (await family(1)) as [Resident]
  const { taxFile } = await begunOnly([line(person)])
  await later()
  const order = (await county.claim(person))!.order!
  const made = await county.order(order)
  await county.db.collection('orders').doc(order).remove()
  await county.db
    .collection('tax-rows')
    .where({ file: taxFile })
    .update({ data: { state: 'read', outcome: null } })
  await county.db
    .collection('tax-files')
    .where({ _id: taxFile })
    .update({ data: { state: 'matching' } })
  const before = JSON.stringify([await county.stored('ledger'), await county.stored('payment-claims')])
  await later()
  expect(await county.order(order)).toMatchObject({
    state: 'arrived',
    lines: made.lines,
    transactions: made.transactions,
  })
  expect(JSON.stringify([await county.stored('ledger'), await county.stored('payment-claims')])).toBe(before)
  expect(await county.stored('tax-rows', { file: taxFile })).toMatchObject([{ state: 'matched' }])
})

test('a file whose pieces are gone is left be with the reason, others are gone on with; sent again it is done', async () => {
  const [lost, other] = (await family(2)) as [Resident, Resident]
  const { taxFile, name, bytes } = await begunOnly([line(lost)])
  await county.db
    .collection('file-parts')
    .where({ file: county.db.command.neq('') })
    .remove()
  const second = await begunOnly([line(other)])
  await later()
  expect(await shown(taxFile)).toMatchObject({
    state: 'reading',
    trouble: expect.stringContaining('文件没有传完') as string,
  })
  expect(await shown(second.taxFile)).toMatchObject({ state: 'done', trouble: null })
  expect(await office.refusal('payment', 'readTaxFile', { region: 'ruijin', file: name })).toMatchObject({
    code: 'FILE_INCOMPLETE',
  })
  await read(await putTaxFile(office, 'ruijin', bytes))
  await later()
  expect(await shown(taxFile)).toMatchObject({ state: 'done', trouble: null, rows: 1 })
  expect((await county.enrolment(lost)).status).toBe('paid')
})

test('while one call has the turn another does nothing, and none works for a user', async () => {
  const call = async () => ((await serverSdk(county.url).call('tax-watch', { Type: 'Timer' })) as TimerReport).outcome
  expect(await acquireLease(county.db, 'tax-watch', 'another call', clock)).toBe(true)
  expect(await call()).toBe('BUSY')
  await releaseLease(county.db, 'tax-watch', 'another call')
  expect(await call()).toBe('DONE')
  expect((await post(`${county.url}/functions/tax-watch`, '{}')).json).toEqual({ outcome: 'NOT_FOR_USERS' })
})
