import { policyFor } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { readAll } from '../shared/database'
import type { Database } from '../shared/database'
import { requireAllowed } from '../shared/permissions'
import type { Answers, Requests } from './contract'
import type { VillageDocument } from './documents'
import { openEnrolments } from './open-enrolment'
import type { Enrolled } from './open-enrolment'
import { beginSeason, saveProgress } from './records/seasons'

/** A call's work, well within the time a function may run. */
const RESIDENTS_A_PAGE = 500
const PAGES_A_CALL = 2

/**
 * Makes the enrolments of a region for a year, a part at a time: called again until `done`, it goes on where it
 * stopped. Broken off or called twice at once it makes none twice.
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR; Refusal NOT_ALLOWED
 */
export async function openSeason({ region, year }: Requests['openSeason'], context: CallContext): Promise<Answers['openSeason']> {
  await requireAllowed(context, 'openSeason', { id: `${region}-${year}`, region })
  policyFor(region, year)
  const { db, today } = context
  const townships = new Map((await readAll<VillageDocument>(db, 'villages', { region })).map(({ _id, township }) => [_id, township]))
  let season = await beginSeason(db, region, year, today)
  let made = 0
  const faulty: string[] = []
  for (let pages = 0; pages < PAGES_A_CALL && !season.done; pages++) {
    const page = await residentsAfter(db, region, season.cursor)
    const opened = await openEnrolments(db, page.map((resident) => ({ resident, township: townships.get(resident.village) ?? '' })), year, today)
    made += opened.made
    faulty.push(...opened.faulty)
    season = { ...season, cursor: page.at(-1)?._id ?? season.cursor, done: page.length < RESIDENTS_A_PAGE }
    await saveProgress(db, season)
  }
  return { openedOn: season.openedOn, made, faulty, done: season.done }
}

async function residentsAfter(db: Database, region: string, cursor: string | null): Promise<Enrolled[]> {
  const condition = cursor === null ? { region } : { region, _id: db.command.gt(cursor) }
  return (await db.collection('residents').where(condition).orderBy('_id', 'asc').limit(RESIDENTS_A_PAGE).get()).data as Enrolled[]
}
