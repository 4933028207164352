import type { EnrolmentEvent, StatusId } from './states'
import { EVENT_KINDS, EVENTS, mayHappenAt, STATUS_NAMES } from './states'
import type { Absence, Certification } from '../people'
import { Refusal } from '../../platform/base'
import type { CivilDay, Policy, Stage, Facts } from '../../../rules'
import {
  equivalenceKey,
  civilDay,
  dayNumber,
  policyFor,
  seasonOfPolicy,
  stageOn,
  stageChangeDays,
} from '../../../rules'

/**
 * The life of one enrolment. Its status on a day is a function of what is recorded, the policy and the day, and of
 * nothing else: events are folded in one order, whatever order they came in, and the calendar does the rest.
 */
export interface EnrolmentRecord {
  region: string
  year: number
  /** Facts of the person for this year, as told. */
  told: Facts
  /** Identities as certified when the enrolment was made. */
  certified: readonly Certification[]
  events: readonly EnrolmentEvent[]
}

export type EnrolmentStatus = Omit<Stage, 'status'> & { status: StatusId }

/** A stretch of days with one status; `to` is null for what lasts beyond the season. */
interface Step extends EnrolmentStatus {
  from: CivilDay
  to: CivilDay | null
}

/** What the events so far come to. */
export interface RecordState {
  /** Facts that decide, certified identities included. */
  told: Facts
  /** Day of payment, or of enrolment where nothing is owed. */
  paidOn: CivilDay | null
  /** fen; 0 = enrolled without owing. */
  amount: number
  left: { why: Absence; day: CivilDay } | null
  refundedOn: CivilDay | null
  /** Identities certified after payment: they change nothing this year. */
  kept: readonly Certification[] | null
}

const rankOf = ({ kind }: EnrolmentEvent): number => EVENT_KINDS.indexOf(kind)
const inOrder = (a: EnrolmentEvent, b: EnrolmentEvent): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at || rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1)

/**
 * Certified identities in the rules' words for them. What several offices certify holds as long as one of them says so.
 */
function certifiedFacts(certifications: readonly Certification[]): Facts {
  const identities = [...new Set(certifications.map(({ identity }) => identity))]
  const days = (of: 'from' | 'ended', which: 0 | -1) => {
    const told = identities.flatMap((identity) => {
      const all = certifications.filter((one) => one.identity === identity).map((one) => one[of])
      return all.includes(null)
        ? []
        : [
            [
              identity,
              all
                .map((day) => day!)
                .sort()
                .at(which)!,
            ] as const,
          ]
    })
    return told.length > 0 ? Object.fromEntries(told) : null
  }
  return { categories: identities, categoryFrom: days('from', 0), categoryEndedOn: days('ended', -1) }
}

const start = ({ told, certified }: EnrolmentRecord): RecordState => ({
  told: { ...told, ...certifiedFacts(certified) },
  paidOn: null,
  amount: 0,
  left: null,
  refundedOn: null,
  kept: null,
})

/** What one event changes; whether it may happen is not asked here. */
function step(course: RecordState, event: EnrolmentEvent): RecordState {
  const unpaid = { paidOn: null, amount: 0, refundedOn: null }
  switch (event.kind) {
    case 'registered':
      return { ...course, told: { ...course.told, registered: true } }
    case 'told':
    case 'corrected':
      return { ...course, told: { ...course.told, ...event.facts } }
    case 'certified':
      return course.paidOn === null
        ? { ...course, told: { ...course.told, ...certifiedFacts(event.certifications) } }
        : { ...course, kept: event.certifications }
    case 'paid':
      return { ...course, paidOn: event.day, amount: event.amount }
    case 'enrolledExempt':
      return { ...course, paidOn: event.day, amount: 0 }
    case 'paymentVoided':
      return { ...settleKept(course), ...unpaid }
    case 'refunded':
      return { ...course, refundedOn: event.day }
    case 'left':
      return { ...course, left: { why: event.why, day: event.day } }
    case 'returned':
      return { ...course, left: null }
    case 'reopened':
      return { ...settleKept(course), ...unpaid, left: null }
  }
}

