import fc from 'fast-check'
import { foldDeltas } from '../../../cloudfunctions/domain/jobs/fold-counts'
import { ANNOUNCED, UNFOLDED } from '../../../cloudfunctions/domain/enrolments/counts'
import type { CountDelta } from '../../../cloudfunctions/domain/enrolments/counts'
import type { EventFacts } from '../../../cloudfunctions/domain/enrolments/states'
import { withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { changeEnrolment, moveEnrolments } from '../../../cloudfunctions/domain/enrolments/store'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import { readVillageCounts } from '../../../cloudfunctions/domain/enrolments/count-people'
import type { Database } from '../../../cloudfunctions/platform/database/database'
import { Refusal } from '../../../cloudfunctions/platform/base/refusal'
import type { ChangePage } from '../../../cloudfunctions/domain/jobs/night-state'
import { metered } from '../../../cloudfunctions/platform/database/metered'
import { runTick } from '../../../cloudfunctions/domain/jobs/night'
import { civilDay, dayNumber, policyFor } from '../../../rules'
import { startCountyCloud, VILLAGES } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { recounted } from './kept-counts'
import { madeResident } from '../made-residents'
import { Died, mortal, type Death } from '../../platform/mortal-database'
import { testSealing } from '../jobs/night-people'

const SEED = Number(process.env.CANBAO_SEED ?? 20_220_401)
const STEPS = 240
const STEPS_A_DAY = 3
const PEOPLE = 40
/** In Ruijin who owes is suspended from 1 April 2022; in Kelan the collection is over by then. */
const FIRST_DAY = '2022-02-01'
const MINUTES = 60_000

let cloud: CountyCloud
beforeAll(async () => {
  cloud = await startCountyCloud({ only: [] })
})
afterAll(() => cloud.stop())

const DEEDS: readonly EventFacts[] = [
  { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'receipt' },
  { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'receipt' },
  { kind: 'registered' },
  { kind: 'enrolledExempt' },
  { kind: 'left', why: 'movedAway' },
  { kind: 'returned' },
  { kind: 'refunded', amount: 32_000 },
  {
    kind: 'certified',
    certifications: [{ identity: '城乡低保对象', from: '2021-01-01', ended: null, certifier: '民政局' }],
  },
  {
    kind: 'certified',
    certifications: [{ identity: '边缘易致贫人口', from: '2021-01-01', ended: null, certifier: '乡村振兴局' }],
  },
  { kind: 'paymentVoided', because: '退票' },
  { kind: 'reopened', because: '误办' },
]

type Step =
  | { do: 'open'; people: readonly number[] }
  | { do: 'event'; person: number; facts: EventFacts }
  | { do: 'move'; person: number; village: number }
  | { do: 'follow'; person: number }
  | { do: 'night' }
  | { do: 'fold' }
type Doomed = Step & { death: Death | null }

const person = fc.nat(PEOPLE - 1)
const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      people: fc.uniqueArray(person, { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('event' as const), person, facts: fc.constantFrom(...DEEDS) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), person, village: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('follow' as const), person }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
)
const DEATH: fc.Arbitrary<Death | null> = fc.option(
  fc.record({ request: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: null, freq: 2 },
)
const DOOMED: fc.Arbitrary<Doomed> = fc.tuple(STEP, DEATH).map(([step, death]) => ({ ...step, death }))

/** The same day's deed of each step, on the code that the functions run. */
async function take(db: Database, step: Step, n: number, day: string, now: number): Promise<void> {
  switch (step.do) {
    case 'open': {
      const placed = step.people.map((one) => ({
        resident: sealResident(
          madeResident(one, { village: VILLAGES[one % 3]!._id, birthDate: `19${50 + one}-03-04` }),
        ),
        township: VILLAGES[one % 3]!.township,
      }))
      await openEnrolments(db, placed, 2022, day)
      return
    }
    case 'event':
      await changeEnrolment(db, `person-${step.person}-2022`, day, (record) =>
        withEnrolmentEvent(policyFor('ruijin', 2022), record, {
          id: `deed-${n}`,
          day,
          at: n,
          by: 'oClerk',
          ...step.facts,
        }),
      )
      return
    case 'move': {
      const { _id, township } = VILLAGES[step.village]!
      await moveEnrolments(db, `person-${step.person}`, { village: _id, township }, day)
      return
    }
    case 'follow':
      return moveEnrolments(db, `person-${step.person}`, { followed: n % 2 === 0 }, day)
    case 'night':
      await runTick({
        db: metered(db),
        sealing: testSealing,
        templates: {},
        push: async () => 'failed',
        holder: `tick-${n}`,
        today: day,
        now: () => now,
        elapsed: () => 0,
      })
      return
    case 'fold':
      await foldDeltas({ db, now, outOfTime: () => false })
  }
}

const MAY_BE_REFUSED: ReadonlySet<string> = new Set(['ILLEGAL_EVENT', 'ENROLMENT_NOT_FOUND', 'OPERATION_REUSED'])

/** Whether it came to its end. */
async function attempt(work: Promise<void>): Promise<'done' | 'refused' | 'died'> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Died) return 'died'
    if (error instanceof Refusal && MAY_BE_REFUSED.has(error.error.code)) return 'refused'
    throw error
  }
}

async function expectExact(n: number): Promise<number> {
  const { people, differences } = await recounted(cloud.db, 'ruijin', 2022)
  if (differences.length > 0)
    throw new Error(
      `after step ${n} (CANBAO_SEED=${SEED}) the counts are not what the enrolments say: ${JSON.stringify(differences)}`,
    )
  return people
}

