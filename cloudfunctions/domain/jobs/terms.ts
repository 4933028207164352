import type { Phase } from './night-state'
import type { Database } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, shanghaiDay } from '../../../rules'

/** How long what only grows is kept; the reasons stand in docs/operations.md. `days` after its day, or its moment. */
interface Term {
  collection: string
  days: number
  /** The field that says when: a civil day, or ms since 1970. */
  by: 'day' | 'at'
  /** Only what is in one of these states goes. */
  states?: readonly string[]
  /** Whole days at a time, the oldest first, so that a chain of days' digests can be followed from what is left. */
  wholeDays?: true
}

export const TERMS: readonly Term[] = [
  { collection: 'attempts', days: 2, by: 'day' },
  { collection: 'file-parts', days: 2, by: 'at' },
  { collection: 'outbox', days: 60, by: 'day', states: ['done', 'moot'] },
  { collection: 'operations', days: 400, by: 'at' },
  { collection: 'status-changes', days: 400, by: 'day' },
  { collection: 'audit', days: 3 * 366, by: 'at', wholeDays: true },
]

const REMOVED_AT_ONCE = 500
/** Of the 30,000 writes a day of the old base plan. */
const REMOVED_A_NIGHT = 10_000

/** Removes what is past its term, as far as a night's share of writes goes. The next night goes on. */
export const keepTerms: Phase = async (work) => {
  if (work.day !== work.today) return true
  for (const term of TERMS) {
    while ((work.night.removed ?? 0) < REMOVED_A_NIGHT) {
      if (work.outOfTime()) return false
      const removed = await (term.wholeDays === true ? removeDay : removeSome)(work.db, term, work.today)
      if (removed === 0) break
      await work.save({ removed: (work.night.removed ?? 0) + removed })
    }
  }
  return true
}

const dayBefore = (today: CivilDay, days: number): CivilDay => civilDay(dayNumber(today)! - days)
const momentOf = (day: CivilDay): number => Date.parse(`${day}T00:00:00+08:00`)

async function removeSome(db: Database, { collection, days, by, states }: Term, today: CivilDay): Promise<number> {
  const last = dayBefore(today, days)
  const past = {
    [by]: db.command.lt(by === 'day' ? last : momentOf(last)),
    ...(states === undefined ? {} : { state: db.command.in([...states]) }),
  }
  const { data } = await db.collection(collection).where(past).limit(REMOVED_AT_ONCE).field({ _id: true }).get()
  const ids = (data as { _id: string }[]).map(({ _id }) => _id)
  if (ids.length === 0) return 0
  const { stats } = await db
    .collection(collection)
    .where({ _id: db.command.in(ids), ...past })
    .remove()
  return stats.removed
}

/** The oldest day that is past the term, in one request: what is left always begins with a day that is whole. */
async function removeDay(db: Database, { collection, days }: Term, today: CivilDay): Promise<number> {
  const { gte, lt } = db.command
  const past = { at: lt(momentOf(dayBefore(today, days))) }
  const { data } = await db.collection(collection).where(past).orderBy('at', 'asc').limit(1).get()
  const [oldest] = data as { at: number }[]
  if (oldest === undefined) return 0
  const day = shanghaiDay(oldest.at)
  const until = momentOf(civilDay(dayNumber(day)! + 1))
  const { stats } = await db
    .collection(collection)
    .where({ at: gte(momentOf(day)).and(lt(until)) })
    .remove()
  return stats.removed
}
