import type { PeopleCounted, ProgressDay, SeasonDocument } from '../enrolments'
import { keepProgressDay, keepVillageDay, progressDays, readVillageCounts, progressOf } from '../enrolments'
import type { Phase, Work } from './night-state'
import { readAll } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, policyFor, seasonOfPolicy } from '../../../rules'

/**
 * How the townships of every place stood yesterday evening, before the night changes anybody: a notice wants things
 * done by the end of a day. A night that is made up for keeps nothing, as nobody knows any more.
 */
export const takeSnapshots: Phase = async (work) => {
  if (work.day !== work.today) return true
  const day = civilDay(dayNumber(work.day)! - 1)
  for (const { region, year } of await readAll<SeasonDocument>(work.db, 'seasons', {})) {
    if (work.outOfTime()) return false
    try {
      await snapshot(work, region, year, day)
    } catch (error) {
      // A place without a policy any more, or with a count that cannot be read, keeps no other from its own.
      work.leaveOut(error)
    }
  }
  return true
}

async function snapshot(work: Work, region: string, year: number, day: CivilDay): Promise<void> {
  const { from, to } = seasonOfPolicy(policyFor(region, year))
  if (day < from || day > to) return
  if ((await progressDays(work.db, region, year, [day])).size > 0) return
  const lines = await readVillageCounts(work.db, region, year)
  // The villages first: an evening whose townships are kept is not looked at again.
  await keepVillageDay(work.db, { region, year, day, villages: talliesBy(lines, 'village') })
  await keepProgressDay(work.db, { region, year, day, townships: talliesBy(lines, 'township') })
  await work.save({ snapshots: work.night.snapshots + 1 })
}

function talliesBy(lines: readonly PeopleCounted[], of: 'township' | 'village'): ProgressDay['townships'] {
  const parts = new Map<string, PeopleCounted[]>()
  for (const line of lines) {
    const part = parts.get(line[of]) ?? []
    part.push(line)
    parts.set(line[of], part)
  }
  return Object.fromEntries(
    [...parts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, some]) => {
        const { people, paid, exempt } = progressOf(some)
        return [name, { people, paid, exempt }]
      }),
  )
}
