import { operation } from '../cash/clerk-county'
import { BANAN, RUIJIN, startVillageCounty, SUIXIAN, type VillageCounty } from '../clerk/village-county'

let county: VillageCounty
let banan: string[][]
let suixian: string[]
let ruijin: string[][]

beforeAll(async () => {
  county = await startVillageCounty([], ['county'])
  ruijin = [await county.household(1, 3), await county.household(2, 2)]
  banan = [
    await county.household(3, 2, { region: 'banan', village: 'banan-1-1', hukou: '重庆市' }),
    await county.household(4, 1, { region: 'banan', village: 'banan-1-1', hukou: '重庆市' }),
  ]
  suixian = await county.household(5, 2, { region: 'suixian', village: 'suixian-1-1', hukou: '随县' })
  await county.openSeason('ruijin', 'oCounty')
  await county.openSeason('banan', 'oCountyBanan')
  await county.openSeason('suixian', 'oCountySuixian')
  for (const enrolment of banan.flat())
    await county
      .as('oClerkBanan')
      .ask('enrollment', 'tellFacts', { operation: operation(), enrolment, facts: { tier: '一档' } })
})
afterAll(() => county.stop())

const onDay = (day: string) => county.setClock(`${day}T10:00:00+08:00`)
const take = async (openid: string, enrolments: readonly string[]) => {
  const { total, people } = await county
    .as(openid)
    .ask<{ total: number; people: { warnings: { code: string }[] }[] }>('payment', 'owedAtDesk', { enrolments })
  return county
    .as(openid)
    .ask<{ order: string; total: number }>('payment', 'takeCash', {
      operation: operation(),
      enrolments,
      way: 'cash',
      total,
      slip: null,
      heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
    })
}
const duty = async (openid: string, desk: { village: string; year: number }, id: string) =>
  (await county.desk(openid, 'duties', desk)).duties.find((one) => one.duty === id)!

describe('cash in 巴南', () => {
  test('is to be deposited the same day; the day after it stands out as late, with the sum', async () => {
    await onDay('2021-12-31')
    const { total } = await take('oClerkBanan', banan[0]!)
    expect((await duty('oClerkBanan', BANAN, 'deposit')).tasks).toEqual([
      {
        began: '2021-12-31',
        what: '2021年12月31日收的现金',
        due: '2021-12-31',
        state: 'dueToday',
        daysLate: 0,
        amount: total,
        done: null,
      },
    ])
    expect((await county.desk('oClerkBanan', 'today', BANAN)).dueToday.map((card) => card.duty)).toContain('deposit')
    await onDay('2022-01-02')
    expect(await county.desk('oClerkBanan', 'today', BANAN)).toMatchObject({
      people: 3,
      paid: 2,
      unpaid: 1,
      money: { inHand: total, payments: 1, due: '2021-12-31', late: true },
      receipts: { issued: 1, last: 'banan-2022-1-1-00001' },
      late: [{ duty: 'deposit', seen: true, tasks: [{ daysLate: 2 }] }],
    })
  })

  test('deposited, it is seen to be done; then it is to be declared within two working days, over the New Year by 5 January', async () => {
    const { total } = await county.as('oClerkBanan').ask<{ total: number }>('payment', 'cashInHand', {})
    await county
      .as('oClerkBanan')
      .ask('payment', 'depositCash', {
        operation: operation(),
        year: 2022,
        orders: null,
        amount: total,
        slip: 'slip-7',
      })
    expect((await duty('oClerkBanan', BANAN, 'deposit')).tasks).toMatchObject([
      { state: 'done', done: { day: '2022-01-02', by: '系统记录', paper: 'slip-7' } },
    ])
    expect((await duty('oClerkBanan', BANAN, 'declare')).tasks).toMatchObject([
      { began: '2021-12-31', due: '2022-01-05', state: 'open', amount: total },
    ])
    await onDay('2022-01-06')
    expect((await duty('oClerkBanan', BANAN, 'declare')).tasks).toMatchObject([{ state: 'late', daysLate: 1 }])
  })

  test('it is marked done with the number of the paper, once; without evidence, or for a day that is none, it is refused', async () => {
    const mark = { ...BANAN, duty: 'declare', began: '2021-12-31', paper: 'SB-0001', evidence: '交镇社保所存档' }
    const refusal = (other: object) =>
      county.as('oClerkBanan').refusal('village', 'markDuty', { operation: operation(), ...mark, ...other })
    expect(await refusal({ paper: null, evidence: null })).toMatchObject({ code: 'EVIDENCE_NEEDED' })
    expect(await refusal({ began: '2022-01-01' })).toMatchObject({ code: 'TASK_UNKNOWN' })
    expect(await refusal({ duty: 'deposit' })).toMatchObject({ code: 'DUTY_SEEN' })
    expect(await refusal({ duty: 'weekly-list' })).toMatchObject({ code: 'DUTY_UNKNOWN' })
    const done = { day: '2022-01-06', by: '您', paper: 'SB-0001', evidence: '交镇社保所存档' }
    expect(await county.desk('oClerkBanan', 'markDuty', { operation: operation(), ...mark })).toMatchObject({
      tasks: [{ state: 'done', done }],
    })
    expect(
      await county.desk('oCountyBanan', 'markDuty', { operation: operation(), ...mark, paper: 'another' }),
    ).toMatchObject({ tasks: [{ done: { ...done, by: '其他经办人员' } }] })
    expect(JSON.stringify(await county.stored('duty-marks'))).not.toContain('社保所')
    expect(JSON.stringify(await county.stored('duty-marks'))).not.toContain('SB-0001')
  })

  test('on the last day of the season the day of payment is said to be a reading', async () => {
    await onDay('2022-02-28')
    await take('oClerkBanan', banan[1]!)
    await county
      .as('oClerkBanan')
      .ask('payment', 'depositCash', {
        operation: operation(),
        year: 2022,
        orders: null,
        amount: 32_000,
        slip: 'slip-8',
      })
    const declare = await duty('oClerkBanan', BANAN, 'declare')
    expect(declare.tasks).toMatchObject([{ began: '2022-02-28', due: '2022-03-02', state: 'open' }, { state: 'done' }])
    expect(declare.open).toContain('这里按2022年2月28日算')
  })
})

