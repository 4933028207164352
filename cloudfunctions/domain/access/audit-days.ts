import { createHash } from 'node:crypto'
import type { AuditDocument } from './audit'
import type { Database } from '../../platform/database'
import { addDocument, READ_LIMIT } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, shanghaiDay } from '../../../rules'

/**
 * A day's audit, closed: `digest` is over the day's lines and the digest of the day before, so no line of any day can
 * be
 * edited, added or taken away without every later digest being another. Whoever has the digests of a day on paper needs
 * nothing else to see it. Added once, never set.
 */
export interface AuditDay {
  /** The civil day. */
  _id: CivilDay
  /** The digest of the day before; '' = this is the first. */
  before: string
  lines: number
  linesDigest: string
  digest: string
  /** Of the digest by the deployment's key: who can write the database alone cannot make another chain. */
  mark: string
  /** ms since 1970 */
  at: number
}

const AUDIT_DAYS = 'audit-days'
const PURPOSE = 'auditDay'

/** What was under way at midnight is over by then. */
const GRACE_MS = 10 * 60_000
/** Days that one call closes, as a function runs a minute at most. */
const DAYS_A_CALL = 31

/** The same text for the same line, in whatever order its fields are kept. */
const textOf = (line: AuditDocument): string =>
  JSON.stringify(Object.entries(line).sort(([one], [other]) => (one < other ? -1 : 1)))

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

export const digestOfDay = ({
  _id,
  before,
  lines,
  linesDigest,
}: Pick<AuditDay, '_id' | 'before' | 'lines' | 'linesDigest'>): string =>
  sha256(JSON.stringify([_id, before, lines, linesDigest]))

export const markOfDay = (digest: string): string => sealing().blindIndex(digest, PURPOSE)

const startOf = (day: CivilDay): number => Date.parse(`${day}T00:00:00+08:00`)
export const dayAfter = (day: CivilDay): CivilDay => civilDay(dayNumber(day)! + 1)

/** How many lines a day has, and what they come to. */
export async function linesOf(db: Database, day: CivilDay): Promise<Pick<AuditDay, 'lines' | 'linesDigest'>> {
  const { gte, gt, lt, and, or } = db.command
  const hash = createHash('sha256')
  const end = startOf(dayAfter(day))
  let lines = 0
  let after: Pick<AuditDocument, '_id' | 'at'> | null = null
  for (;;) {
    const rest: object = after === null ? {} : or([{ at: gt(after.at) }, { at: after.at, _id: gt(after._id) }])
    const within = { at: gte(startOf(day)).and(lt(end)) }
    const condition = after === null ? within : and([within, rest])
    const page = (
      await db.collection('audit').where(condition).orderBy('at', 'asc').orderBy('_id', 'asc').limit(READ_LIMIT).get()
    ).data as AuditDocument[]
    for (const line of page) hash.update(`${textOf(line)}\n`)
    lines += page.length
    if (page.length < READ_LIMIT) return { lines, linesDigest: hash.digest('base64url') }
    after = page.at(-1)!
  }
}

/** The last day that is closed; null = none yet. */
async function lastClosed(db: Database): Promise<AuditDay | null> {
  const { data } = await db.collection(AUDIT_DAYS).where({}).orderBy('_id', 'desc').limit(1).get()
  return (data as AuditDay[])[0] ?? null
}

/** The day of the first line there is; null = there is none. */
async function firstDay(db: Database): Promise<CivilDay | null> {
  const { data } = await db.collection('audit').where({}).orderBy('at', 'asc').orderBy('_id', 'asc').limit(1).get()
  const [line] = data as AuditDocument[]
  return line === undefined ? null : shanghaiDay(line.at)
}

/**
 * Closes every day that is over and not closed yet, the oldest first; a day without lines too, so that none can be left
 * out unseen. Two at once close a day once. Answers how many it closed.
 */
export async function closeAuditDays(db: Database, now: number): Promise<number> {
  const open = shanghaiDay(now - GRACE_MS)
  let last = await lastClosed(db)
  let day = last === null ? await firstDay(db) : dayAfter(last._id)
  for (let closed = 0; ; closed++) {
    if (day === null || day >= open || closed === DAYS_A_CALL) return closed
    const content: Pick<AuditDay, '_id' | 'before' | 'lines' | 'linesDigest'> = {
      _id: day,
      before: last?.digest ?? '',
      ...(await linesOf(db, day)),
    }
    const digest = digestOfDay(content)
    const fresh: AuditDay = { ...content, digest, mark: markOfDay(digest), at: now }
    // Another tick was first: it goes on from there.
    if (!(await addDocument(db, AUDIT_DAYS, fresh))) return closed
    last = fresh
    day = dayAfter(day)
  }
}

/** The closed days from one on, in order; at most 1,000. */
export async function auditDaysFrom(db: Database, from: CivilDay): Promise<AuditDay[]> {
  const condition = { _id: db.command.gte(from) }
  return (await db.collection(AUDIT_DAYS).where(condition).orderBy('_id', 'asc').limit(READ_LIMIT).get())
    .data as AuditDay[]
}
