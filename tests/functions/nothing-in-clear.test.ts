import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { householdCode, printedCode } from '../../cloudfunctions/domain/people/households'
import { openResident } from '../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import type { ResidentDocument } from '../../cloudfunctions/domain/people/documents'
import { makeDemoData } from '../../commands/demo-data/make-demo-data'
import { fillWithDemoData } from '../../commands/demo-data/fill-with-demo-data'
import { madeUpId } from '../../commands/demo-data/resident-id'
import { policies, policyFor, shanghaiDay } from '../../rules'
import { setClock } from '../devcloud/ask'
import { sdkDatabase } from '../devcloud/database/cloud-database'
import { startDevcloudProcess } from '../devcloud/running-devcloud'
import type { RunningDevcloud } from '../devcloud/running-devcloud'
import { builtFunctions } from './built-functions'
import { person } from '../domain/county-cloud'
import type { Person } from '../domain/county-cloud'
import { findInClear } from './search-in-clear'
import type { Secrets } from './search-in-clear'
import { workbook, importFile } from '../domain/residents/ledger-file'

const INDEXES = 'cloudfunctions/indexes.json'
const ENVIRONMENT = 'cloudfunctions/environment.json'
/** The eve of 岢岚's first day after the collection: the night that follows changes many. */
const EVENING = '2021-12-25T20:00:00+08:00'
const MORNING = '2021-12-26T09:00:00+08:00'
const NEIGHBOURS = 'kelan-1-1-0903'
const NEWCOMER = {
  name: '壬申7001',
  idNumber: madeUpId('1990-01-01', 470, '男'),
  phone: '00077770001',
  address: '甲子镇东一村第9组99号',
}

let devcloud: RunningDevcloud
const data = join(mkdtempSync(join(tmpdir(), 'demo-')), 'data')
let people: readonly Resident[] = []
let secrets: Secrets

const identities = policies().flatMap(({ region, year }) => Object.keys(policyFor(region, year).identities))

beforeAll(async () => {
  const now = Date.parse(EVENING)
  fillWithDemoData(data, { indexes: INDEXES, environment: ENVIRONMENT, now })
  people = [...makeDemoData(shanghaiDay(now))]
    .filter(({ collection }) => collection === 'residents')
    .map(({ document }) => openResident(document as unknown as ResidentDocument))
  secrets = {
    names: new Set([...people.map(({ name }) => name), NEWCOMER.name]),
    phones: new Set([...people.map(({ phone }) => phone ?? ''), NEWCOMER.phone]),
    identities,
  }
  devcloud = await startDevcloudProcess([
    '--data',
    data,
    '--indexes',
    INDEXES,
    '--environment',
    ENVIRONMENT,
    '--functions',
    await builtFunctions(),
    '--identities',
    'commands/demo-data/identities.json',
    '--now',
    EVENING,
    '--timeout-ms',
    '20000',
  ])
})

afterAll(() => devcloud.stop())

const as = (who: string): Person => person(devcloud.url, `oDemo-${who}`)
let operations = 0
const operation = (): string => `nothing-in-clear-${String(++operations).padStart(4, '0')}`
const neighbour = (place: number): Resident => people.find(({ id }) => id === `${NEIGHBOURS}-${place}`)!

/** All files that devcloud keeps in its folder, the log of SQLite's writes too. */
function filesOfDevcloud(): { name: string; bytes: Buffer }[] {
  return readdirSync(data)
    .filter((name) => name.includes('.sqlite'))
    .map((name) => ({ name, bytes: readFileSync(join(data, name)) }))
}