test('随县 wants a list of each week in which somebody paid, and of no other; the slip is the county’s to mark', async () => {
  await onDay('2021-12-10')
  await take('oClerkSuixian', suixian)
  await onDay('2021-12-21')
  expect(await duty('oClerkSuixian', SUIXIAN, 'weekly-list')).toMatchObject({
    paper: { kind: 'weeklyList' },
    tasks: [{ began: '2021-12-06', due: '2021-12-12', state: 'late', daysLate: 9 }],
  })
  expect(await duty('oClerkSuixian', SUIXIAN, 'four-way-match')).toMatchObject({
    tasks: [{ began: '2021-12-10', state: 'late', amount: 64_000 }],
  })
  const slip = { ...SUIXIAN, duty: 'assessment-slip', began: '2021-12-10', paper: 'HD-1', evidence: null }
  expect(await duty('oClerkSuixian', SUIXIAN, 'assessment-slip')).toMatchObject({ desk: 'county' })
  expect(
    await county.as('oClerkSuixian').refusal('village', 'markDuty', { operation: operation(), ...slip }),
  ).toMatchObject({ code: 'DUTY_OF_COUNTY' })
  expect(await county.desk('oCountySuixian', 'markDuty', { operation: operation(), ...slip })).toMatchObject({
    tasks: [{ state: 'done' }],
  })
})

test('milestones are of a target where the notice lays one down, else of everybody', async () => {
  expect((await county.desk('oClerkEast', 'duties', RUIJIN)).milestones).toMatchObject([
    { milestone: 'four-fifths', by: '2021-12-31', sharePercent: 80, required: null, state: 'unknown' },
    { milestone: 'all', required: null, paid: 0, state: 'unknown' },
  ])
  expect((await county.desk('oCountyKelan', 'duties', { village: 'kelan-1-1', year: 2022 })).milestones).toMatchObject([
    {
      milestone: 'people-in-need',
      by: '2021-12-20',
      required: null,
      open: expect.stringContaining('困难群众') as string,
    },
    { milestone: 'all', by: '2021-12-25', required: 0, state: 'reached' },
  ])
})

test('a target that the county enters is the village’s; the official figure wins', async () => {
  const enter = (basis: 'official' | 'formula', figure: object) =>
    county
      .as('oCounty')
      .ask('county', 'setTarget', {
        operation: operation(),
        region: 'ruijin',
        year: 2022,
        township: '象湖镇',
        village: 'ruijin-1-1',
        basis,
        figure,
        source: '核定表',
        day: '2021-12-01',
      })
  await enter('official', { people: 4 })
  expect(await county.desk('oClerkEast', 'today', RUIJIN)).toMatchObject({
    target: { people: 4, basis: 'official' },
    milestones: [{ required: 4, remaining: 4 }, { required: 4 }],
  })
})

describe('the end of a day in 瑞金', () => {
  const close = (openid: string, counted: number | null = null) =>
    county.desk(openid, 'dayClose', { ...RUIJIN, day: '2021-12-21', counted })

  test('of a day without money there is nothing to agree', async () => {
    expect(await close('oClerkEast')).toMatchObject({ agrees: true, todo: ['这一天没有在这个村收过钱。'] })
  })

  test('four figures agree, and what is in hand is to go to the bank', async () => {
    await take('oClerkEast', ruijin[0]!)
    await take('oClerkEast', ruijin[1]!)
    const closed = await close('oClerkEast')
    expect(closed.figures.map(({ name, expected, found, agrees }) => [name, expected, found, agrees])).toEqual([
      ['人', 5, 5, true],
      ['票', 5, 5, true],
      ['款', 160_000, 160_000, true],
      ['录入', 5, 5, true],
    ])
    expect(closed).toMatchObject({
      agrees: true,
      money: { inHand: 160_000, deposited: 0 },
      todo: [expect.stringContaining('1600元')],
    })
    expect(await close('oClerkBoth')).toMatchObject({ money: { inHand: 0 } })
  })

  test('counted notes that are 20 yuan short are said to be short', async () => {
    const { agrees, figures, todo } = await close('oClerkEast', 158_000)
    expect(agrees).toBe(false)
    expect(figures.find(({ figure }) => figure === 'funds')).toMatchObject({
      expected: 160_000,
      found: 158_000,
      agrees: false,
      words: expect.stringContaining('少了 20元') as string,
    })
    expect(todo[0]).toContain('款')
  })

  test('a receipt that is void, and an entry that is gone, are found', async () => {
    const [receipt] = await county.stored<{ _id: string }>('receipts', { village: 'ruijin-1-1' })
    await county.db
      .collection('receipts')
      .doc(receipt!._id)
      .update({ data: { state: 'void' } })
    const document = await county.enrolment(ruijin[1]![0]!)
    await county.db
      .collection('enrolments')
      .doc(document._id)
      .update({ data: { events: document.events.filter(({ kind }) => kind !== 'paid') } })
    const { figures } = await close('oClerkEast')
    expect(figures.filter(({ agrees }) => !agrees).map(({ name, found }) => [name, found])).toEqual([
      ['票', 2],
      ['录入', 4],
    ])
  })
})