/** What was kept back because of a payment counts once there is none. */
const settleKept = (course: RecordState): RecordState =>
  course.kept === null ? course : { ...course, told: { ...course.told, ...certifiedFacts(course.kept) }, kept: null }

/** What the events up to and on a day come to. */
export function recordStateOn(record: EnrolmentRecord, day: CivilDay): RecordState {
  return record.events
    .filter((event) => event.day <= day)
    .sort(inOrder)
    .reduce(step, start(record))
}

function statusOfRecord(policy: Policy, course: RecordState, day: CivilDay): EnrolmentStatus {
  if (course.told.birthDate != null && day < course.told.birthDate)
    return { status: 'notYetOpen', clause: null, cite: null, quote: null, open: null, benefit: null }
  const stage = stageOn(policy, course.told, course.paidOn, day)
  const outOf = (status: StatusId): EnrolmentStatus => ({
    status,
    clause: null,
    cite: null,
    quote: null,
    open: null,
    benefit: stage.benefit,
  })
  if (course.refundedOn !== null) return outOf('refunded')
  if (course.left !== null) return outOf('withdrawn')
  return stage.status === 'undetermined' && course.paidOn !== null ? { ...stage, status: 'paidUnsettled' } : stage
}

/** Where the enrolment stands on a day. */
export function enrolmentStatusOn(policy: Policy, record: EnrolmentRecord, day: CivilDay): EnrolmentStatus {
  return statusOfRecord(policy, recordStateOn(record, day), day)
}

/**
 * The record with one event more. The same event again changes nothing.
 * @throws Refusal ILLEGAL_EVENT when it, or with it one recorded before, would come at a moment that does not allow it;
 * OPERATION_REUSED when another event has the same id
 */
export function withEnrolmentEvent(policy: Policy, record: EnrolmentRecord, event: EnrolmentEvent): EnrolmentRecord {
  const before = record.events.find(({ id }) => id === event.id)
  if (before !== undefined) {
    if (sameOperation(before, event)) return record
    throw new Refusal({
      code: 'OPERATION_REUSED',
      message: '这个操作编号已经用在另一件事上了，这一次没有记录。请返回重新操作一次。',
    })
  }
  const events = [...record.events, event].sort(inOrder)
  let course = start(record)
  for (const one of events) {
    requireLegal(policy, course, one, event)
    course = step(course, one)
  }
  return { ...record, events }
}

/** Who wrote it down, and when, does not make it another deed. */
function sameOperation(a: EnrolmentEvent, b: EnrolmentEvent): boolean {
  const deed = ({ at: _at, by: _by, ...rest }: EnrolmentEvent) =>
    JSON.stringify(Object.entries(rest).sort(([x], [y]) => (x < y ? -1 : 1)))
  return deed(a) === deed(b)
}

function requireLegal(policy: Policy, course: RecordState, event: EnrolmentEvent, added: EnrolmentEvent): void {
  const { status } = statusOfRecord(policy, course, event.day)
  const { needs, name } = EVENTS[event.kind]
  const lacks = (needs === 'money' && course.amount === 0) || (needs === 'absence' && course.left === null)
  const unborn = course.told.birthDate != null && event.day < course.told.birthDate
  if (mayHappenAt(event.kind, status) && !lacks && !unborn) return
  const late = event === added ? '' : `与 ${event.day} 已记录的“${name}”冲突：`
  const because = unborn
    ? `${event.day} 这天还没有出生`
    : lacks
      ? needs === 'money'
        ? '没有缴过钱'
        : '没有退出过'
      : `${event.day} 这天是“${STATUS_NAMES[status]}”`
  throw new Refusal({
    code: 'ILLEGAL_EVENT',
    path: 'event',
    found: status,
    message: `不能记录“${EVENTS[added.kind].name}”：${late}${because}。请核对日期和记录；记错了的，请县级经办机构更正。`,
  })
}

