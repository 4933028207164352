import { contract } from '../../../cloudfunctions/county/contract'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { SHEETS } from '../../../cloudfunctions/domain/county-office/contract'
import { progressDayId } from '../../../cloudfunctions/domain/enrolments/count-people'
import type { AuditDocument } from '../../../cloudfunctions/domain/access/audit'
import { inTransaction } from '../../../cloudfunctions/platform/database/transaction'
import type { CashInHandDocument } from '../../../cloudfunctions/domain/payments/cash-in-hand'
import { entryOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { SeasonKey } from '../../../cloudfunctions/domain/payments/ledger'
import { writeEntries } from '../../../cloudfunctions/domain/payments/ledger-store'
import { startCountyCloud, USERS, APPOINTED } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { recounted, seedCounted } from '../enrolments/kept-counts'
import { enrolmentsOn, manyOf } from '../jobs/night-people'

const TODAY = '2022-01-05'
const SEASON = { region: 'ruijin', year: 2022 }
/** Of five people two owe, one is subsidised in full, one has paid, one has left. */
const people = [
  ...manyOf(20),
  ...manyOf(15, 20).map((one) => ({ ...one, village: 'ruijin-1-2' })),
  ...manyOf(10, 40).map((one) => ({ ...one, village: 'ruijin-2-1' })),
]

let county: CountyCloud
let operations = 0
const operation = () => `county-deed-${++operations}`
const ask = <Action extends keyof Answers>(action: Action, data: object, who = 'oCounty') =>
  county.as(who).ask<Answers[Action]>('county', action, data)

beforeAll(async () => {
  county = await startCountyCloud({ now: `${TODAY}T09:00:00+08:00`, only: ['county'], people: ['oCountyFangtai'] })
  await seedCounted(county, enrolmentsOn(TODAY, people))
  const dayOf = (day: string, paid: number) => ({
    _id: progressDayId('ruijin', 2022, day),
    ...SEASON,
    day,
    townships: { 象湖镇: { people: 35, paid, exempt: 0 }, 叶坪镇: { people: 10, paid: 2, exempt: 0 } },
  })
  await county.seed('progress-days', [
    dayOf('2021-12-21', 3),
    dayOf('2021-12-28', 5),
    dayOf('2021-12-31', 6),
    dayOf('2022-01-04', 7),
  ])
  await county.seed('villages', [{ _id: 'fangtai-1-1', region: 'fangtai', township: '方太乡', name: '甲子村' }])
  await county.seed('appointments', [
    { _id: 'oCountyFangtai', role: 'county', region: 'fangtai', villages: null, from: '2021-01-01', until: null },
  ])
})
afterAll(() => county.stop())

describe('progress', () => {
  test('is of the notice’s seventeen townships, their targets adding up to the total', async () => {
    const targets = await ask('targets', SEASON)
    expect(targets).toMatchObject({
      total: { people: 548_738, basis: 'notice' },
      sum: 548_738,
      agrees: true,
      unit: '征收任务人数',
    })
    expect(targets.townships).toHaveLength(17)
  })

  test('counts who paid, not who owes nothing, and says who is late with which milestone', async () => {
    const progress = await ask('progress', { ...SEASON, township: null })
    expect(contract.progress.answer.parse(progress)).toEqual(progress)
    expect(progress.places).toHaveLength(17)
    expect(progress.counts.who).toBe('paid')
    expect(progress.total).toMatchObject({
      people: 45,
      done: 9,
      paid: 9,
      exempt: 0,
      unpaid: 27,
      unpaidSubsidised: 9,
      percent: 0,
    })
    // 80 % of 58,281 is 46,624.8: whole people, rounded up.
    expect(progress.places.find(({ name }) => name === '叶坪镇')).toMatchObject({
      people: 10,
      done: 2,
      milestones: [
        { id: 'four-fifths', standing: 'late', required: 46_625, remaining: 46_623, onTheDay: 2, neededADay: null },
        {
          id: 'all',
          standing: 'ahead',
          required: 58_281,
          remaining: 58_279,
          onTheDay: null,
          neededADay: Math.ceil(58_279 / 86),
        },
      ],
    })
    expect(progress.statuses).toContainEqual({ status: 'exempt', name: '免缴待登记', people: 9, subsidised: 9 })
  })

  test('of a township is of its villages', async () => {
    const { total, places } = await ask('progress', { ...SEASON, township: '象湖镇' })
    expect(total).toMatchObject({ name: '象湖镇', people: 35, done: 7, target: { people: 108_250 } })
    expect(places.map(({ name, people: all, done, target }) => [name, all, done, target])).toEqual([
      ['东一村', 20, 4, null],
      ['西二村', 15, 3, null],
    ])
    expect(await county.as('oCounty').refusal('county', 'progress', { ...SEASON, township: '甲子镇' })).toMatchObject({
      code: 'UNKNOWN_UNIT',
    })
  })

  test('week by week goes back from yesterday evening, beside what is required', async () => {
    const { points, required } = await ask('progressWeeks', { ...SEASON, township: null })
    expect(points).toEqual([
      { day: '2021-12-21', done: 5, percent: 0 },
      { day: '2021-12-28', done: 7, percent: 0 },
      { day: '2022-01-04', done: 9, percent: 0 },
    ])
    expect(required).toEqual([
      { id: 'four-fifths', by: '2021-12-31', people: 438_991 },
      { id: 'all', by: '2022-03-31', people: 548_738 },
    ])
  })
})

describe('a target', () => {
  const figure = (data: object, who = 'oCountyFangtai') =>
    ask(
      'setTarget',
      {
        operation: operation(),
        region: 'fangtai',
        year: 2024,
        township: '方太乡',
        village: 'fangtai-1-1',
        source: '县税务局核定表',
        day: '2021-12-01',
        ...data,
      },
      who,
    )
  const counts = {
    from: 2_000,
    minus: {
      全额资助参保对象: 100,
      高校大学生: 40,
      '已稳定就业并在单位（公司）参加了五险人员': 200,
      在部队服现役人员: 5,
      监狱服刑人员: 2,
    },
  }

  test('by the notice’s formula is computed from what is entered; the official figure wins, and what was entered stays', async () => {
    expect(await figure({ basis: 'formula', figure: counts })).toEqual({
      target: { people: 1_653, basis: 'formula', basisName: '按通知算法', source: '县税务局核定表', day: '2021-12-01' },
    })
    const again = { operation: operation(), basis: 'official', figure: { people: 1_640 } }
    expect(await figure(again)).toMatchObject({ target: { people: 1_640, basis: 'official' } })
    expect(await figure(again)).toMatchObject({ target: { people: 1_640 } })
    expect(
      (await ask('progress', { region: 'fangtai', year: 2024, township: null }, 'oCountyFangtai')).total.target,
    ).toBeNull()
    const unit = { region: 'fangtai', year: 2024, township: '方太乡', village: 'fangtai-1-1' }
    expect((await ask('targetHistory', unit, 'oCountyFangtai')).entries).toMatchObject([
      { basis: 'official', people: 1_640 },
      { basis: 'formula', people: 1_653, from: 2_000 },
    ])
    expect(await figure({ basis: 'official', figure: null })).toMatchObject({
      target: { people: 1_653, basis: 'formula' },
    })
  })

  test('that lacks a group, is of nowhere or of tomorrow is refused, and nothing is kept', async () => {
    const refusal = (data: object) =>
      county
        .as('oCountyFangtai')
        .refusal('county', 'setTarget', {
          operation: operation(),
          region: 'fangtai',
          year: 2024,
          township: '方太乡',
          village: null,
          basis: 'official',
          figure: { people: 1 },
          source: '表',
          day: '2021-12-01',
          ...data,
        })
    expect(await refusal({ basis: 'formula', figure: { from: 5, minus: {} } })).toMatchObject({ code: 'BAD_TYPE' })
    expect(await refusal({ basis: 'formula' })).toMatchObject({ code: 'BAD_REQUEST', path: 'figure' })
    expect(await refusal({ township: '象湖镇' })).toMatchObject({ code: 'UNKNOWN_UNIT' })
    expect(await refusal({ day: '2022-01-06' })).toMatchObject({ code: 'DAY_IN_FUTURE' })
    expect(
      (
        await ask(
          'targetHistory',
          { region: 'fangtai', year: 2024, township: '方太乡', village: null },
          'oCountyFangtai',
        )
      ).entries,
    ).toEqual([])
  })
})

test('the bulletin is of the last evening that was kept, and the same for ever', async () => {
  const bulletin = await ask('bulletin', { ...SEASON, until: '2022-01-03' })
  expect(contract.bulletin.answer.parse(bulletin)).toEqual(bulletin)
  expect(bulletin).toMatchObject({
    day: '2021-12-31',
    weekBefore: null,
    lastYear: null,
    total: { done: 8, people: 45 },
  })
  const later = await ask('bulletin', { ...SEASON, until: '2022-01-04' })
  expect(later).toMatchObject({ day: '2022-01-04', weekBefore: '2021-12-28', total: { done: 9, inWeek: 2 } })
  expect(later.rows).toHaveLength(17)
  expect(later.rows[0]).toMatchObject({ rank: 1, name: '象湖镇', done: 7, inWeek: 2 })
  expect(later.problems.some((problem) => problem.startsWith('一周里一个人也没有增加的'))).toBe(true)
  const answer = await county.as('oCounty').call('county', 'bulletin', { ...SEASON, until: '2021-10-01' })
  expect(answer).toMatchObject({ ok: false, error: { code: 'DAY_NOT_KEPT' } })
})

test('a count that went wrong is found by the recount, put right when that is wanted, and then is right', async () => {
  await county.db
    .collection('village-counts')
    .doc('ruijin-2022~叶坪镇')
    .update({ data: { villages: { 'ruijin-2-1': { 'due~whole': 7 } } } })
  const look = (repair: boolean) => ask('recount', { ...SEASON, after: null, repair })
  expect(await look(false)).toEqual({
    villages: 3,
    people: 45,
    next: null,
    repaired: false,
    differences: [{ village: 'ruijin-2-1', status: 'due', ownShare: '全额自缴', kept: 7, counted: 4 }],
  })
  expect(await look(true)).toMatchObject({ repaired: true })
  expect(await look(false)).toMatchObject({ differences: [] })
  expect(await recounted(county.db, 'ruijin', 2022)).toEqual({ people: 45, differences: [] })
  expect(await county.stored<AuditDocument>('audit', { action: 'recount' })).toMatchObject([
    { openid: 'oCounty', region: 'ruijin', outcome: 'done', why: 'repaired' },
  ])
})

test('the money is where the ledger has it, and who holds cash longest stands first', async () => {
  const season: SeasonKey = 'ruijin-2022'
  const shares = (n: number) => [{ enrolment: `person-0000${n}-2022`, amount: 32_000 }]
  await inTransaction(county.db, (transaction) =>
    writeEntries(transaction, [
      ...[1, 2, 3].map((n) =>
        entryOf(`assess-${n}`, TODAY, 'assess', {
          enrolment: `person-0000${n}-2022`,
          season,
          fee: 32_000,
          subsidy: 0,
          funder: 'nobody',
        }),
      ),
      entryOf('cash-1', TODAY, 'takeCash', { shares: shares(1), clerk: 'oClerkEast' }),
      entryOf('cash-2', TODAY, 'takeCash', { shares: shares(2), clerk: 'oClerkWest' }),
      entryOf('pay-3', TODAY, 'pay', { season, way: 'wechat', shares: shares(3) }),
      entryOf('arrive-3', TODAY, 'arrive', { season, way: 'wechat', amount: 20_000 }),
    ]),
  )
  const item = (order: string, day: string) => ({
    order,
    household: 'house-1',
    village: 'ruijin-1-1',
    season,
    day,
    amount: 32_000,
  })
  await county.seed('drawers', [
    { _id: 'oClerkEast', items: [item('one', '2022-01-04')] },
    { _id: 'oClerkWest', items: [item('two', '2021-12-20')] },
  ] satisfies CashInHandDocument[])
  const money = await ask('money', SEASON)
  expect(contract.money.answer.parse(money)).toEqual(money)
  expect(money).toMatchObject({ assessed: 96_000, paid: 96_000, inHand: 64_000, arrived: 20_000, owedBack: 0 })
  expect(money.inTransit).toContainEqual({ way: 'wechat', name: '微信支付', amount: 12_000 })
  expect(money.clerks.map(({ clerk, villages, days, amount }) => [clerk, villages, days, amount])).toEqual([
    ['oClerkWest', ['西二村'], 16, 32_000],
    ['oClerkEast', ['东一村'], 1, 32_000],
  ])
})

test.each(Object.keys(SHEETS))(
  'the table %s comes as a spreadsheet and as CSV, in parts, its maker’s alone',
  async (sheet) => {
    for (const format of ['xlsx', 'csv']) {
      const made = await ask('exportSheet', { operation: operation(), ...SEASON, sheet, format }, 'oAuditor')
      const pieces: Buffer[] = []
      for (let part = 0; part < made.parts; part++)
        pieces.push(
          Buffer.from(
            (await ask('exportPart', { region: 'ruijin', file: made.file, part }, 'oAuditor')).base64,
            'base64',
          ),
        )
      const bytes = Buffer.concat(pieces)
      expect(bytes.length).toBe(made.bytes)
      expect(bytes.subarray(0, 3).toString('latin1')).toBe(format === 'xlsx' ? 'PK\x03' : '\xef\xbb\xbf')
      if (format === 'csv' && sheet === 'progress')
        expect(bytes.toString()).toContain('叶坪镇,58281,2,0%,10,2,0,6,2,46625,46623,逾期未完成')
      expect(
        await county.as('oCounty').refusal('county', 'exportPart', { region: 'ruijin', file: made.file, part: 0 }),
      ).toMatchObject({ code: 'UNKNOWN_PART' })
    }
  },
)

const REQUESTS: readonly [string, string, object][] = [
  ['progress', 'county auditor', { ...SEASON, township: null }],
  ['progressWeeks', 'county auditor', { ...SEASON, township: null }],
  ['targets', 'county auditor', SEASON],
  ['targetHistory', 'county auditor', { ...SEASON, township: null, village: null }],
  ['money', 'county auditor', SEASON],
  [
    'setTarget',
    'county',
    {
      operation: 'walk-target',
      ...SEASON,
      township: null,
      village: null,
      basis: 'official',
      figure: null,
      source: '表',
      day: '2021-12-01',
    },
  ],
  ['unpaidPeople', 'county', { operation: 'walk-unpaid', village: 'ruijin-1-1', year: 2022, key: null }],
  ['recount', 'county', { ...SEASON, after: null, repair: false }],
  ['exportSheet', 'county auditor', { operation: 'walk-export', ...SEASON, sheet: 'progress', format: 'csv' }],
]
const OWN: Readonly<Record<string, string>> = { oCounty: 'county', oAuditor: 'auditor' }

test.each(REQUESTS)(
  '%s is for %s of the place, and refused to everybody else with a line of audit',
  async (action, may, data) => {
    for (const openid of [...APPOINTED.map(({ _id }) => _id), ...USERS]) {
      const answer = await county.as(openid).call('county', action, data)
      if (may.split(' ').includes(OWN[openid] ?? 'nobody')) expect(answer).toMatchObject({ ok: true })
      else {
        expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
        expect((await county.stored<AuditDocument>('audit', { openid, outcome: 'refused' })).length).toBeGreaterThan(0)
      }
    }
  },
)