test('whatever happens to people in whatever order, and whoever is killed at it, the kept counts are what a count one by one says', async () => {
  const steps = fc.sample(DOOMED, { seed: SEED, numRuns: STEPS })
  const came: Record<string, number> = {}
  let [undisturbed, people] = [true, 0]
  for (const [n, { death, ...step }] of steps.entries()) {
    const day = civilDay(dayNumber(FIRST_DAY)! + Math.floor(n / STEPS_A_DAY))
    const now = Date.parse(`${day}T08:00:00+08:00`) + (n % STEPS_A_DAY) * 60 * MINUTES
    const outcome = await attempt(take(death === null ? cloud.db : mortal(cloud.db, death), step, n, day, now))
    came[`${step.do} ${outcome}`] = (came[`${step.do} ${outcome}`] ?? 0) + 1
    undisturbed &&= outcome !== 'died'
    if (undisturbed && n % 8 === 0) await expectExact(n)
    if (n % 40 !== 39) continue
    // The timers come again, and take up what the dead have left.
    await take(cloud.db, { do: 'night' }, n, day, now + 10 * MINUTES)
    for (const later of [12, 14, 16]) await take(cloud.db, { do: 'fold' }, n, day, now + later * MINUTES)
    people = await expectExact(n)
    undisturbed = true
  }
  expect(people).toBeGreaterThan(PEOPLE * 0.8)
  // Nothing is left to be folded, and the deaths were of every kind.
  expect(
    await cloud.stored<CountDelta>('count-deltas', { folding: cloud.db.command.in([ANNOUNCED, UNFOLDED]) }),
  ).toEqual([])
  expect(
    ['open', 'event', 'move', 'night', 'fold'].filter(
      (kind) => (came[`${kind} died`] ?? 0) === 0 || (came[`${kind} done`] ?? 0) === 0,
    ),
  ).toEqual([])
  expect(await cloud.stored('status-changes')).not.toEqual([])
}, 120_000)

describe('the night of suspension, its ticks killed and people paying and moving in between', () => {
  const [EVE, NIGHT] = ['2022-03-31', '2022-04-01']
  const OWING = 24
  const CLEARED = [
    'enrolments',
    'village-counts',
    'count-deltas',
    'count-foldings',
    'job-state',
    'status-changes',
    'job-runs',
    'progress-days',
  ]
  const MEANWHILE = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('event' as const),
        person: fc.nat(OWING - 1),
        facts: fc.constantFrom(...DEEDS.slice(0, 5)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('move' as const), person: fc.nat(OWING - 1), village: fc.nat(2) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('fold' as const) }) },
  )
  const DEATHS: fc.Arbitrary<Death> = fc.record({
    request: fc.integer({ min: 5, max: 14 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  })
  const ROUND = fc.array(fc.tuple(MEANWHILE, DEATHS), { minLength: 4, maxLength: 14 })

  test('is counted once, and only for those whom the night has changed', async () => {
    let [overtaken, killed] = [0, 0]
    for (const [round, steps] of fc.sample(ROUND, { seed: SEED, numRuns: 25 }).entries()) {
      for (const name of CLEARED)
        await cloud.db
          .collection(name)
          .where({ _id: cloud.db.command.neq('') })
          .remove()
      await take(cloud.db, { do: 'open', people: Array.from({ length: OWING }, (_, i) => i) }, 0, EVE, 0)
      const now = (n: number) => Date.parse(`${NIGHT}T01:00:00+08:00`) + n * 2 * MINUTES
      let n = 1
      for (const [step, death] of steps) {
        // A deed is done or not; only the jobs are taken up again. Who moves began before midnight.
        const db = step.do === 'night' || step.do === 'fold' ? mortal(cloud.db, death) : cloud.db
        if (
          (await attempt(take(db, step, n, step.do === 'move' ? EVE : NIGHT, now(n)))) === 'died' &&
          step.do === 'night'
        )
          killed++
        n++
      }
      await take(cloud.db, { do: 'night' }, n, NIGHT, now(n))
      // Done once more, as an operator may: the pages are there, and so is what they counted.
      await cloud.db
        .collection('job-state')
        .doc('status-job')
        .update({ data: { doneThrough: EVE } })
      for (const again of ['fold', 'night', 'fold'] as const) await take(cloud.db, { do: again }, n, NIGHT, now(++n))
      expect(await expectExact(round)).toBe(OWING)
      const pages = await cloud.stored<ChangePage>('status-changes')
      overtaken += pages.flatMap(({ groups }) => groups.flatMap((group) => group.overtaken)).length
    }
    expect(killed).toBeGreaterThan(20)
    expect(overtaken).toBeGreaterThan(0)
  }, 120_000)
})

test('a count that is read while deltas are folded into it is exact all the same', async () => {
  const day = '2022-05-10'
  await take(
    cloud.db,
    { do: 'open', people: Array.from({ length: 30 }, (_, i) => PEOPLE + i) },
    900,
    day,
    Date.parse(`${day}T08:00:00+08:00`),
  )
  const total = async () =>
    (await readVillageCounts(cloud.db, 'ruijin', 2022)).reduce((sum, { people }) => sum + people, 0)
  const before = await total()
  let [folding, reads] = [true, 0]
  const fold = async () => {
    // Moves leave the total as it is, and touch two townships each.
    for (let n = 0; n < 30; n++) {
      await take(cloud.db, { do: 'move', person: PEOPLE + n, village: n % 3 }, 901 + n, day, 0)
      await foldDeltas({ db: cloud.db, now: 0, outOfTime: () => false })
    }
    folding = false
  }
  const read = async () => {
    for (; folding; reads++) expect(await total()).toBe(before)
  }
  await Promise.all([fold(), read(), read(), read()])
  expect(reads).toBeGreaterThan(20)
}, 60_000)
