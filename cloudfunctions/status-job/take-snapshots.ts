import { policies } from '../../rules'
import { officeFor } from '../../rules/office'
import { countByStatus, hasSnapshot, townshipsOf, writeSnapshot } from './records/townships'
import type { StatusId } from '../enrollment/statuses'
import type { Phase, Work } from './work'

/** On a day by which a notice wants things done: how every township of the place stands, kept for good. */
export const takeSnapshots: Phase = async (work) => {
  for (const { region, year } of policies()) {
    const milestones = officeFor(region, year).milestones.filter(({ by }) => by === work.day).map(({ id }) => id)
    if (milestones.length > 0 && !await snapshotsOf(work, region, year, milestones)) return false
  }
  return true
}

async function snapshotsOf(work: Work, region: string, year: number, milestones: readonly string[]): Promise<boolean> {
  for (const [township, villages] of await townshipsOf(work.db, region)) {
    if (work.outOfTime()) return false
    const _id = `${region}~${year}~${work.day}~${township}`
    if (await hasSnapshot(work.db, _id)) continue
    const counts: Partial<Record<StatusId, number>> = {}
    // A village at a time: a township's documents at once would be too many for the database's memory.
    for (const village of villages) {
      for (const [status, people] of await countByStatus(work.db, village, year)) counts[status] = (counts[status] ?? 0) + people
    }
    await writeSnapshot(work.db, { _id, region, year, day: work.day, milestones, township, counts })
    await work.save({ snapshots: work.night.snapshots + 1 })
  }
  return true
}
