import {
  updateGroup,
  countStep,
  dayFields,
  ownShareOf,
  readRecord,
  seasonOf,
  enrolmentStatusesOn,
  summed,
  writtenIn,
} from '../enrolments'
import type { CountChange, EnrolmentDocument } from '../enrolments'
import type { ChangeGroup, ChangePage, CountPlace, NightlyRun, Phase, Work } from './night-state'
import { stallGuard } from './night-state'
import { isNotified, putIntoOutbox } from '../messages'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { addDocument, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/** More than this share of a page that cannot be read is no matter of single records: wrong keys, or a missing policy. */
const FAULTY_SHARE_MAX = 0.5
const FAULTY_MIN = 20

/**
 * Gives every enrolment whose change is due the status of the day. A page is written down first and then done, so that a
 * tick killed in the middle is taken up by doing its page again; what was done already no longer fits the condition.
 */
export const applyChanges: Phase = async (work) => {
  const standingOf = enrolmentStatusesOn(work.day)
  const watch = stallGuard()
  for (let resuming = true; !work.outOfTime(); resuming = false) {
    const begun = resuming ? await readPage(work.db, work.day, work.night.page) : null
    const page = begun ?? (await newPage(work, standingOf))
    if (page === null) return true
    const { applied, groups } = await applyPage(work, page)
    watch(begun === null ? applied : 1)
    const { changed, postponed } = tallied(work.night, groups)
    await work.save({ page: work.night.page + 1, changed, postponed, told: work.night.told + page.told.length })
  }
  return false
}

async function newPage(work: Work, standingOf: ReturnType<typeof enrolmentStatusesOn>): Promise<ChangePage | null> {
  const { db, day, night } = work
  const kills = night.kills ?? 0
  const due = await dueEnrolments(db, day, PAGE_AFTER_KILLS[kills] ?? 1)
  if (due.length === 0) return null
  // Alone on its page it has killed a tick: it is put off without being looked at.
  if (kills >= PAGE_AFTER_KILLS.length)
    return keepPage(db, night.page, { day, ...groupsOf([putOff(due[0]!, day)]), told: [] })
  const judged = due.map((enrolment) => judge(work, enrolment, standingOf))
  requireReadable(judged)
  const told = judged
    .filter(({ followed, from, to, fault }) => followed && fault === null && from !== to && isNotified(to))
    .map(({ id, resident, year, to, since }) => ({ enrolment: id, resident, year, kind: to, about: since }))
  return keepPage(db, night.page, { day, ...groupsOf(judged), told })
}

function judge(
  { sealing, day }: Work,
  enrolment: EnrolmentDocument,
  standingOf: ReturnType<typeof enrolmentStatusesOn>,
): Judged {
  const { _id: id, resident, year, status: from, nextChange: was, timesPlaced, followed, township, village } = enrolment
  const known = { id, resident, year, from, was: was ?? day, timesPlaced, followed }
  const place = { season: seasonOf(enrolment), township, village }
  try {
    const { events, assessment } = enrolment
    const record = readRecord(enrolment, sealing)
    const {
      standing: { status: to, clause, cite },
      since: newSince,
      nextChange,
    } = standingOf(record)
    const { deadline, remindOn } = followed
      ? dayFields(record, true, day, standingOf)
      : { deadline: null, remindOn: null }
    return {
      ...known,
      events: events.length,
      place: { ...place, share: ownShareOf(assessment) },
      to,
      since: newSince,
      nextChange,
      ...whyInClear(clause, cite),
      reminder: followed ? { deadline, remindOn } : null,
      fault: null,
    }
  } catch (error) {
    // One record that cannot be read does not hold up a county: it is looked at again the next night, and reported.
    return { ...putOff(enrolment, day), fault: codeOf(error) }
  }
}

/** Whatever it holds: looked at again the next night, and nothing else of it changes. */
function putOff(enrolment: EnrolmentDocument, day: CivilDay): Judged {
  const {
    _id: id,
    resident,
    year,
    status,
    since,
    nextChange: was,
    timesPlaced,
    followed,
    township,
    village,
  } = enrolment
  return {
    id,
    resident,
    year,
    from: status,
    to: status,
    since,
    was: was ?? day,
    events: null,
    timesPlaced,
    followed,
    place: { season: seasonOf(enrolment), township, village, share: 'unsettled' },
    nextChange: dayAfter(day),
    clause: null,
    cite: null,
    reminder: null,
    fault: 'KILLED',
  }
}

/** Why a status changed is kept in clear; the clause of a subsidy would tell somebody's category. */
function whyInClear(clause: string | null, cite: string | null): { clause: string | null; cite: string | null } {
  return clause?.startsWith('subsidy/') ? { clause: null, cite: null } : { clause, cite }
}

const dayAfter = (day: CivilDay): CivilDay => civilDay(dayNumber(day)! + 1)

function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.error.code
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : 'UNREADABLE'
}

