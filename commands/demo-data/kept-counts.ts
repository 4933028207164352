import {
  countsId,
  isSubsidised,
  ownShareOf,
  personIn,
  progressDayId,
  seasonOf,
  progressOf,
  withChanges,
} from '../../cloudfunctions/domain/enrolments'
import type { CountChange, EnrolmentDocument, ProgressDay, VillageCounts } from '../../cloudfunctions/domain/enrolments'
import type { Loaded } from '../../devcloud/database/load'
import { civilDay, dayNumber, policyFor, seasonOfPolicy } from '../../rules'
import type { CivilDay } from '../../rules'
import { loaded } from './place-documents'

/**
 * Documents, and behind them what the functions would have kept of the enrolments among them: the counts, and the
 * evenings before `day`.
 */
export function* withKeptCounts(documents: Iterable<Loaded>, day: CivilDay | null = null): Generator<Loaded> {
  const evenings = new Map<string, Evenings>()
  const townships = new Map<string, { season: string; lines: Map<string, CountChange> }>()
  for (const item of documents) {
    yield item
    if (item.collection !== 'enrolments') continue
    const enrolment = item.document as unknown as EnrolmentDocument
    const line = personIn(enrolment, 1)
    const id = countsId(seasonOf(enrolment), line.township)
    const township = townships.get(id) ?? { season: seasonOf(enrolment), lines: new Map<string, CountChange>() }
    const key = `${line.village} ${line.cell}`
    township.lines.set(key, { ...line, people: (township.lines.get(key)?.people ?? 0) + 1 })
    townships.set(id, township)
    noteEnrolled(evenings, enrolment)
  }
  for (const [_id, { season, lines }] of townships) {
    const all = [...lines.values()]
    yield loaded('village-counts', {
      _id,
      season,
      township: all[0]!.township,
      folding: 0,
      villages: withChanges({}, all),
    } satisfies VillageCounts)
  }
  if (day !== null) for (const one of evenings.values()) yield* progressDaysOf(one, day)
}

/** Of one season: by township how many people there are, and on which days they paid or were enrolled. */
interface Evenings {
  region: string
  year: number
  townships: Map<string, { people: number; paid: Map<CivilDay, number>; exempt: Map<CivilDay, number> }>
}

function noteEnrolled(evenings: Map<string, Evenings>, enrolment: EnrolmentDocument): void {
  const { region, year, township, status, assessment, events } = enrolment
  const season = evenings.get(seasonOf(enrolment)) ?? { region, year, townships: new Map<string, never>() }
  const of = season.townships.get(township) ?? {
    people: 0,
    paid: new Map<CivilDay, number>(),
    exempt: new Map<CivilDay, number>(),
  }
  const share = ownShareOf(assessment)
  const { paid, exempt } = progressOf([{ status, share, subsidised: isSubsidised(share), people: 1 }])
  const on = events.find(({ kind }) => kind === 'paid' || kind === 'enrolledExempt')?.day
  of.people++
  if (on !== undefined && paid + exempt > 0) {
    const days = paid > 0 ? of.paid : of.exempt
    days.set(on, (days.get(on) ?? 0) + 1)
  }
  season.townships.set(township, of)
  evenings.set(seasonOf(enrolment), season)
}

/** Every evening of the season before a day, as the night's job would have kept it. */
function* progressDaysOf({ region, year, townships }: Evenings, before: CivilDay): Generator<Loaded> {
  const { from, to } = seasonOfPolicy(policyFor(region, year))
  const sums = new Map([...townships].map(([name, { people }]) => [name, { people, paid: 0, exempt: 0 }]))
  for (let at = dayNumber(from)!; at <= dayNumber(to)! && civilDay(at) < before; at++) {
    const day = civilDay(at)
    for (const [name, { paid, exempt }] of townships) {
      const sum = sums.get(name)!
      sums.set(name, { ...sum, paid: sum.paid + (paid.get(day) ?? 0), exempt: sum.exempt + (exempt.get(day) ?? 0) })
    }
    yield loaded('progress-days', {
      _id: progressDayId(region, year, day),
      region,
      year,
      day,
      townships: Object.fromEntries(sums),
    } satisfies ProgressDay)
  }
}
