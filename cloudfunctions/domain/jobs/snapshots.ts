import type { ProgressDay, SeasonDocument } from '../enrolments'
import { keepProgressDay, progressDays, readVillageCounts, progressOf } from '../enrolments'
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
  await keepProgressDay(work.db, { region, year, day, townships: await townshipsNow(work, region, year) })
  await work.save({ snapshots: work.night.snapshots + 1 })
}

async function townshipsNow({ db }: Work, region: string, year: number): Promise<ProgressDay['townships']> {
  const lines = await readVillageCounts(db, region, year)
  return Object.fromEntries(
    [...new Set(lines.map(({ township }) => township))].sort().map((township) => {
      const { people, paid, exempt } = progressOf(lines.filter((line) => line.township === township))
      return [township, { people, paid, exempt }]
    }),
  )
}
