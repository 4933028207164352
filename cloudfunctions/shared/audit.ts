import type { CivilDay } from '../../rules'
import { putDocument } from './database'
import type { Database } from './database'

/** One line of who did or tried what. No personal data: the target is an id, the reason one of a list. */
export interface AuditDocument {
  _id: string
  /** ms since 1970 */
  at: number
  day: CivilDay
  openid: string
  action: string
  /** Id of the resident, household, link or village that it was about. */
  target: string
  /** Whose office may find the line; null = of no place that is known: no county finds it. */
  region: string | null
  outcome: 'refused' | 'revealed' | 'done'
  /** Why it was refused, or what for it was asked: a code. */
  why: string
}

/** Written again with the same id it stays one line. */
export async function writeAudit(db: Database, line: AuditDocument): Promise<void> {
  await putDocument(db, 'audit', line)
}