describe('the search itself', () => {
  const one: Secrets = { names: new Set(['甲子12']), phones: new Set(['00012345678']), identities: ['城乡低保对象'] }
  const said = '甲子12 990000195003129638 00012345678 象湖镇东一村第3组7号 1950-03-12 城乡低保对象'

  test.each([
    ['UTF-8', Buffer.from(said)],
    ['UTF-16LE', Buffer.from(said, 'utf16le')],
    ['UTF-16BE', Buffer.from(`x${said}`, 'utf16le').swap16()],
    ['hex', Buffer.from(`"${Buffer.from(said).toString('hex')}"`)],
    ['hex', Buffer.from(`"a${Buffer.from(said).toString('hex')}"`)],
    ['base64', Buffer.from(`"${Buffer.from(said).toString('base64')}"`)],
    ['base64', Buffer.from(`"${Buffer.from(`ab${said}`).toString('base64url')}"`)],
    ['base64', Buffer.from(`"k1${Buffer.from(said).toString('base64url')}"`)],
  ])('finds each thing in %s', (form, bytes) => {
    expect(findInClear(bytes, one)).toEqual(
      expect.arrayContaining(
        ['a name', 'a number of an ID', 'a phone', 'an address', 'a day of birth', 'a certified identity'].map(
          (what) => `${form}: ${what}`,
        ),
      ) as string[],
    )
  })

  test('finds nothing in what tells nothing', () => {
    expect(findInClear(Buffer.from('甲子镇 kelan-1-1-0901 2021-12-18 aes-256-gcm.k1.AAAABBBBCCCC'), one)).toEqual([])
  })
})

interface Followed {
  enrolments: readonly { id: string }[]
}

test('people use it: they look, bind, ask, register, reveal, import, and are refused', async () => {
  for (const who of ['villager', 'daughter']) {
    const user = as(who)
    const { self, family } = await user.ask<{ self: Followed; family: readonly Followed[] }>('enrollment', 'me')
    for (const { id } of [self, ...family].flatMap(({ enrolments }) => enrolments))
      await user.ask('enrollment', 'course', { enrolment: id })
    await user.ask('enrollment', 'inbox', { before: null })
    await user.ask('enrollment', 'exportMine')
  }
  const clerk = as('clerk')
  const { name, idNumber } = neighbour(1)
  await clerk.ask('enrollment', 'findResident', { region: 'kelan', village: 'kelan-1-1', idNumber, name: null })
  await clerk.ask('enrollment', 'findResident', { region: 'kelan', village: 'kelan-1-1', idNumber: null, name })
  await clerk.ask('enrollment', 'revealField', {
    operation: operation(),
    resident: `${NEIGHBOURS}-1`,
    field: 'idNumber',
    reason: 'verifyIdentity',
  })
  await clerk.ask('enrollment', 'handBindingCode', { operation: operation(), resident: `${NEIGHBOURS}-2` })
  await clerk.ask('enrollment', 'registerResident', {
    operation: operation(),
    village: 'kelan-1-1',
    household: null,
    householdAddress: NEWCOMER.address,
    head: true,
    group: '第9组',
    entry: { ...NEWCOMER, sex: '男', birthDate: '1990-01-01', idKind: 'residentId', hukou: '岢岚县', ground: 'hukou' },
  })
  const ledger = await workbook([
    ['姓名', '性别', '出生日期', '身份证号', '通讯地址', '联系电话', '户籍信息'],
    [name, '男', '1968-09-09', idNumber, NEWCOMER.address, NEWCOMER.phone, '岢岚县'],
  ])
  await importFile(clerk, { region: 'kelan', village: 'kelan-1-1' }, ledger)
  const county = as('county')
  await county.refusal('enrollment', 'bindSelf', { operation: operation(), name, idNumber, code: '0000000000' })
  await county.ask('enrollment', 'bindSelf', {
    operation: operation(),
    name,
    idNumber,
    code: printedCode(householdCode(NEIGHBOURS, 0)),
  })
  await county.call('enrollment', 'amountFor', {
    region: 'kelan',
    year: 2022,
    name: neighbour(2).name,
    idNumber: neighbour(2).idNumber,
  })
  await county.ask('enrollment', 'askLink', {
    operation: operation(),
    name: neighbour(2).name,
    idNumber: neighbour(2).idNumber,
    householdCode: null,
    relation: '妻子',
  })
  await county.refusal('enrollment', 'registerResident', { village: NEWCOMER.name, entry: NEWCOMER })
})

/** What people write down of a payment, each a text that stands nowhere else. */
const SAID = {
  cardSlip: 'XIAOPIAO-77881',
  bankSlip: 'CUNDAN-99112',
  receipt: 'PINGZHENG-55663',
  undone: '点错了人家阿婆在哭',
  returned: '他儿子在深圳参保了',
} as const

