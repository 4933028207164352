import type { CivilDay } from '../../../rules'
import type { EnrolmentDocument } from '../../enrollment/documents'
import { addDocument, readDocument } from '../../shared/database'
import type { Command, Database } from '../../shared/database'
import type { ChangeGroup, ChangePage } from '../documents'

const PAGES = 'status-changes'
const ENROLMENTS = 'enrolments'
const IDS_AN_UPDATE = 500
/** Records of some 2 KB: with 1,000 at once a function of 256 MB comes near its memory. */
const ENROLMENTS_A_PAGE = 500

/** All of an enrolment but its assessment, which the calendar does not change. */
export type DueEnrolment = Omit<EnrolmentDocument, 'assessment'>
const WITHOUT_ASSESSMENT = { assessment: false }

/** The next enrolments whose change is due: once changed they are due no more, so the query is its own cursor. */
export async function dueEnrolments(db: Database, day: CivilDay): Promise<DueEnrolment[]> {
  const due = db.collection(ENROLMENTS).where({ nextChange: db.command.lte(day) }).orderBy('nextChange', 'asc').orderBy('_id', 'asc')
  return (await due.limit(ENROLMENTS_A_PAGE).field(WITHOUT_ASSESSMENT).get()).data as DueEnrolment[]
}

const pageId = (day: CivilDay, page: number): string => `${day}~${String(page).padStart(5, '0')}`

export function readPage(db: Database, day: CivilDay, page: number): Promise<ChangePage | null> {
  return readDocument<ChangePage>(db, PAGES, pageId(day, page))
}

/** Writes a page down before it is done; one that is there already stays, and is what is to be done. */
export async function keepPage(db: Database, page: number, content: Omit<ChangePage, '_id'>): Promise<ChangePage> {
  const kept = { _id: pageId(content.day, page), ...content }
  if (await addDocument(db, PAGES, kept)) return kept
  return await readPage(db, content.day, page) ?? kept
}

export async function noteOvertaken(db: Database, page: ChangePage): Promise<void> {
  await db.collection(PAGES).doc(page._id).update({ data: { groups: page.groups } })
}

/** Gives a group its change, except where an event was recorded since it was looked at; how many took it. */
export async function applyGroup(db: Database, group: ChangeGroup): Promise<number> {
  const { from, to, since, was, nextChange, events, reminder } = group
  const size = (db.command as Command & { size(length: number): unknown }).size
  let updated = 0
  for (let at = 0; at < group.ids.length; at += IDS_AN_UPDATE) {
    const ids = group.ids.slice(at, at + IDS_AN_UPDATE)
    const unchanged = { _id: db.command.in(ids), status: from, nextChange: was, events: size(events) }
    const { stats } = await db.collection(ENROLMENTS).where(unchanged).update({ data: { status: to, since, nextChange, ...reminder } })
    updated += stats.updated
  }
  return updated
}

/** Those of a group who are not as it would have made them. */
export async function notAsGrouped(db: Database, group: ChangeGroup): Promise<string[]> {
  const others: string[] = []
  for (let at = 0; at < group.ids.length; at += IDS_AN_UPDATE) {
    const ids = group.ids.slice(at, at + IDS_AN_UPDATE)
    const { data } = await db.collection(ENROLMENTS).where({ _id: db.command.in(ids) }).limit(IDS_AN_UPDATE)
      .field({ status: true, since: true, nextChange: true }).get()
    const changed = new Set((data as EnrolmentDocument[])
      .filter(({ status, since, nextChange }) => status === group.to && since === group.since && nextChange === group.nextChange)
      .map(({ _id }) => _id))
    others.push(...ids.filter((id) => !changed.has(id)))
  }
  return others
}
