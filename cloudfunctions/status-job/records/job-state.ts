import { addDocument, putDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import { JOB } from '../documents'
import type { JobRun, JobState } from '../documents'

const STATE = 'job-state'

/** Longer than a call may run, so that who holds a lease that is over works no more. */
export const LEASE_MS = 70_000

export function readState(db: Database): Promise<JobState | null> {
  return readDocument<JobState>(db, STATE, JOB)
}

/**
 * Takes the turn: false = somebody else has it. Of two at once one gets it, by a single conditional update. A lease that
 * ends later than any can was taken by a clock that stood ahead, and is void.
 */
export async function takeLease(db: Database, holder: string, now: number, mark: string): Promise<boolean> {
  const { command } = db
  const free = command.or(command.lte(now), command.gt(now + LEASE_MS))
  const taken = { holder, until: now + LEASE_MS }
  const { stats } = await db.collection(STATE).where({ _id: JOB, until: free }).update({ data: taken })
  if (stats.updated === 1) return true
  if (await readState(db) !== null) return false
  return addDocument<JobState>(db, STATE, { _id: JOB, ...taken, doneThrough: null, night: null, sealed: { mark, collection: null, after: null } })
}

/** What of the state a tick writes down. */
export type Progress = Partial<Pick<JobState, 'doneThrough' | 'night' | 'sealed' | 'until'>>

/** Writes progress down, as long as the turn is still the holder's: false = it is not. */
export async function saveProgress(db: Database, holder: string, progress: Progress): Promise<boolean> {
  const { set } = db.command
  // Objects are replaced whole; without `set` the platform would merge them.
  const data = Object.fromEntries(Object.entries(progress).map(([name, value]) => [name, set(value)]))
  const { stats } = await db.collection(STATE).where({ _id: JOB, holder }).update({ data })
  return stats.updated === 1
}

/** Lets the next tick begin at once. */
export async function leaveLease(db: Database, holder: string, progress: Progress): Promise<boolean> {
  return saveProgress(db, holder, { ...progress, until: 0 })
}

export function writeRun(db: Database, run: JobRun): Promise<void> {
  return putDocument(db, 'job-runs', run)
}
