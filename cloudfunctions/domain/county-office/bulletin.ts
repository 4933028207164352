import { countyContract } from './contract'
import type { Answers } from './contract'
import { percentOf, planBulletin } from './plan-bulletin'
import type { DueShare, TownshipEvenings } from './plan-bulletin'
import { doneOf, requireProgress, whyUncountable } from './progress'
import type { TargetShown } from './targets'
import { targetFigures, targetsOfSeason, townshipNames } from './targets'
import { defineAction } from '../access'
import type { ProgressDay } from '../enrolments'
import { progressDays, villageDays } from '../enrolments'
import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { readAll } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, policyFor } from '../../../rules'
import type { Office } from '../../../rules/office'
import { officeFor } from '../../../rules/office'

/** As far back as an evening is looked for: a county whose nightly job stood still for longer has no bulletin. */
const EVENINGS_BACK = 14

/**
 * The week's sheet by township, or of one township by village (通报), of the last evening that was kept up to a
 * day: the same day gives the same sheet
 * for ever, as a kept evening is never changed.
 * @throws Refusal NOT_ALLOWED, DAY_NOT_KEPT; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const showBulletin = /* @__PURE__ */ defineAction(countyContract, 'bulletin', {
  permission: 'progress',
  async run({ region, year, until, township = null }, context) {
    await requireProgress(context, region, year, township)
    const { db } = context
    const eveningsIn = (of: number, days: readonly CivilDay[]) => keptEvenings(db, region, of, days, township !== null)
    const [policy, office] = [policyFor(region, year), officeFor(region, year)]
    const last = dayNumber(until)!
    const kept = await eveningsIn(year, eveningsUntil(last))
    const evening = [...kept.values()].sort((a, b) => (a.day < b.day ? 1 : -1))[0]
    if (evening === undefined || dayNumber(evening.day)! <= last - EVENINGS_BACK) noEvening(until)
    const weekBefore = kept.get(civilDay(dayNumber(evening.day)! - 7)) ?? null
    const lastYear = (await eveningsIn(year - 1, [sameDayLastYear(evening.day)])).values().next().value ?? null
    const villages = await readAll<VillageDocument>(db, 'villages', { region })
    const figures = targetFigures(office, await targetsOfSeason(db, region, year))
    const parts =
      township === null
        ? townshipNames(office, villages).map((name) => ({ id: name, name, target: figures.ofTownship(name) }))
        : villages
            .filter((one) => one.township === township)
            .map((one) => ({ id: one._id, name: one.name, target: figures.ofVillage(one) }))
    const townships = parts.map((part) => eveningsOf(part, office, { evening, weekBefore, lastYear }))
    const own = township === null ? figures.total : figures.ofTownship(township)
    const { rows, problems } = planBulletin(townships, evening.day, sharesOf(office), township ?? undefined)
    return {
      region,
      year,
      name: `${policy.name}${township ?? ''}`,
      day: evening.day,
      weekBefore: weekBefore?.day ?? null,
      lastYear: lastYear?.day ?? null,
      total: totalOf(own?.people ?? null, townships),
      rows,
      problems,
    }
  },
})

/** Every evening that may be the bulletin's own, and a week before the earliest of them. */
function eveningsUntil(last: number): CivilDay[] {
  return Array.from({ length: EVENINGS_BACK + 7 }, (_, i) => civilDay(last - i))
}

/** The 29th of February has the 28th. */
function sameDayLastYear(day: CivilDay): CivilDay {
  const same = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
  return dayNumber(same) === null ? `${same.slice(0, -2)}28` : same
}

/** An evening that was kept, by township or by village. */
interface Evening {
  day: CivilDay
  parts: ProgressDay['townships']
}

/** Those of these evenings that were kept. */
async function keptEvenings(
  db: Database,
  region: string,
  year: number,
  days: readonly CivilDay[],
  byVillage: boolean,
): Promise<ReadonlyMap<CivilDay, Evening>> {
  const kept = byVillage
    ? [...(await villageDays(db, region, year, days)).values()].map(({ day, villages }) => ({ day, parts: villages }))
    : [...(await progressDays(db, region, year, days)).values()].map(({ day, townships }) => ({
        day,
        parts: townships,
      }))
  return new Map(kept.map((evening) => [evening.day, evening]))
}

function eveningsOf(
  { id, name, target }: { id: string; name: string; target: TargetShown },
  office: Office,
  { evening, weekBefore, lastYear }: { evening: Evening; weekBefore: Evening | null; lastYear: Evening | null },
): TownshipEvenings {
  const doneIn = ({ parts }: Evening) => doneOf(office, parts[id] ?? { paid: 0, exempt: 0 })
  return {
    name,
    target: target?.people ?? null,
    people: evening.parts[id]?.people ?? 0,
    done: doneIn(evening),
    weekBefore: weekBefore && doneIn(weekBefore),
    percentLastYear: lastYear && percentOf(doneIn(lastYear), lastYear.parts[id]?.people ?? 0),
  }
}

function totalOf(target: number | null, townships: readonly TownshipEvenings[]): Answers['bulletin']['total'] {
  const sum = (of: (one: TownshipEvenings) => number) => townships.reduce((all, one) => all + of(one), 0)
  const [people, done] = [sum((one) => one.people), sum((one) => one.done)]
  const known = townships.every(({ weekBefore }) => weekBefore !== null)
  return {
    target,
    people,
    done,
    percent: percentOf(done, target ?? people),
    inWeek: known ? done - sum(({ weekBefore }) => weekBefore ?? 0) : null,
  }
}

const sharesOf = (office: Office): readonly DueShare[] =>
  office.milestones
    .filter((one) => whyUncountable(one, office) === null)
    .map(({ by, sharePercent }) => ({ by, sharePercent: sharePercent! }))

function noEvening(until: CivilDay): never {
  throw new Refusal({
    code: 'DAY_NOT_KEPT',
    path: 'until',
    found: until,
    message: `${until} 和之前 ${EVENINGS_BACK} 天的晚上都没有留存数字，出不了通报。数字每天夜里留存一次，请换一天，或者明天再来。`,
  })
}
