import { randomUUID } from 'node:crypto'
import { announceBatch, confirmBatch } from './count-deltas'
import type { CountDelta } from './counts'
import { seasonOf } from './counts'
import type { EnrolmentDocument } from './documents'
import type { DayFields } from './record'
import { enrolmentsWithIds } from './store'
import { Refusal } from '../../platform/base'
import type { Command, Database } from '../../platform/database'
import { READ_LIMIT, isDuplicate } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/**
 * Enrolments that are written many at once, without a transaction. Each keeps the id of the last such writing, so that
 * whoever takes up one that was broken off knows which of them it wrote, whatever happened to them since.
 */
const ENROLMENTS = 'enrolments'
const IDS_AN_UPDATE = 500
const ATTEMPTS = 4

/**
 * Adds enrolments that people do not have yet, and counts them; how many that were. One a person and year, whoever adds
 * at the same time.
 * @throws Refusal BUSY when others add the same ones again and again
 */
export async function addEnrolments(db: Database, documents: readonly EnrolmentDocument[]): Promise<number> {
  let added = 0
  for (const season of new Set(documents.map(seasonOf)))
    added += await addOfSeason(
      db,
      season,
      documents.filter((one) => seasonOf(one) === season),
    )
  return added
}

async function addOfSeason(db: Database, season: string, documents: readonly EnrolmentDocument[]): Promise<number> {
  let [left, added] = [documents, 0]
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > ATTEMPTS)
      throw new Refusal({
        code: 'BUSY',
        message: '同一批参保记录正在被别人建立，这次没有全部建好。请稍等几秒再试一次。',
      })
    const came = await addBatch(db, season, left)
    added += came
    if (came === left.length) break
    const there = new Set(
      (
        await enrolmentsWithIds(
          db,
          left.map(({ _id }) => _id),
        )
      ).map(({ _id }) => _id),
    )
    left = left.filter(({ _id }) => !there.has(_id))
  }
  return added
}

/**
 * How many of them came in: all, or where one of them was there already those that the platform had added before it.
 */
async function addBatch(db: Database, season: string, documents: readonly EnrolmentDocument[]): Promise<number> {
  const batch = randomUUID()
  await announceBatch(db, { id: batch, season, members: documents })
  try {
    await db.collection(ENROLMENTS).add({ data: documents.map((document) => ({ ...document, addedIn: batch })) })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const added = await writtenIn(
      db,
      { addedIn: batch },
      documents.map(({ _id }) => _id),
    )
    await confirmBatch(db, batch, (enrolment) => added.has(enrolment))
    return added.size
  }
  await confirmBatch(db, batch, () => true)
  return documents.length
}

/** Counts what was added of a batch whose writer is gone. */
export async function recoverBatch(db: Database, { _id, members }: CountDelta): Promise<void> {
  const added = await writtenIn(
    db,
    { addedIn: _id },
    (members ?? []).map(({ enrolment }) => enrolment),
  )
  await confirmBatch(db, _id, (enrolment) => added.has(enrolment))
}

/** Which of these enrolments a batch wrote. */
export async function writtenIn(
  db: Database,
  batch: { addedIn: string } | { changedIn: string },
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const written = new Set<string>()
  for (let at = 0; at < ids.length; at += READ_LIMIT) {
    const some = ids.slice(at, at + READ_LIMIT)
    const { data } = await db
      .collection(ENROLMENTS)
      .where({ _id: db.command.in(some), ...batch })
      .limit(READ_LIMIT)
      .field({ _id: true })
      .get()
    for (const { _id } of data as { _id: string }[]) written.add(_id)
  }
  return written
}

/** Those who stand alike, as they were when they were looked at. */
interface EnrolmentGroup {
  ids: readonly string[]
  status: EnrolmentDocument['status']
  nextChange: CivilDay | null
  /** null = whatever they are. */
  events: number | null
  timesPlaced: number
}

/**
 * Gives many the same change, except whom anything happened to since they were looked at; how many took it. It counts
 * nothing: that is `countStep`'s, for all of a batch at once.
 */
export async function updateGroup(
  db: Database,
  batch: string,
  alike: EnrolmentGroup,
  change: Pick<DayFields, 'status' | 'since' | 'nextChange'> & Partial<DayFields>,
): Promise<number> {
  const { ids, events, timesPlaced, ...same } = alike
  const size = (db.command as Command & { size(length: number): unknown }).size
  let updated = 0
  for (let at = 0; at < ids.length; at += IDS_AN_UPDATE) {
    const those = { _id: db.command.in(ids.slice(at, at + IDS_AN_UPDATE)), ...same }
    const unchanged = events === null ? those : { ...those, events: size(events), timesPlaced }
    const { stats } = await db
      .collection(ENROLMENTS)
      .where(unchanged)
      .update({ data: { ...change, changedIn: batch } })
    updated += stats.updated
  }
  return updated
}
