import { addDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'

const STATE = 'watch-state'
const WATCH = 'payment-watch'

/** Longer than a call may run. */
const LEASE_MS = 70_000

/** `_id` is the job's. */
interface WatchState {
  _id: string
  holder: string
  /** ms since 1970 */
  until: number
}

/** Takes the turn: false = another call has it. A lease that ends later than any can was taken by a clock that stood ahead, and is void. */
export async function takeTurn(db: Database, holder: string, now: number): Promise<boolean> {
  const { command } = db
  const taken = { holder, until: now + LEASE_MS }
  const free = command.or(command.lte(now), command.gt(now + LEASE_MS))
  const { stats } = await db.collection(STATE).where({ _id: WATCH, until: free }).update({ data: taken })
  if (stats.updated === 1) return true
  if (await readDocument<WatchState>(db, STATE, WATCH) !== null) return false
  return addDocument<WatchState>(db, STATE, { _id: WATCH, ...taken })
}

/** Lets the next call begin at once. */
export async function leaveTurn(db: Database, holder: string): Promise<void> {
  await db.collection(STATE).where({ _id: WATCH, holder }).update({ data: { until: 0 } })
}