function requireReadable(judged: readonly Judged[]): void {
  const faulty = judged.filter(({ fault }) => fault !== null)
  if (faulty.length < FAULTY_MIN || faulty.length <= judged.length * FAULTY_SHARE_MAX) return
  throw new Refusal({
    code: 'TOO_MANY_FAULTS',
    found: faulty[0]!.fault!,
    message: `每夜任务有 ${faulty.length} 条参保记录读不出来（${faulty[0]!.fault!}），已停下，没有改动。请系统管理员先核对密钥和政策文件。`,
  })
}

/** Messages first, then the changes, then their counting: after a kill in between all are done again, and none comes twice. */
async function applyPage(
  { db, day }: Work,
  page: ChangePage,
): Promise<{ applied: number; groups: readonly ChangeGroup[] }> {
  await putIntoOutbox(
    db,
    page.told.map((change) => ({ _id: `${change.enrolment}~${change.kind}~${day}`, ...change, day, state: 'waiting' })),
  )
  let applied = 0
  const groups: ChangeGroup[] = []
  for (const group of page.groups) {
    const updated = await applyGroup(db, page._id, group)
    applied += updated
    groups.push(updated === group.ids.length ? group : { ...group, overtaken: await overtakenOf(db, page._id, group) })
  }
  if (groups.some(({ overtaken }, at) => overtaken.length !== page.groups[at]!.overtaken.length))
    await noteOvertaken(db, { ...page, groups })
  await countStep(db, page._id, countedChanges(page.places, groups))
  return { applied, groups }
}

/** What the day brings to one enrolment. */
interface Judged extends Omit<ChangeGroup, 'ids' | 'places' | 'overtaken'> {
  id: string
  resident: string
  year: number
  followed: boolean
  since: CivilDay
  place: CountPlace
}

/** Those who take the same change on the same grounds, together: one write for hundreds. In the order of their first. */
function groupsOf(judged: readonly Judged[]): Pick<ChangePage, 'groups' | 'places'> {
  const groups = new Map<string, ChangeGroup & { ids: string[]; places: number[] }>()
  const places = new Map<string, { place: CountPlace; at: number }>()
  for (const { id, place, resident: _resident, year: _year, followed: _followed, ...change } of judged) {
    const key = keyOf(change)
    const group = groups.get(key) ?? { ...change, ids: [], places: [], overtaken: [] }
    const known = places.get(keyOf(place)) ?? { place, at: places.size }
    group.ids.push(id)
    group.places.push(known.at)
    groups.set(key, group)
    places.set(keyOf(place), known)
  }
  return { groups: [...groups.values()], places: [...places.values()].map(({ place }) => place) }
}

const keyOf = (alike: object): string => JSON.stringify(Object.entries(alike).sort(([a], [b]) => (a < b ? -1 : 1)))

