import { civilDay, dayNumber } from '../../rules'
import type { CivilDay } from '../../rules'
import { dayFields, readRecord } from '../enrollment/enrolment-document'
import { seasonOf } from '../enrollment/count-changes'
import { isTold } from '../enrollment/message-words'
import { ownShareOf } from '../enrollment/own-shares'
import { countStep } from '../enrollment/records/count-deltas'
import { standingsOn } from '../enrollment/standings'
import { Refusal } from '../shared/refusal'
import type { ChangeGroup, ChangePage } from './documents'
import { countedChanges, groupsOf, tallied } from './group-changes'
import type { Judged } from './group-changes'
import { applyGroup, dueEnrolments, keepPage, noteOvertaken, overtakenOf, readPage } from './records/change-pages'
import type { EnrolmentDocument } from '../enrollment/documents'
import { putIntoOutbox } from './records/outbox'
import { progressWatch } from './work'
import type { Phase, Work } from './work'

/** More than this share of a page that cannot be read is no matter of single records: wrong keys, or a missing policy. */
const FAULTY_SHARE_MAX = 0.5
const FAULTY_MIN = 20

/**
 * Gives every enrolment whose change is due the status of the day. A page is written down first and then done, so that a
 * tick killed in the middle is taken up by doing its page again; what was done already no longer fits the condition.
 */
export const applyChanges: Phase = async (work) => {
  const standingOf = standingsOn(work.day)
  const watch = progressWatch()
  for (let resuming = true; !work.outOfTime(); resuming = false) {
    const begun = resuming ? await readPage(work.db, work.day, work.night.page) : null
    const page = begun ?? await newPage(work, standingOf)
    if (page === null) return true
    const { applied, groups } = await applyPage(work, page)
    watch(begun === null ? applied : 1)
    const { changed, postponed } = tallied(work.night, groups)
    await work.save({ page: work.night.page + 1, changed, postponed, told: work.night.told + page.told.length })
  }
  return false
}

async function newPage(work: Work, standingOf: ReturnType<typeof standingsOn>): Promise<ChangePage | null> {
  const { db, day, night } = work
  const due = await dueEnrolments(db, day)
  if (due.length === 0) return null
  const judged = due.map((enrolment) => judge(work, enrolment, standingOf))
  requireReadable(judged)
  const told = judged.filter(({ followed, from, to, fault }) => followed && fault === null && from !== to && isTold(to))
    .map(({ id, resident, year, to, since }) => ({ enrolment: id, resident, year, kind: to, about: since }))
  return keepPage(db, night.page, { day, ...groupsOf(judged), told })
}

function judge({ sealing, day }: Work, enrolment: EnrolmentDocument, standingOf: ReturnType<typeof standingsOn>): Judged {
  const { _id: id, resident, year, status: from, since, nextChange: was, events, timesPlaced, followed, township, village, assessment } = enrolment
  const place = { season: seasonOf(enrolment), township, village, share: ownShareOf(assessment) }
  const known = { id, resident, year, from, was: was ?? day, events: events.length, timesPlaced, followed, place }
  try {
    const record = readRecord(enrolment, sealing)
    const { standing: { status: to, clause, cite }, since: newSince, nextChange } = standingOf(record)
    const { deadline, remindOn } = followed ? dayFields(record, true, day, standingOf) : { deadline: null, remindOn: null }
    return { ...known, to, since: newSince, nextChange, ...whyInClear(clause, cite), reminder: followed ? { deadline, remindOn } : null, fault: null }
  } catch (error) {
    // One record that cannot be read does not hold up a county: it is looked at again the next night, and reported.
    return { ...known, to: from, since, nextChange: dayAfter(day), clause: null, cite: null, reminder: null, fault: codeOf(error) }
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
    code: 'TOO_MANY_FAULTS', found: faulty[0]!.fault!,
    message: `每夜任务有 ${faulty.length} 条参保记录读不出来（${faulty[0]!.fault!}），已停下，没有改动。请系统管理员先核对密钥和政策文件。`,
  })
}

/** Messages first, then the changes, then their counting: after a kill in between all are done again, and none comes twice. */
async function applyPage({ db, day }: Work, page: ChangePage): Promise<{ applied: number; groups: readonly ChangeGroup[] }> {
  await putIntoOutbox(db, page.told.map((change) => ({ _id: `${change.enrolment}~${change.kind}~${day}`, ...change, day, state: 'waiting' })))
  let applied = 0
  const groups: ChangeGroup[] = []
  for (const group of page.groups) {
    const updated = await applyGroup(db, page._id, group)
    applied += updated
    groups.push(updated === group.ids.length ? group : { ...group, overtaken: await overtakenOf(db, page._id, group) })
  }
  if (groups.some(({ overtaken }, at) => overtaken.length !== page.groups[at]!.overtaken.length)) await noteOvertaken(db, { ...page, groups })
  await countStep(db, page._id, countedChanges(page.places, groups))
  return { applied, groups }
}
