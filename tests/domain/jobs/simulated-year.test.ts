import fc from 'fast-check'
import { enrolmentDocument, readRecord } from '../../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { EnrolmentEvent, EventFacts } from '../../../cloudfunctions/domain/enrolments/states'
import { nextChange, enrolmentStatusOn, withEnrolmentEvent } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import type { EnrolmentRecord } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { changeEnrolment } from '../../../cloudfunctions/domain/enrolments/store'
import { Refusal } from '../../../cloudfunctions/platform/base/refusal'
import { metered } from '../../../cloudfunctions/platform/database/metered'
import { runTick } from '../../../cloudfunctions/domain/jobs/night'
import type { TickOutcome } from '../../../cloudfunctions/domain/jobs/night'
import { civilDay, dayNumber, policyFor, seasonOfPolicy, type CivilDay, type Policy } from '../../../rules'
import { certificationsOf, placeNames, someone } from '../../rules/made-people'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { recounted, seedCounted } from '../enrolments/kept-counts'
import { testSealing } from './night-people'

const SEED = Number(process.env.CANBAO_SEED ?? 20_220_331)
const PEOPLE_A_PLACE = 18

let cloud: CountyCloud
beforeAll(async () => {
  cloud = await startCountyCloud({ only: ['enrollment'] })
})
afterAll(() => cloud.stop())

/** One tick on a day: the code that the timer runs, on the real SDK and database. The clock is the test's. */
async function tick(day: CivilDay): Promise<TickOutcome> {
  const { outcome } = await runTick({
    db: metered(cloud.db),
    sealing: testSealing,
    templates: {},
    push: async () => 'failed',
    holder: `tick-${day}`,
    today: day,
    now: () => Date.parse(`${day}T01:00:00+08:00`),
    elapsed: () => 0,
  })
  return outcome
}

/** What may happen to people in the course of a year; most of it is refused to most of them. */
const DEEDS: readonly EventFacts[] = [
  { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'receipt' },
  { kind: 'paid', amount: 32_000, way: 'cash', evidence: 'receipt' },
  { kind: 'registered' },
  { kind: 'enrolledExempt' },
  { kind: 'left', why: 'movedAway' },
  { kind: 'returned' },
  { kind: 'refunded', amount: 32_000 },
  { kind: 'paymentVoided', because: '退票' },
  { kind: 'reopened', because: '误办' },
]

interface Deed {
  person: number
  day: CivilDay
  facts: EventFacts
}

function deedsIn(policy: Policy): Deed[] {
  const { from, to } = seasonOfPolicy(policy)
  const one = fc.record({
    person: fc.nat(PEOPLE_A_PLACE - 1),
    facts: fc.constantFrom(...DEEDS),
    day: fc.integer({ min: dayNumber(from)!, max: dayNumber(to)! }).map(civilDay),
  })
  return fc.sample(one, { seed: SEED, numRuns: PEOPLE_A_PLACE * 6 })
}

const idOf = (policy: Policy, person: number): string => `${policy.region}-${person}-${policy.year}`

async function seedPeople(policy: Policy): Promise<void> {
  const { from } = seasonOfPolicy(policy)
  const people = fc.sample(someone(policy), { seed: SEED, numRuns: PEOPLE_A_PLACE })
  await seedCounted(
    cloud,
    people.map(({ told }, n) => {
      const record: EnrolmentRecord = {
        region: policy.region,
        year: policy.year,
        told,
        certified: certificationsOf(told),
        events: [],
      }
      return enrolmentDocument(
        record,
        {
          resident: `${policy.region}-${n}`,
          household: `house-${n}`,
          village: 'ruijin-1-1',
          township: '象湖镇',
          followed: false,
        },
        from,
        testSealing,
      )
    }),
  )
}

/** Records a deed of the day as the use cases do; false = the state of things refused it. */
async function doDeed(policy: Policy, { person, day, facts }: Deed, n: number): Promise<boolean> {
  const event: EnrolmentEvent = { id: `deed-${policy.region}-${n}`, day, at: n, by: 'oClerk', ...facts }
  try {
    await changeEnrolment(cloud.db, idOf(policy, person), day, (record) => withEnrolmentEvent(policy, record, event))
    return true
  } catch (error) {
    if (error instanceof Refusal && error.error.code === 'ILLEGAL_EVENT') return false
    throw error
  }
}

/** Every enrolment that the last night left otherwise than a fresh look at its record would. */
function astray(stored: readonly EnrolmentDocument[], day: CivilDay): string[] {
  return stored.flatMap((document) => {
    const policy = policyFor(document.region, document.year)
    const record = readRecord(document, testSealing)
    const { status } = enrolmentStatusOn(policy, record, day)
    if (document.status === status && (document.nextChange === null || document.nextChange > day)) return []
    return [`${document._id} on ${day}: stored ${document.status} until ${document.nextChange}, is ${status}`]
  })
}

test('through a whole year of five places, every night leaves every enrolment where a fresh look puts it', async () => {
  const places = placeNames.map(([, policy]) => policy)
  const deeds = places.flatMap((policy) => deedsIn(policy).map((deed, n) => ({ policy, deed, n })))
  const seasons = places.map((policy) => ({ policy, ...seasonOfPolicy(policy) }))
  for (const { policy } of seasons) await seedPeople(policy)
  let done = 0
  const seen = new Set<string>()
  const first = seasons.map(({ from }) => from).sort()[0]!
  const last = seasons
    .map(({ to }) => to)
    .sort()
    .at(-1)!
  for (let day = first; day <= last; day = civilDay(dayNumber(day)! + 1)) {
    const current = seasons.filter(({ from, to }) => from <= day && day <= to)
    if (current.length === 0) continue
    expect(await tick(day)).toBe('done')
    const stored = await cloud.stored<EnrolmentDocument>('enrolments', {
      year: cloud.db.command.in(current.map(({ policy }) => policy.year)),
    })
    expect(
      astray(
        stored.filter(({ region }) => current.some(({ policy }) => policy.region === region)),
        day,
      ),
    ).toEqual([])
    stored.forEach(({ status }) => seen.add(status))
    for (const { policy, deed, n } of deeds) if (deed.day === day && (await doDeed(policy, deed, n))) done++
  }
  // A second run of the last night has nothing to do.
  expect(await tick(last)).toBe('idle')
  expect(done).toBeGreaterThan(100)
  expect(
    [
      'covered',
      'due',
      'ended',
      'overdue',
      'paid',
      'refunded',
      'registrationNeeded',
      'suspended',
      'waiting',
      'withdrawn',
    ].filter((status) => !seen.has(status)),
  ).toEqual([])
  // The clause of a subsidy would tell a category.
  const changes = JSON.stringify(await cloud.stored('status-changes'))
  expect(changes).toContain('"to":"exempt"')
  expect(changes).not.toContain('subsidy/')
  const records = await cloud.stored<EnrolmentDocument>('enrolments')
  // The kept counts are what a count one by one says, after all that the year and its people did.
  for (const policy of places)
    expect(await recounted(cloud.db, policy.region, policy.year)).toEqual({ people: PEOPLE_A_PLACE, differences: [] })
  for (const document of records) {
    const policy = policyFor(document.region, document.year)
    expect(nextChange(policy, readRecord(document, testSealing), last)?.day ?? null).toBe(document.nextChange)
  }
}, 280_000)
