import { contract } from '../../../cloudfunctions/county/contract'
import type { Answers } from '../../../cloudfunctions/county/contract'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { seedCounted } from '../enrolments/kept-counts'
import { enrolmentsOn, manyOf, residentId } from '../jobs/night-people'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

const TODAY = '2022-01-05'
const SEASON = { region: 'ruijin', year: 2022 }
/** Of five people two owe, one is subsidised in full and not registered, one has paid, one has left. */
const people = [...manyOf(300), ...manyOf(10, 300).map((one) => ({ ...one, village: 'ruijin-2-1' }))]

let county: CountyCloud
const ask = <Action extends keyof Answers>(action: Action, data: object, who = 'oCounty') =>
  county.as(who).ask<Answers[Action]>('county', action, data)

beforeAll(async () => {
  county = await startCountyCloud({ now: `${TODAY}T09:00:00+08:00`, only: ['county'] })
  await seedCounted(county, enrolmentsOn(TODAY, people))
  await seedResidents(
    county,
    people.map(({ n, village = 'ruijin-1-1' }) => madeResident(n, { id: residentId(n), village })),
    people.map(({ n, village = 'ruijin-1-1' }) => madeHousehold(n, { head: residentId(n), village })),
  )
  await county.seed('tax-files', [
    { _id: 'ruijin~one', region: 'ruijin', state: 'matching', day: TODAY, rows: 1, again: 0, trouble: 'FILE_CHANGED' },
  ])
  await county.seed('tax-rows', [
    { _id: 'row-1', file: 'ruijin~one', row: 2, state: 'open', enrolment: '' },
    { _id: 'row-2', file: 'missing~ruijin', row: 3, state: 'proposed', enrolment: '' },
    { _id: 'row-3', file: 'kelan~one', row: 4, state: 'open', enrolment: '' },
  ])
  await county.seed('roster-batches', [
    { _id: 'ruijin~ready', ...SEASON, state: 'ready', at: 1 },
    { _id: 'ruijin~over', ...SEASON, state: 'applied', at: 2 },
  ])
  await county.seed('job-state', [
    { _id: 'status-job', holder: '', until: 0, doneThrough: '2022-01-02', night: null, sealed: { mark: '' } },
  ])
})
afterAll(() => county.stop())

describe('县里的今天，从记录里数出来', () => {
  test('税务没对上的、停在半路的、没办完的名单、没跑完的夜，各数各的；别的县的不算', async () => {
    const today = await ask('countyToday', SEASON)
    expect(contract.countyToday.answer.parse(today)).toEqual(today)
    const counts = Object.fromEntries(today.matters.map(({ matter, count }) => [matter, count]))
    // Nights of 3 and 4 January were not done; the demonstration's county has one officer of two.
    expect(counts).toMatchObject({ exceptions: 2, taxFiles: 1, rosters: 1, nights: 2 })
    expect(counts).not.toHaveProperty('refunds')
    expect(counts['needs']).toBeGreaterThan(0)
  })

  test('名单上的人数就是进度里数的，一页页翻完一个不少，每个人说得出原因', async () => {
    const [{ lists }, { total }] = [
      await ask('countyToday', SEASON),
      await ask('progress', { ...SEASON, township: null }),
    ]
    const subsidised = lists.find(({ list }) => list === 'subsidisedUnpaid')!
    expect(subsidised.people).toBe(total.unpaidSubsidised)
    const seen: Answers['countyPeople']['people'][number][] = []
    let after: string | null = null
    let pages = 0
    do {
      const page: Answers['countyPeople'] = await ask('countyPeople', {
        ...SEASON,
        ...{ list: 'subsidisedUnpaid', village: null, after },
      })
      expect(contract.countyPeople.answer.parse(page)).toEqual(page)
      seen.push(...page.people)
      after = page.next
      pages++
    } while (after !== null)
    expect(pages).toBeGreaterThan(1)
    expect(new Set(seen.map(({ resident }) => resident)).size).toBe(subsidised.people)
    expect(seen).toHaveLength(subsidised.people)
    expect(seen.every(({ cause }) => cause.length > 5)).toBe(true)
    expect(seen.every(({ name }) => name.includes('*'))).toBe(true)
    const { people: there } = await ask('countyPeople', {
      ...SEASON,
      ...{ list: 'subsidisedUnpaid', village: 'ruijin-2-1', after: null },
    })
    expect(there.map(({ village }) => village)).toEqual(there.map(() => 'ruijin-2-1'))
    expect(there.length).toBeGreaterThan(0)
  })

  test('别的县的人和村里的人不能看', async () => {
    for (const who of ['oCountyKelan', 'oClerkEast'])
      expect(await county.as(who).refusal('county', 'countyToday', SEASON)).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
