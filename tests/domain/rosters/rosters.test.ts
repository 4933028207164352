import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import { openResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { openedFile } from '../../../cloudfunctions/platform/files/encrypted-zip'
import { aesZip } from '../../../cloudfunctions/platform/files/encrypted-zip'
import { readThrough } from '../../platform/files/read-through'
import { madeUpId } from '../../../commands/demo-data/resident-id'
import {
  allRows,
  applyList,
  enterList,
  glance,
  line,
  listCsv,
  pay,
  putList,
  seedPeople,
  sendList,
  startRosterCounty,
  yearOf,
} from './roster-county'
import type { Batch, Effect, RosterCounty } from './roster-county'

const KEY = 'Banan-2022'
const FIRST = { roster: 'subsidised', certifier: '区民政局', confirmedOn: '2021-11-28', key: KEY }
const DECEMBER = { ...FIRST, confirmedOn: '2021-12-08' }
const encrypted = (bytes: Buffer) => aesZip('花名册.csv', bytes, KEY)
const FILES = join(__dirname, 'encrypted')

let county: RosterCounty
beforeAll(async () => {
  county = await startRosterCounty({ only: ['county', 'enrollment'] })
})
afterAll(() => county.stop())

const feeOf = async (resident: Resident) =>
  (await county.stored<EnrolmentDocument>('enrolments', { _id: yearOf(resident) }))[0]!
const ledgerOf = async (resident: Resident) =>
  openResident((await county.stored<ResidentDocument>('residents', { _id: resident.id }))[0]!)

describe('a list that 区民政局 sends', () => {
  let people: Resident[]
  let batch: Batch
  beforeAll(async () => {
    people = await seedPeople(county, 'banan', [{}, {}, {}])
  })

  test('in a workbook with a password is read with the key, and not without it, and not with another', async () => {
    const file = await putList(county.banan, 'banan', readFileSync(join(FILES, 'workbook-with-password.xlsx')))
    const ask = {
      region: 'banan',
      year: 2022,
      roster: 'subsidised',
      certifier: '区民政局',
      confirmedOn: '2021-11-28',
      file,
    }
    expect(await county.banan.refusal('county', 'readRoster', { ...ask, key: null })).toMatchObject({
      code: 'FILE_ENCRYPTED',
    })
    expect(await county.banan.refusal('county', 'readRoster', { ...ask, key: 'banan-2022' })).toMatchObject({
      code: 'FILE_KEY_WRONG',
    })
    const read = await county.banan.ask<Answers['readRoster']>('county', 'readRoster', { ...ask, key: KEY })
    expect(read).toMatchObject({ done: true, checked: 3, rows: 3 })
    batch = await county.banan.ask('county', 'rosterBatch', { batch: read.batch })
    expect(batch).toMatchObject({
      name: '首批',
      state: 'ready',
      rows: 3,
      taken: 3,
      sentBack: 0,
      people: 3,
      missingColumns: [],
    })
  })

  test('tells what it would change before anything is changed', async () => {
    const effect = await county.banan.ask<Effect>('county', 'rosterEffect', { batch: batch.batch })
    expect(effect).toMatchObject({ people: 3, keepYear: 0, outdated: false, feeBefore: 3 * 32_000 })
    expect(effect.feeAfter).toBeLessThan(effect.feeBefore)
    expect(effect.groups).toHaveLength(1)
    expect(effect.groups[0]!.sentence).toMatch(/^3 人由应缴 320元变为 \d+元（没有资助 → 城乡低保对象）$/)
    expect(effect.funders.reduce((sum, { after }) => sum + after, 0)).toBe(effect.feeBefore - effect.feeAfter)
    for (const person of people) {
      expect((await ledgerOf(person)).categories).toEqual([])
      expect((await feeOf(person)).assessment.fee).toBe(32_000)
    }
  })

  test('is entered once somebody agrees to that effect; agreeing twice is once', async () => {
    const { round, feeAfter } = await county.banan.ask<Effect>('county', 'rosterEffect', { batch: batch.batch })
    const operation = randomUUID()
    expect(await county.banan.refusal('county', 'applyRoster', { batch: batch.batch })).toMatchObject({
      code: 'BATCH_STATE',
    })
    expect(
      await county.banan.refusal('county', 'confirmRoster', { operation, batch: batch.batch, round: round + 1 }),
    ).toMatchObject({ code: 'EFFECT_OUTDATED' })
    for (let twice = 0; twice < 2; twice++)
      await county.banan.ask('county', 'confirmRoster', { operation, batch: batch.batch, round })
    const [one, other] = await Promise.all([applyList(county.banan, batch.batch), applyList(county.banan, batch.batch)])
    expect([one, other]).toEqual([
      { batch: batch.batch, done: true, applied: 3, failed: 0, people: 3 },
      { batch: batch.batch, done: true, applied: 3, failed: 0, people: 3 },
    ])
    for (const person of people) {
      expect((await ledgerOf(person)).categories).toEqual([
        { identity: '城乡低保对象', from: '2021-11-28', ended: null, certifier: '区民政局' },
      ])
      const { events, assessment } = await feeOf(person)
      expect(events.map(({ kind }) => kind)).toEqual(['certified'])
      expect(assessment.fee).toBe(feeAfter / 3)
    }
    expect(await county.stored('audit', { action: 'confirmRoster', target: batch.batch })).toMatchObject([
      { openid: 'oBanan', region: 'banan', outcome: 'done' },
    ])
  })

  test('in a zip with AES-256 is read; with the old cipher of zips it is refused, with what to do', async () => {
    const aes = await sendList(county.banan, readFileSync(join(FILES, 'aes-256.zip')), {
      ...FIRST,
      confirmedOn: '2021-11-29',
    })
    expect(aes).toMatchObject({ rows: 3, same: 3, people: 0 })
    const old = await putList(county.banan, 'banan', readFileSync(join(FILES, 'zip-crypto.zip')))
    const refused = await county.banan.refusal('county', 'readRoster', {
      region: 'banan',
      year: 2022,
      ...FIRST,
      file: old,
    })
    expect(refused).toMatchObject({ code: 'FILE_ENCRYPTION_UNREAD' })
    expect(refused.message).toContain('AES-256')
  })

  test('without any encryption is refused, for the notice wants it', async () => {
    const file = await putList(county.banan, 'banan', listCsv([line(people[0]!)]))
    expect(
      await county.banan.refusal('county', 'readRoster', { region: 'banan', year: 2022, ...FIRST, key: null, file }),
    ).toMatchObject({ code: 'FILE_NOT_ENCRYPTED' })
  })

  test('nowhere leaves the key behind, or a name or a number in clear', async () => {
    const kept = JSON.stringify(
      await Promise.all(
        ['roster-batches', 'roster-entries', 'roster-members', 'audit', 'file-parts', 'operations'].map((name) =>
          county.stored(name),
        ),
      ),
    )
    for (const secret of [KEY, '甲子', '9900001960', '城乡低保']) expect(kept).not.toContain(secret)
    expect(county.log()).not.toContain(KEY)
  })
})

describe('the changes of a month', () => {
  let people: Resident[]
  let batch: Batch
  beforeAll(async () => {
    people = await seedPeople(
      county,
      'banan',
      [{}, {}, {}, { absent: { why: 'died', since: '2021-11-01' } }, {}, {}, {}],
      20,
    )
    await enterList(
      county.banan,
      await sendList(
        county.banan,
        encrypted(listCsv([line(people[5]!), line(people[6]!, { category: '特困人员' })])),
        FIRST,
      ),
    )
  })

  test('are checked row by row: 错, 误, 漏 and 重 are each found and go back, the rest is taken', async () => {
    const [a, b, c, dead, e, certified] = people
    const wrongDigit = a!.idNumber!.slice(0, 17) + (a!.idNumber!.endsWith('1') ? '2' : '1')
    batch = await sendList(
      county.banan,
      encrypted(
        listCsv([
          line(a!),
          line(a!),
          line(b!, { name: '乙丑' }),
          line(b!, { category: '城乡低保对家' }),
          line(b!, { category: '五保老人' }),
          line(b!, { category: '三、四级残疾人员' }),
          line(dead!),
          line(c!, { change: '' }),
          line(c!, { change: '改' }),
          line(c!, { category: '' }),
          line(c!, { change: '减少' }),
          { name: '丙寅', idNumber: madeUpId('1960-03-04', 400, '女') },
          { name: '丁卯', idNumber: wrongDigit },
          { name: '戊辰', idNumber: '' },
          line(e!, { village: '西二村', phone: '' }),
          line(certified!),
          line(e!, { category: '福利院供养', name: '' }),
          line(e!, { category: '低保边缘户', change: '新增' }),
          line(e!, { category: '低保边缘户', change: '减少' }),
        ]),
      ),
      DECEMBER,
    )
    expect(batch).toMatchObject({ name: '2021-12 月度变动', open: [{ field: 'dueDay' }] })
    const rows = await allRows(county.banan, batch.batch)
    expect(glance(rows).sort((x, y) => parseInt(x) - parseInt(y))).toEqual([
      '3 taken',
      '4 sentBack ROW_TWICE',
      '5 sentBack NAME_DIFFERS',
      '6 sentBack CATEGORY_SLIP',
      '7 sentBack CATEGORY_NEAR',
      '8 sentBack CATEGORY_NOT_THEIRS',
      '9 sentBack PERSON_DIED',
      '10 sentBack CHANGE_MISSING CHANGE_CONTRADICTS',
      '11 sentBack CHANGE_FORM CHANGE_CONTRADICTS',
      '12 sentBack CATEGORY_MISSING',
      '13 sentBack CHANGE_CONTRADICTS',
      '14 sentBack PERSON_UNKNOWN',
      '15 sentBack ID_CHECK_DIGIT',
      '16 sentBack ID_MISSING',
      '17 taken VILLAGE_DIFFERS FIELD_EMPTY',
      '18 same ALREADY_CERTIFIED',
      '19 sentBack NAME_MISSING',
      '20 sentBack CHANGE_CONTRADICTS',
      '21 sentBack CHANGE_CONTRADICTS',
    ])
    expect(rows.find(({ line: at }) => at === 6)!.flaws[0]!.words).toContain('城乡低保对象')
    for (const { name, tail } of rows) expect(`${name}${tail ?? ''}`).toMatch(/^[甲乙丙丁戊]?\*{3}(\*{3}[\dX]{4})?$/)
    expect(batch.sentBack).toBe(rows.filter(({ outcome }) => outcome === 'sentBack').length)
  })

  test('go back to their sender as a sheet, encrypted as they came, with numbers in full and what is wrong; who made it is in the audit', async () => {
    const { batches } = await county.banan.ask<Answers['rosterBatches']>('county', 'rosterBatches', {
      region: 'banan',
      year: 2022,
      after: null,
    })
    expect(batches.map((one) => one.batch)).toContain(batch.batch)
    const make = { operation: randomUUID(), batch: batch.batch, which: 'sentBack' }
    expect(await county.banan.refusal('county', 'rosterSheet', { ...make, key: null })).toMatchObject({
      code: 'KEY_NEEDED',
    })
    const made = await county.banan.ask<Answers['rosterSheet']>('county', 'rosterSheet', { ...make, key: KEY })
    const parts = await Promise.all(
      Array.from({ length: made.parts }, (_, part) =>
        county.banan.ask<{ base64: string }>('county', 'rosterSheetPart', {
          batch: batch.batch,
          file: made.file,
          part,
        }),
      ),
    )
    const { file, encrypted: came } = openedFile(
      Buffer.concat(parts.map(({ base64 }) => Buffer.from(base64, 'base64'))),
      KEY,
    )
    const rows = (await readThrough(file)).rows.map(({ cells }) => cells.map((cell) => cell?.text ?? ''))
    expect(came).toBe(true)
    expect(rows[0]!.slice(-3)).toEqual(['核对结果', '错误漏重', '说明'])
    expect(rows).toHaveLength(batch.sentBack + 1)
    expect(rows[2]!.slice(0, 2)).toEqual(['乙丑', people[1]!.idNumber])
    expect(rows[2]!.slice(-3, -1)).toEqual(['退回核实', '误'])
    expect(await county.stored('audit', { action: 'rosterSheet' })).toMatchObject([
      { outcome: 'revealed', why: 'sentBack' },
    ])
  })

  test('end what they end, and leave what another office certified', async () => {
    const both = people[6]!
    await enterList(
      county.banan,
      await sendList(county.banan, encrypted(listCsv([line(both, { category: '三、四级残疾人员', level: '三级' })])), {
        ...FIRST,
        certifier: '区残联',
      }),
    )
    const exempt = (await feeOf(both)).assessment.fee
    const effect = await enterList(
      county.banan,
      await sendList(county.banan, encrypted(listCsv([line(both, { category: '特困人员', change: '减少' })])), {
        ...DECEMBER,
        confirmedOn: '2021-12-09',
      }),
    )
    expect((await ledgerOf(both)).categories).toEqual([
      { identity: '特困人员', from: '2021-11-28', ended: '2021-12-09', certifier: '区民政局' },
      { identity: '三、四级残疾人员', from: '2021-11-28', ended: null, certifier: '区残联' },
    ])
    expect(effect.groups[0]).toMatchObject({
      people: 1,
      from: { category: '特困人员', fee: exempt },
      to: { category: '三、四级残疾人员' },
    })
    expect((await feeOf(both)).assessment.fee).toBe(effect.groups[0]!.to!.fee)
    expect(effect.feeAfter).toBeGreaterThan(effect.feeBefore)
  })

  test('that come after somebody has paid are kept for the ledger, and change nothing of the year', async () => {
    const [paid] = await seedPeople(county, 'banan', [{}], 60)
    await pay(county, paid!, '2021-12-20')
    const effect = await enterList(
      county.banan,
      await sendList(county.banan, encrypted(listCsv([line(paid!)])), { ...DECEMBER, confirmedOn: '2021-12-10' }),
    )
    expect(effect).toMatchObject({
      people: 1,
      keepYear: 1,
      feeBefore: 0,
      funders: [],
      groups: [{ keepsYear: true, from: { fee: 32_000 }, to: { fee: 32_000 } }],
    })
    expect((await feeOf(paid!)).assessment.fee).toBe(32_000)
    expect((await ledgerOf(paid!)).categories).toHaveLength(1)
  })

  test('are looked at anew when somebody was entered meanwhile, when another list overtook them, and on another day', async () => {
    const newcomer = { name: '甲子80', idNumber: madeUpId('1960-03-04', 80, '女') }
    const batch = await sendList(county.banan, encrypted(listCsv([newcomer])), { ...FIRST, confirmedOn: '2021-11-20' })
    expect(batch).toMatchObject({ sentBack: 1, people: 0 })
    await seedPeople(county, 'banan', [{}], 80)
    const again = await county.banan.ask<Answers['recheckRoster']>('county', 'recheckRoster', {
      batch: batch.batch,
      begin: true,
    })
    expect(again).toMatchObject({ done: true, checked: 1 })
    expect(await county.banan.ask('county', 'rosterBatch', { batch: batch.batch })).toMatchObject({
      sentBack: 0,
      people: 1,
    })
    const seen = await county.banan.ask<Effect>('county', 'rosterEffect', { batch: batch.batch })
    await county.setClock('2021-12-21T09:00:00+08:00')
    expect(await county.banan.ask('county', 'rosterEffect', { batch: batch.batch })).toMatchObject({ outdated: true })
    expect(
      await county.banan.refusal('county', 'confirmRoster', {
        operation: randomUUID(),
        batch: batch.batch,
        round: seen.round,
      }),
    ).toMatchObject({ code: 'EFFECT_OUTDATED' })
    expect(
      await county.banan.ask('county', 'discardRoster', {
        operation: randomUUID(),
        batch: batch.batch,
        because: '报错了',
      }),
    ).toMatchObject({ state: 'discarded' })
    expect(await county.banan.refusal('county', 'applyRoster', { batch: batch.batch })).toMatchObject({
      code: 'BATCH_STATE',
    })
  })
})

describe('a list that was entered by mistake', () => {
  const send = (day: string, lines: Parameters<typeof listCsv>[0]): Promise<Batch> =>
    sendList(county.banan, encrypted(listCsv(lines)), { ...FIRST, confirmedOn: day })
  const withdrawing = (batch: string) => ({ operation: randomUUID(), batch, because: '发错了文件' })
  const certified = (people: readonly Resident[]) =>
    Promise.all(
      people.map(async (one) => (await ledgerOf(one)).categories.filter(({ ended }) => ended === null).length),
    )

  test('is taken back whole, says where it came from, and may come again', async () => {
    const people = await seedPeople(county, 'banan', [{}, {}], 300)
    const bytes = encrypted(listCsv(people.map((one) => line(one))))
    const sent = { ...FIRST, confirmedOn: '2021-12-14' }
    const batch = await sendList(county.banan, bytes, sent)
    await enterList(county.banan, batch)
    expect(await certified(people)).toEqual([1, 1])
    expect(await county.banan.ask('county', 'withdrawRoster', withdrawing(batch.batch))).toEqual({
      ...{ batch: batch.batch, done: true, people: 2, left: 0, stays: 0 },
    })
    expect(await certified(people)).toEqual([0, 0])
    expect(await county.banan.ask('county', 'rosterFile', { batch: batch.batch })).toMatchObject({
      account: { rows: 4, taken: 2, exceptions: 0 },
      withdrawn: { because: '发错了文件', people: 2, stays: 0 },
    })
    expect(await sendList(county.banan, bytes, sent)).toMatchObject({ batch: batch.batch, people: 2 })
  })

  test('stays whole where something stands on it, and says what', async () => {
    const people = await seedPeople(county, 'banan', [{}, {}], 310)
    const batch = await send(
      '2021-12-15',
      people.map((one) => line(one)),
    )
    await enterList(county.banan, batch)
    await enterList(county.banan, await send('2021-12-16', [line(people[0]!, { change: '减少' })]))
    expect(await county.banan.refusal('county', 'withdrawRoster', withdrawing(batch.batch))).toMatchObject({
      code: 'LIST_STANDS',
      found: '1 人的身份后来又改过',
    })
    expect(await certified(people)).toEqual([0, 1])
  })
})

describe('a list that 随县 takes whole', () => {
  const SENT = { region: 'suixian', roster: 'civil-affairs', certifier: '县民政局', confirmedOn: '2021-11-30' }
  const HEADINGS = '姓名,身份证号码,乡镇,村,备注,人员类别,说明,备注,备注,备注,备注'
  const whole = (lines: Parameters<typeof listCsv>[0]) =>
    listCsv(
      lines.map((one) => ({ township: '甲镇', ...one, change: '' })),
      HEADINGS,
    )

  test('removes whom it names no more, but nobody whose row is only written wrong', async () => {
    const people = await seedPeople(county, 'suixian', [{}, {}, {}, {}], 100)
    const [stays, gone, misspelt, wrongName] = people.map((person) =>
      line(person, { category: '最低生活保障家庭成员' }),
    )
    const first = await enterList(
      county.suixian,
      await sendList(county.suixian, whole([stays!, gone!, misspelt!, wrongName!]), SENT),
    )
    expect(first).toMatchObject({ people: 4 })
    const digits =
      misspelt!.idNumber!.slice(0, 16) + (misspelt!.idNumber![16] === '0' ? '1' : '0') + misspelt!.idNumber!.slice(17)
    const second = await sendList(
      county.suixian,
      whole([stays!, { ...misspelt, idNumber: digits }, { ...wrongName, name: '别人' }]),
      { ...SENT, confirmedOn: '2021-12-09' },
    )
    expect(second).toMatchObject({ name: '2021-12 整册', rows: 3, same: 1, sentBack: 2, people: 1, implied: 1 })
    expect(glance(await allRows(county.suixian, second.batch))).toEqual([
      '3 same',
      '4 sentBack ID_CHECK_DIGIT',
      '5 sentBack NAME_DIFFERS',
      '- taken',
      '- same MAYBE_MISSPELT',
    ])
    const effect = await enterList(county.suixian, second)
    expect(effect.groups).toMatchObject([
      { people: 1, from: { category: '最低生活保障家庭成员' }, to: { category: null } },
    ])
    const categories = await Promise.all(
      people.map(async (person) => (await ledgerOf(person)).categories.map(({ ended }) => ended)),
    )
    expect(categories).toEqual([[null], ['2021-12-09'], [null], [null]])
  })
})

describe('a list of people in employee insurance', () => {
  test('is matched with the ledger; who is confirmed leaves, and who is unknown is told', async () => {
    const [employed, paid] = await seedPeople(county, 'banan', [{}, {}], 120)
    await pay(county, paid!, '2021-12-20')
    const csv = Buffer.from(
      [
        '姓名,身份证号,参保日期',
        `${employed!.name},${employed!.idNumber},2021-12-01`,
        `${paid!.name},${paid!.idNumber},2021/12/5`,
        `己巳,${madeUpId('1960-03-04', 401, '女')},2021-12-01`,
      ].join('\n'),
    )
    const batch = await sendList(county.banan, csv, {
      roster: 'employee',
      certifier: '职工医保',
      confirmedOn: '2021-12-09',
    })
    expect(glance(await allRows(county.banan, batch.batch))).toEqual([
      '2 taken',
      '3 taken',
      '4 sentBack PERSON_UNKNOWN',
    ])
    const effect = await enterList(county.banan, batch)
    expect(effect.groups.map(({ from, to }) => [from!.statusName, to!.statusName])).toEqual([
      ['待缴费', '已退出'],
      ['已缴费', '已退出'],
    ])
    expect((await ledgerOf(employed!)).absent).toEqual({ why: 'employee', since: '2021-12-01' })
    expect((await feeOf(paid!)).status).toBe('withdrawn')
  })
})
