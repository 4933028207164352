import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { sealHousehold } from '../../../cloudfunctions/domain/people/households'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers } from '../../../cloudfunctions/village/contract'
import { madeHousehold, madeResident } from '../made-residents'
import { operation } from '../cash/clerk-county'
import { RUIJIN, startVillageCounty, type VillageCounty } from './village-county'

/** A village of 3,000 people in 900 households: what its calls weigh, and that no list call grows with the village. */
const PEOPLE = 3_000
const HOUSEHOLDS = 900
let county: VillageCounty

beforeAll(async () => {
  county = await startVillageCounty()
  const houseOf = (n: number) => n % HOUSEHOLDS
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    madeResident(n % 400, {
      id: `person-${n}`,
      name: `甲子${n}`,
      household: `house-${houseOf(n)}`,
      group: `${(houseOf(n) % 12) + 1}组`,
      birthDate: `${1950 + 5 * Math.floor(n / 400)}-05-05`,
    }),
  ).map(sealResident)
  await county.seed(
    'households',
    Array.from({ length: HOUSEHOLDS }, (_, n) => sealHousehold(madeHousehold(n))),
  )
  await county.seed('residents', people)
  await county.seed('seasons', [
    { _id: 'ruijin-2022', region: 'ruijin', year: 2022, openedOn: '2021-12-01', cursor: null, done: true },
  ])
  for (let at = 0; at < PEOPLE; at += 500)
    await openEnrolments(
      county.db,
      people.slice(at, at + 500).map((resident) => ({ resident, township: '象湖镇' })),
      2022,
      '2021-12-10',
    )
}, 120_000)
afterAll(() => county.stop())

test('the list comes in pages, the first one short, each below 100 KB; all of it is there, and unchanged it weighs nothing', async () => {
  const sizes: number[] = []
  const digests: { after: string | null; digest: string }[] = []
  let [people, households] = [0, 0]
  for (let after: string | null = null; ;) {
    const page: Answers['households'] = await county.desk('oClerkEast', 'households', { ...RUIJIN, after, known: null })
    if (page.unchanged) throw new Error('nothing is known yet')
    sizes.push(Buffer.byteLength(JSON.stringify(page)))
    digests.push({ after, digest: page.digest })
    people += page.rows.reduce((sum, row) => sum + row.people.length, 0)
    households += page.rows.length
    if (page.next === null) break
    after = page.next
  }
  expect([people, households]).toEqual([PEOPLE, HOUSEHOLDS])
  expect(sizes[0]).toBeLessThan(30_000)
  expect(sizes.length).toBeLessThanOrEqual(8)
  for (const { after, digest } of digests)
    expect(await county.desk('oClerkEast', 'households', { ...RUIJIN, after, known: digest })).toMatchObject({
      unchanged: true,
    })
})

test('every other call of a day stays below 100 KB too', async () => {
  const { people, unpaid } = await county.desk('oClerkEast', 'today', RUIJIN)
  expect([people, unpaid]).toEqual([PEOPLE, PEOPLE])
  for (let after: string | null = null, pages = 0; pages < 12; pages++) {
    const { next }: Answers['callList'] = await county.desk('oClerkEast', 'callList', { ...RUIJIN, after })
    if (next === null) break
    after = next
  }
  await county.desk('oClerkEast', 'findHouseholds', { ...RUIJIN, words: '甲子' })
  await county.desk('oClerkEast', 'duties', RUIJIN)
  await county.desk('oClerkEast', 'makePaper', {
    ...RUIJIN,
    operation: operation(),
    paper: 'progressReport',
    from: '2021-12-01',
    to: '2021-12-31',
    group: null,
    preview: false,
  })
  expect(await county.desk('oClerkEast', 'sendReminders', { ...RUIJIN, operation: operation() })).toMatchObject({
    queued: 0,
    unreached: HOUSEHOLDS,
  })
  expect(Math.max(...county.weights.values())).toBeLessThan(80_000)
})