/** Days after `from`, in order, on which the status can turn. */
function statusChangesAfter(policy: Policy, record: EnrolmentRecord, from: CivilDay): CivilDay[] {
  const season = seasonOfPolicy(policy)
  const days = [...new Set(record.events.map(({ day }) => day))].sort()
  const starts = [season.from, ...days.filter((day) => day > season.from)]
  const turns = starts.flatMap((day, i) => {
    const to = starts[i + 1] ?? season.to
    if (to < from) return []
    const { told, paidOn } = recordStateOn(record, day)
    return [day, ...(told.birthDate == null ? [] : [told.birthDate]), ...stageChangeDays(policy, told, paidOn, day, to)]
  })
  return [...new Set(turns)].filter((day) => day > from).sort()
}

/** The next day on which the status differs from that of `day`, if nothing more is recorded; null = none in sight. */
export function nextChange(
  policy: Policy,
  record: EnrolmentRecord,
  day: CivilDay,
): { day: CivilDay; status: StatusId } | null {
  const { status } = enrolmentStatusOn(policy, record, day)
  for (const turn of statusChangesAfter(policy, record, day)) {
    const then = enrolmentStatusOn(policy, record, turn).status
    if (then !== status) return { day: turn, status: then }
  }
  return null
}

/** The whole season in stretches, in order and without gaps. */
export function stretchesOf(policy: Policy, record: EnrolmentRecord): Step[] {
  const steps: Step[] = []
  const first = [seasonOfPolicy(policy).from, ...record.events.map(({ day }) => day)].sort()[0]!
  for (const day of [first, ...statusChangesAfter(policy, record, first)]) {
    const here = enrolmentStatusOn(policy, record, day)
    const last = steps[steps.length - 1]
    if (last?.status === here.status) continue
    if (last) last.to = dayBefore(day)
    steps.push({ ...here, from: day, to: null })
  }
  return steps
}

/** Since when the status of `day` has stood without a break. */
export function statusSince(policy: Policy, record: EnrolmentRecord, day: CivilDay): CivilDay {
  const steps = stretchesOf(policy, record).filter(({ from }) => from <= day)
  return steps[steps.length - 1]?.from ?? day
}

const dayBefore = (day: CivilDay): CivilDay => civilDay(dayNumber(day)! - 1)

/** What of an enrolment is kept beside its record, for one day. */
export interface StoredStatus {
  standing: EnrolmentStatus
  since: CivilDay
  /** The first day on which the status is another; null = none in sight. */
  nextChange: CivilDay | null
}

/** Enough for all kinds of people of a county on one night; bounds the memory that they take. */
const KINDS_KEPT = 20_000

/**
 * Where many enrolments stand on one day: the same as asking `standingOn`, `statusSince` and `nextChange` for each, but
 * asked once for all who are alike (`rules/engine/alike.ts`).
 */
export function enrolmentStatusesOn(day: CivilDay): (record: EnrolmentRecord) => StoredStatus {
  const kept = new Map<string, StoredStatus>()
  return (record) => {
    const policy = policyFor(record.region, record.year)
    const key = recordKey(policy, record)
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= KINDS_KEPT) kept.clear()
    const found = {
      standing: enrolmentStatusOn(policy, record, day),
      since: statusSince(policy, record, day),
      nextChange: nextChange(policy, record, day)?.day ?? null,
    }
    kept.set(key, found)
    return found
  }
}

function recordKey(policy: Policy, { region, year, told, certified, events }: EnrolmentRecord): string {
  return JSON.stringify([region, year, equivalenceKey(policy, told), certified, events.map(whatCounts)])
}

/**
 * Of an event what the status can hang on; not who wrote it down, nor the evidence. Facts corrected count as they are.
 */
function whatCounts(event: EnrolmentEvent): unknown {
  switch (event.kind) {
    case 'told':
    case 'corrected':
      return [event.kind, event.day, event.facts]
    case 'certified':
      return [event.kind, event.day, event.certifications]
    case 'left':
      return [event.kind, event.day, event.why]
    case 'registered':
    case 'paid':
    case 'enrolledExempt':
    case 'paymentVoided':
    case 'refunded':
    case 'returned':
    case 'reopened':
      return [event.kind, event.day]
  }
}
