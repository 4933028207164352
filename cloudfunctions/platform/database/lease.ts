import type { Database } from './database'
import { addDocument, readDocument } from './database'

const STATE = 'watch-state'

/** Longer than a call may run. */
export const LEASE_MS = 70_000

/** `_id` is the job's. */
interface Lease {
  _id: string
  holder: string
  /** ms since 1970 */
  until: number
}

/**
 * Takes a job's turn: false = another call has it. A lease that ends later than any can was taken by a clock that stood
 * ahead, and is void.
 */
export async function acquireLease(db: Database, job: string, holder: string, now: number): Promise<boolean> {
  const { command } = db
  const taken = { holder, until: now + LEASE_MS }
  const free = command.or(command.lte(now), command.gt(now + LEASE_MS))
  const { stats } = await db.collection(STATE).where({ _id: job, until: free }).update({ data: taken })
  if (stats.updated === 1) return true
  if ((await readDocument<Lease>(db, STATE, job)) !== null) return false
  return addDocument<Lease>(db, STATE, { _id: job, ...taken })
}

/** Lets the next call begin at once. */
export async function releaseLease(db: Database, job: string, holder: string): Promise<void> {
  await db
    .collection(STATE)
    .where({ _id: job, holder })
    .update({ data: { until: 0 } })
}
