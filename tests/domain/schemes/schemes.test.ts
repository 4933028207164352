import { randomUUID } from 'node:crypto'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { outcomeOfRow, sinceOf } from '../../../cloudfunctions/domain/schemes/plan-overlap'
import type { ListedRow } from '../../../cloudfunctions/domain/schemes/plan-overlap'
import { startVillageCounty, type VillageCounty } from '../clerk/village-county'
import { madeResident } from '../made-residents'

const row = (of: Partial<ListedRow> = {}): ListedRow => ({
  ...{ position: 1, name: '甲子', idNumber: '990000196203050119', since: '2021-10-01', where: '某厂', isFaulty: false },
  ...of,
})
const known = (absent: { why: 'died' | 'employee' | 'army'; since: string } | null) => ({
  ...{ region: 'suixian', name: '甲子', absent },
})

describe('a row of a list', () => {
  test('is to be looked into only where number and name are of somebody of the ledger who is not marked as gone', () => {
    const outcome = (of: Partial<ListedRow>, who: Parameters<typeof outcomeOfRow>[3] = known(null)) =>
      outcomeOfRow(row(of), 'employee', 'suixian', who)
    expect(outcome({})).toBe('found')
    expect(outcome({ name: '' })).toBe('found')
    expect(outcome({ name: '丙丁' })).toBe('otherName')
    expect(outcome({ idNumber: '' })).toBe('noNumber')
    expect(outcome({ isFaulty: true })).toBe('faulty')
    expect(outcome({}, null)).toBe('stranger')
    expect(outcome({}, { ...known(null), region: 'kelan' })).toBe('stranger')
    expect(outcome({}, known({ why: 'employee', since: '2021-01-01' }))).toBe('known')
  })

  test('of a death is looked into though the ledger has them gone for another reason; of the dead nothing is asked', () => {
    expect(outcomeOfRow(row(), 'died', 'suixian', known({ why: 'army', since: '2021-01-01' }))).toBe('found')
    expect(outcomeOfRow(row(), 'employee', 'suixian', known({ why: 'died', since: '2021-01-01' }))).toBe('known')
  })

  test('whose day cannot be leaves the day to be asked', () => {
    expect(sinceOf(row(), '1962-03-05', '2021-12-10')).toBe('2021-10-01')
    expect(sinceOf(row({ since: '1950-01-01' }), '1962-03-05', '2021-12-10')).toBeNull()
    expect(sinceOf(row({ since: '2022-01-01' }), '1962-03-05', '2021-12-10')).toBeNull()
  })
})

describe('a list of 职工医保 comes to 瑞金', () => {
  const [office, clerk] = ['oCounty', 'oClerkEast']
  const at = { region: 'ruijin', year: 2022 } as const
  const born = { birthDate: '1970-05-01' }
  const [one, two] = [madeResident(210, born), madeResident(220, born)]
  let county: VillageCounty
  let orders: Awaited<ReturnType<VillageCounty['take']>>

  beforeAll(async () => {
    county = await startVillageCounty([], ['county'])
    const paid = await county.household(21, 1, { group: '1组' })
    await county.household(22, 1, { group: '2组' })
    await county.openSeason('ruijin', office)
    orders = await county.take(county.as(clerk), paid)
  })
  afterAll(() => county.stop())

  const ask = <Action extends keyof Answers>(who: string, action: Action, data: object): Promise<Answers[Action]> =>
    county.as(who).ask<Answers[Action]>('county', action, data)
  const open = (who: string, village: string | null = 'ruijin-1-1') =>
    ask(who, 'overlaps', { ...at, village, state: 'open', after: null })

  async function load(): Promise<Answers['readSchemeList']> {
    const rows = [
      `${one.name},${one.idNumber},2021-11-01,某厂`,
      `${two.name},${two.idNumber},2021-11-01,某厂`,
      `别人,${two.idNumber},2021-11-01,某厂`,
      '甲乙,990000196203050119,2021-11-01,某厂',
    ]
    const base64 = Buffer.from(['姓名,身份证号,参保日期,单位名称', ...rows, '合计,,,4'].join('\r\n')).toString('base64')
    const file = randomUUID()
    await ask(office, 'putSchemePart', { region: 'ruijin', file, part: 0, parts: 1, base64 })
    const list = { region: 'ruijin', kind: 'employee', sender: '县医保局职工科' }
    const { readable, choice } = await ask(office, 'schemeColumns', { ...list, file, key: null, chosen: null })
    expect(readable).toBe(true)
    return ask(office, 'readSchemeList', { ...list, year: 2022, file, called: '职工.csv', key: null, choice })
  }

  test('whom it names is to be asked, on the clerk’s list too, and nobody leaves by it; read again it asks nobody twice', async () => {
    const { done, list } = await load()
    expect([done, list.rows, list.outcomes.map(({ rows }) => rows)]).toEqual([true, 4, [2, 1, 1]])
    expect(list.unclear).toMatchObject([{ line: 4, why: '号码对得上，姓名对不上' }])
    await load()
    expect((await ask(office, 'schemeLists', at)).lists).toHaveLength(1)
    const { overlaps } = await open(clerk)
    expect(overlaps.map(({ since, where, paid, told }) => [since, where, paid, told])).toEqual([
      ['2021-11-01', '某厂', 32_000, null],
      ['2021-11-01', '某厂', null, null],
    ])
    expect(overlaps[0]!.order).toBe(orders.order)
    expect(await county.stored('residents', { absent: null, region: 'ruijin' })).toHaveLength(2)
    expect(JSON.stringify(await county.stored('overlaps'))).not.toContain('某厂')
  })

  test('a person says what is so: who is in employee insurance leaves and can have the money back, who is not stays', async () => {
    const { overlaps } = await open(clerk)
    const say = (i: number, since: string | null) =>
      ask(clerk, 'settleOverlap', {
        ...{ operation: randomUUID(), overlap: overlaps[i]!.overlap, year: 2022, since, because: '看了参保证明' },
      })
    expect(await say(0, '2021-11-01')).toMatchObject({ state: 'left', statusName: '已退出', order: orders.order })
    expect(await say(1, null)).toMatchObject({ state: 'notSo', because: '看了参保证明' })
    expect((await open(office, null)).overlaps).toEqual([])
    expect(await county.stored('residents', { absent: null, region: 'ruijin' })).toHaveLength(1)
    const terms = { order: orders.order, enrolment: `${one.id}-2022` }
    expect(await county.as(clerk).ask('payment', 'refundTerms', terms)).toHaveProperty('sentence')
  })

  test('it is the place’s own', async () => {
    const load = { region: 'ruijin', file: 'not-there-1', part: 0, parts: 1, base64: 'AAAA' }
    for (const openid of ['oClerkEast', 'oCountyKelan', 'oMother1'])
      expect(await county.as(openid).refusal('county', 'putSchemePart', load)).toMatchObject({ code: 'NOT_ALLOWED' })
    for (const openid of ['oClerkWest', 'oCountyKelan', 'oMother1'])
      expect(
        await county
          .as(openid)
          .refusal('county', 'overlaps', { ...at, village: 'ruijin-1-1', state: 'open', after: null }),
      ).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
