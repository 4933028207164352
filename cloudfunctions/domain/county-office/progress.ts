import type { Answers } from './contract'
import { requirePermission, defineAction } from '../access'
import type { MilestoneState } from './contract'
import { MILESTONE_STATES } from './contract'
import { percentOf } from './plan-bulletin'
import type { TargetShown } from './targets'
import { sumOfTargets, targetFigures, targetsOfSeason, townshipNames } from './targets'
import type { PeopleCounted, ProgressDay } from '../enrolments'
import { progressDays, readVillageCounts, STATUS_IDS, STATUS_NAMES, progressOf } from '../enrolments'
import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { readAll } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, policyFor, seasonOfPolicy } from '../../../rules'
import type { Milestone, Office, Targets } from '../../../rules/office'
import { milestonesOf, officeFor, progressTo } from '../../../rules/office'
import { countyContract } from './contract'

type Place = Answers['progress']['total']

/**
 * How far a place has come, from the kept counts: five requests, whatever the number of people.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_UNIT; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const showProgress = /* @__PURE__ */ defineAction(countyContract, 'progress', {
  permission: 'progress',
  async run({ region, year, township }, context) {
    await requireProgress(context, region, year, township)
    const [policy, office] = [policyFor(region, year), officeFor(region, year)]
    const { db, today } = context
    const villages = await readAll<VillageDocument>(db, 'villages', { region })
    requireTownship(office, villages, township)
    const lines = await readVillageCounts(db, region, year, township === null ? undefined : [township])
    const figures = targetFigures(office, await targetsOfSeason(db, region, year))
    const kept = await progressDays(db, region, year, [...new Set(office.milestones.map(({ by }) => by))])
    const placeOf = (
      id: string | null,
      name: string,
      target: TargetShown,
      people: readonly PeopleCounted[],
      onDay: (day: ProgressDay) => number | null,
    ): Place => ({
      ...counted(office, target, people),
      id,
      name,
      target,
      milestones: milestoneStatuses(office, target, doneOf(office, progressOf(people)), today, (by) => {
        const day = kept.get(by)
        return day === undefined ? null : onDay(day)
      }),
    })
    const places =
      township === null
        ? townshipNames(office, [...villages, ...lines]).map((one) =>
            placeOf(
              one,
              one,
              figures.ofTownship(one),
              lines.filter((line) => line.township === one),
              (day) => doneOn(office, day, one),
            ),
          )
        : villages
            .filter((one) => one.township === township)
            .map((one) =>
              placeOf(
                one._id,
                one.name,
                figures.ofVillage(one),
                lines.filter((line) => line.village === one._id),
                () => null,
              ),
            )
    const own = township === null ? figures.total : figures.ofTownship(township)
    const total = placeOf(
      null,
      township ?? policy.name,
      own ?? summed(places.map(({ target }) => target)),
      lines,
      (day) => doneOn(office, day, township),
    )
    return {
      region,
      year,
      name: policy.name,
      township,
      day: today,
      counts: {
        who: whoCounts(office),
        words: WHO_WORDS[whoCounts(office)],
        cite: office.targets?.cite ?? null,
        quote: office.targets?.quote ?? null,
      },
      milestones: office.milestones.map((milestone) => {
        const { id, by, whom, sharePercent = null, reading = null, cite, quote } = milestone
        return { id, by, whom, sharePercent, reading, cite, quote, why: whyUncountable(milestone, office) }
      }),
      total,
      places,
      statuses: statusesOf(lines),
    }
  },
})

/**
 * The county's office sees the progress of the whole place and of each township; a township's officer their own.
 * @throws Refusal NOT_ALLOWED
 */
export async function requireProgress(
  context: CallContext,
  region: string,
  year: number,
  township: string | null,
): Promise<void> {
  const id = `${region}-${year}`
  await requirePermission(context, 'progress', { id, region, ...(township === null ? {} : { township }) })
}

/** Where a unit has no target of its own, its parts make one up once each of them has. */
function summed(parts: readonly TargetShown[]): TargetShown {
  const people = sumOfTargets(parts)
  return people === null
    ? null
    : { people, basis: parts[0]!.basis, basisName: parts[0]!.basisName, source: '下属各单位相加', day: null }
}

/** Who counts towards the target of a place, of those who paid and those who are enrolled without paying. */
export const doneOf = (office: Office, { paid, exempt }: { paid: number; exempt: number }): number =>
  whoCounts(office) === 'paid' ? paid : paid + exempt

function doneOn(office: Office, { townships }: ProgressDay, township: string | null): number | null {
  const wanted = township === null ? Object.values(townships) : [townships[township] ?? { paid: 0, exempt: 0 }]
  return wanted.reduce((sum, one) => sum + doneOf(office, one), 0)
}

function counted(
  office: Office,
  target: TargetShown,
  lines: readonly PeopleCounted[],
): Omit<Place, 'id' | 'name' | 'target' | 'milestones'> {
  const tally = progressOf(lines)
  const done = doneOf(office, tally)
  return { ...tally, done, percent: percentOf(done, target?.people ?? 0) }
}