test('money is taken, brought to the bank, undone, taken down, and asked back, with slips, receipts and reasons', async () => {
  const db = sdkDatabase(devcloud.url)
  const clerk = as('clerk')
  const { data } = await db.collection('enrolments').where({ village: 'kelan-1-1', status: 'due' }).limit(200).get()
  const due = data as unknown as { _id: string; household: string }[]
  interface Owed {
    people: { enrolment: string; fee: number | null; warnings: { code: string }[] }[]
    total: number
  }
  const owing: { enrolment: string; total: number; heard: string[] }[] = []
  for (const { _id: enrolment } of due) {
    if (owing.length === 4) break
    const { people: found, total } = await clerk.ask<Owed>('payment', 'owedAtDesk', { enrolments: [enrolment] })
    if (found[0]!.fee !== null && total > 0)
      owing.push({ enrolment, total, heard: found[0]!.warnings.map(({ code }) => code) })
  }
  const [first, second, third, fourth] = owing
  const take = ({ enrolment, total, heard }: (typeof owing)[number], way: 'cash' | 'pos') => {
    const slip = way === 'pos' ? SAID.cardSlip : null
    const taking = { operation: operation(), enrolments: [enrolment], way, total, slip, heard }
    return clerk.ask<{ order: string }>('payment', 'takeCash', taking)
  }
  const { order } = await take(first!, 'pos')
  const { order: undone } = await take(second!, 'cash')
  await clerk.ask('payment', 'undoCash', { operation: operation(), order: undone, because: SAID.undone })
  await take(third!, 'cash')
  const deposit = { operation: operation(), year: 2022, orders: null, amount: third!.total, slip: SAID.bankSlip }
  await clerk.ask('payment', 'depositCash', deposit)
  const { enrolment, total: amount } = fourth!
  const receipt = { enrolment, day: null, amount, way: '银行柜台', evidence: SAID.receipt }
  await as('county-kelan').ask('payment', 'recordPayment', { operation: operation(), ...receipt })
  const back = { operation: operation(), order, enrolment: first!.enrolment, why: SAID.returned }
  await clerk.ask('payment', 'askRefund', back)
})

test('and the night passes after which the collection of 岢岚 is over', async () => {
  const fired = await setClock(devcloud.url, MORNING)
  expect(fired.some(({ what }) => what.includes('status-job'))).toBe(true)
})

test('nothing of anybody can be read in devcloud’s files, the log of its last writes among them, or in its log', () => {
  const files = filesOfDevcloud()
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['database.sqlite', 'database.sqlite-wal', 'wechat.sqlite']),
  )
  expect(files.flatMap(({ name, bytes }) => findInClear(bytes, secrets).map((trace) => `${name} ${trace}`))).toEqual([])
  expect(findInClear(Buffer.from(devcloud.log()), secrets)).toEqual([])
})

test('of all documents of all collections none holds a name, a number, a phone, an address, a reason, a slip or a receipt', async () => {
  const db = sdkDatabase(devcloud.url)
  const { collections } = JSON.parse(readFileSync(INDEXES, 'utf8')) as { collections: Record<string, object> }
  const inClear: string[] = []
  let looked = 0
  for (const collection of Object.keys(collections))
    for (let after = ''; ;) {
      const where = { _id: db.command.gt(after) }
      const { data: page } = await db.collection(collection).where(where).orderBy('_id', 'asc').limit(1_000).get()
      looked += page.length
      const text = JSON.stringify(page)
      for (const [what, words] of Object.entries(SAID)) if (text.includes(words)) inClear.push(`${collection}: ${what}`)
      inClear.push(...findInClear(Buffer.from(text), secrets).map((trace) => `${collection}: ${trace}`))
      if (page.length < 1_000) break
      after = String(page.at(-1)!._id)
    }
  expect(inClear).toEqual([])
  expect(looked).toBeGreaterThan(100)
  for (const words of Object.values(SAID))
    for (const { name, bytes } of filesOfDevcloud()) expect([name, bytes.includes(words)]).toEqual([name, false])
})

test('a clause that tells a category stands nowhere in clear', () => {
  for (const { bytes } of filesOfDevcloud()) expect(bytes.includes('subsidy/')).toBe(false)
})
