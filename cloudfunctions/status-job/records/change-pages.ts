import type { CivilDay } from '../../../rules'
import type { EnrolmentDocument } from '../../enrollment/documents'
import { changeAlike, writtenIn } from '../../enrollment/records/enrolment-batches'
import { addDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { ChangeGroup, ChangePage } from '../documents'

const PAGES = 'status-changes'
const ENROLMENTS = 'enrolments'
/** Records of some 2 KB: with 1,000 at once a function of 256 MB comes near its memory. */
const ENROLMENTS_A_PAGE = 500

/** The next enrolments whose change is due: once changed they are due no more, so the query is its own cursor. */
export async function dueEnrolments(db: Database, day: CivilDay): Promise<EnrolmentDocument[]> {
  const due = db.collection(ENROLMENTS).where({ nextChange: db.command.lte(day) }).orderBy('nextChange', 'asc').orderBy('_id', 'asc')
  return (await due.limit(ENROLMENTS_A_PAGE).get()).data as EnrolmentDocument[]
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

/** Gives a group its change, except to whom something happened since they were looked at; how many took it. */
export function applyGroup(db: Database, page: string, { ids, from, to, since, was, nextChange, events, timesPlaced, reminder }: ChangeGroup): Promise<number> {
  return changeAlike(db, page, { ids, status: from, nextChange: was, events, timesPlaced }, { status: to, since, nextChange, ...reminder })
}

/** Those of a group whom its page did not change, then or when it was done before. */
export async function overtakenOf(db: Database, page: string, { ids }: ChangeGroup): Promise<string[]> {
  const written = await writtenIn(db, { changedIn: page }, ids)
  return ids.filter((id) => !written.has(id))
}