/** What a page that is done does to the counts of villages, by season. */
function countedChanges(
  places: readonly CountPlace[],
  groups: readonly ChangeGroup[],
): ReadonlyMap<string, readonly CountChange[]> {
  const seasons = new Map<string, CountChange[]>()
  for (const { from, to, ids, overtaken, places: at } of groups) {
    if (from === to) continue
    const others = new Set(overtaken)
    ids.forEach((id, i) => {
      if (others.has(id)) return
      const { season, township, village, share } = places[at[i]!]!
      const changes = seasons.get(season) ?? []
      changes.push(
        { township, village, cell: `${from}~${share}`, people: -1 },
        { township, village, cell: `${to}~${share}`, people: 1 },
      )
      seasons.set(season, changes)
    })
  }
  return new Map([...seasons].map(([season, changes]) => [season, summed(changes)]))
}

/** The night's counts with a page more: people, not writes, so that a page done twice counts once. */
function tallied(night: NightlyRun, groups: readonly ChangeGroup[]): Pick<NightlyRun, 'changed' | 'postponed'> {
  const changed: Record<string, number> = { ...night.changed }
  let { postponed } = night
  for (const { from, to, fault, ids, overtaken } of groups) {
    const people = ids.length - overtaken.length
    if (fault !== null) postponed += people
    else if (from !== to && people > 0) changed[`${from}>${to}`] = (changed[`${from}>${to}`] ?? 0) + people
  }
  return { changed, postponed }
}

const PAGES = 'status-changes'
const ENROLMENTS = 'enrolments'
/** Records of some 2 KB: with 1,000 at once a function of 256 MB comes near its memory. */
const ENROLMENTS_A_PAGE = 500
/** By how many ticks in a row were killed: whoever kills is closed in upon. */
const PAGE_AFTER_KILLS = [ENROLMENTS_A_PAGE, 25, 1] as const

/** The next enrolments whose change is due: once changed they are due no more, so the query is its own cursor. */
async function dueEnrolments(db: Database, day: CivilDay, count: number): Promise<EnrolmentDocument[]> {
  const due = db
    .collection(ENROLMENTS)
    .where({ nextChange: db.command.lte(day) })
    .orderBy('nextChange', 'asc')
    .orderBy('_id', 'asc')
  return (await due.limit(count).get()).data as EnrolmentDocument[]
}

const pageId = (day: CivilDay, page: number): string => `${day}~${String(page).padStart(5, '0')}`

function readPage(db: Database, day: CivilDay, page: number): Promise<ChangePage | null> {
  return readDocument<ChangePage>(db, PAGES, pageId(day, page))
}

/** Writes a page down before it is done; one that is there already stays, and is what is to be done. */
async function keepPage(db: Database, page: number, content: Omit<ChangePage, '_id'>): Promise<ChangePage> {
  const kept = { _id: pageId(content.day, page), ...content }
  if (await addDocument(db, PAGES, kept)) return kept
  return (await readPage(db, content.day, page)) ?? kept
}

async function noteOvertaken(db: Database, page: ChangePage): Promise<void> {
  await db
    .collection(PAGES)
    .doc(page._id)
    .update({ data: { groups: page.groups } })
}

/** Gives a group its change, except to whom something happened since they were looked at; how many took it. */
function applyGroup(
  db: Database,
  page: string,
  { ids, from, to, since, was, nextChange, events, timesPlaced, reminder }: ChangeGroup,
): Promise<number> {
  return updateGroup(
    db,
    page,
    { ids, status: from, nextChange: was, events, timesPlaced },
    { status: to, since, nextChange, ...reminder },
  )
}

/** Those of a group whom its page did not change, then or when it was done before. */
async function overtakenOf(db: Database, page: string, { ids }: ChangeGroup): Promise<string[]> {
  const written = await writtenIn(db, { changedIn: page }, ids)
  return ids.filter((id) => !written.has(id))
}