function statusesOf(lines: readonly PeopleCounted[]): Answers['progress']['statuses'] {
  return STATUS_IDS.flatMap((status) => {
    const of = lines.filter((line) => line.status === status)
    const sum = (some: readonly PeopleCounted[]) => some.reduce((all, { people }) => all + people, 0)
    return sum(of) === 0
      ? []
      : [
          {
            status,
            name: STATUS_NAMES[status],
            people: sum(of),
            subsidised: sum(of.filter(({ subsidised }) => subsidised)),
          },
        ]
  })
}

function requireTownship(office: Office, villages: readonly VillageDocument[], township: string | null): void {
  if (township === null || townshipNames(office, villages).includes(township)) return
  throw new Refusal({ code: 'UNKNOWN_UNIT', path: 'township', message: '没有找到这个乡镇。请返回列表重新选择。' })
}

/** How it came there, a point a week back from yesterday's evening. @throws Refusal NOT_ALLOWED, UNKNOWN_UNIT */
export const showProgressWeeks = /* @__PURE__ */ defineAction(countyContract, 'progressWeeks', {
  permission: 'progress',
  async run({ region, year, township }, context) {
    await requireProgress(context, region, year, township)
    const [policy, office] = [policyFor(region, year), officeFor(region, year)]
    const { db, today } = context
    requireTownship(office, await readAll<VillageDocument>(db, 'villages', { region }), township)
    const figures = targetFigures(office, await targetsOfSeason(db, region, year))
    const target = township === null ? figures.total : figures.ofTownship(township)
    const season = seasonOfPolicy(policy)
    const days = weeksBack(season.from, civilDay(Math.min(dayNumber(today)! - 1, dayNumber(season.to)!)))
    const kept = await progressDays(db, region, year, days)
    const points = days.flatMap((day) => {
      const found = kept.get(day)
      if (found === undefined) return []
      const done = doneOn(office, found, township) ?? 0
      return [{ day, done, percent: percentOf(done, target?.people ?? 0) }]
    })
    const required =
      target === null
        ? []
        : milestonesOf(office, target.people)
            .filter((one) => whyUncountable(one, office) === null)
            .map(({ id, by, sharePercent }) => ({
              id,
              by,
              people: progressTo(target.people, sharePercent!, 0).required,
            }))
    return { region, year, township, target, points, required }
  },
})

/** Every seventh day back from the last, and the last itself; the earliest first. */
function weeksBack(first: CivilDay, last: CivilDay): CivilDay[] {
  const days: CivilDay[] = []
  for (let day = dayNumber(last)!; day >= dayNumber(first)!; day -= 7) days.unshift(civilDay(day))
  return days
}

type MilestoneStatus = Answers['progress']['total']['milestones'][number]

/**
 * Where a place stands with each milestone of its notice.
 * @param done people who count today
 * @param onEvening who counted on the evening of a day; null = that is not known
 */
function milestoneStatuses(
  office: Office,
  target: TargetShown,
  done: number,
  today: CivilDay,
  onEvening: (day: CivilDay) => number | null,
): MilestoneStatus[] {
  return office.milestones.map((milestone) => {
    const { id, by, sharePercent } = milestone
    const over = today > by
    const onTheDay = over ? onEvening(by) : null
    if (target === null || whyUncountable(milestone, office) !== null)
      return shown(id, 'uncountable', { required: null, remaining: null, onTheDay, neededADay: null })
    const { required, complete, remaining } = progressTo(target.people, sharePercent!, done)
    const late = over && onTheDay !== null && onTheDay < required
    const standing: MilestoneState = complete ? (late ? 'reachedLate' : 'reached') : over ? 'late' : 'ahead'
    return shown(id, standing, {
      required,
      remaining,
      onTheDay,
      neededADay: standing === 'ahead' ? Math.ceil(remaining / (dayNumber(by)! - dayNumber(today)! + 1)) : null,
    })
  })
}

function shown(
  id: string,
  standing: MilestoneState,
  figures: Pick<MilestoneStatus, 'required' | 'remaining' | 'onTheDay' | 'neededADay'>,
): MilestoneStatus {
  return { id, standing, standingName: MILESTONE_STATES[standing], ...figures }
}

/** Who counts towards a place's target, as its policy file says. */
type WhoCounts = Targets['counts']

const WHO_WORDS: Readonly<Record<WhoCounts, string>> = {
  paid: '按已缴费的人数计算，免缴登记的人不算在内。',
  enrolled: '按已参保的人数计算，缴费的和免缴登记的都算。',
}

/** Where a notice has no target, everybody who is enrolled. */
const whoCounts = ({ targets }: Pick<Office, 'targets'>): WhoCounts => targets?.counts ?? 'enrolled'

/** Why people cannot be set against a milestone; null = they can. */
export function whyUncountable({ sharePercent, of, group }: Milestone, office: Office): string | null {
  if (group !== undefined) return `通知说的是“${group.called}”，要对照花名册逐人核对。${group.why}`
  if (sharePercent === undefined || of === 'entries') return '通知要求的不是缴费人数，请按职责清单办理。'
  return office.targets === undefined ? '通知没有任务人数。' : null
}
