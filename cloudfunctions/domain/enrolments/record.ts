import type { AssessmentDetail, EnrolmentDocument, StoredEvent } from './documents'
import type { RecordState, EnrolmentRecord, StoredStatus } from './lifecycle'
import { recordStateOn, enrolmentStatusesOn } from './lifecycle'
import type { EnrolmentEvent, EventFacts, StatusId } from './states'
import type { Certification } from '../people'
import type { DocumentSealing, Sealing } from '../../platform/sealing'
import type { CivilDay, Policy, RecordedFigures } from '../../../rules'
import { assess, civilDay, confirmBy, dayNumber, policyFor, assessedAmounts } from '../../../rules'

/**
 * What there is to tell about an enrolment: a deadline that comes in seven days or tomorrow, the last day of a yearly
 * confirmation (新生儿免缴确认) that comes in fourteen days or in three, the village that asks,
 * a policy that changes their answer, a list from outside that names them, or the status that it has taken.
 */
export type MessageKind =
  | 'seven'
  | 'one'
  | 'confirmInFourteen'
  | 'confirmInThree'
  | 'asked'
  | 'policy'
  | 'otherScheme'
  | StatusId

/** Whose enrolment it is, where they belong, and whether a user looks after them. */
export type EnrolmentHome = Pick<EnrolmentDocument, 'resident' | 'household' | 'village' | 'township' | 'followed'>

/** One a person and insured year, by construction. */
export const enrolmentId = (resident: string, year: number): string => `${resident}-${year}`

/** Seals of an enrolment, by purpose (`domain/jobs/resealing.ts`). */
const sealsOf = (id: string, sealing: Sealing): DocumentSealing => sealing.at('enrolments', id)
const sealedJson = (seals: DocumentSealing, value: unknown, purpose: string): string =>
  seals.seal(JSON.stringify(value), purpose)
const openedJson = <Value>(seals: DocumentSealing, sealed: string, purpose: string): Value =>
  JSON.parse(seals.open(sealed, purpose)) as Value

/**
 * A record as it is kept: assessed and judged for `today`, with its personal parts sealed. Pure but for the seals.
 * @param standingOf for many at once: one `standingsOn(today)` for all of them
 * @param before the document that the record was read from: what has not changed keeps its seal
 * @throws RulesError as `policyFor` and `assess`
 */
export function enrolmentDocument(
  record: EnrolmentRecord,
  place: EnrolmentHome & Partial<Pick<EnrolmentDocument, 'timesPlaced' | 'addedIn' | 'changedIn'>>,
  today: CivilDay,
  sealing: Sealing,
  standingOf: (record: EnrolmentRecord) => StoredStatus = enrolmentStatusesOn(today),
  before: Before | null = null,
): EnrolmentDocument {
  const { region, year, told, certified, events } = record
  const { resident, household, village, township, followed, timesPlaced = 0, addedIn = null, changedIn = null } = place
  const policy = policyFor(region, year)
  const _id = enrolmentId(resident, year)
  const seals = sealsOf(_id, sealing)
  return {
    _id,
    resident,
    household,
    village,
    township,
    followed,
    timesPlaced,
    addedIn,
    changedIn,
    region,
    year,
    policy: policy.version,
    told: before?.record.told === told ? before.document.told : sealedJson(seals, told, 'told'),
    certified:
      before?.record.certified === certified ? before.document.certified : sealedJson(seals, certified, 'certified'),
    events: events.map(
      (event) => before?.document.events[before.record.events.indexOf(event)] ?? storedEvent(event, seals),
    ),
    assessment: sealedFigures(figuresOf(policy, recordStateOn(record, today), today), seals),
    ...dayFields(record, followed, today, standingOf),
  }
}

/** A document and the record that was read from it. */
interface Before {
  document: EnrolmentDocument
  record: EnrolmentRecord
}

export type DayFields = Pick<EnrolmentDocument, 'status' | 'since' | 'nextChange' | 'deadline' | 'remindOn'>

/** What of an enrolment moves with the calendar and with who looks after it. */
export function dayFields(
  record: EnrolmentRecord,
  followed: boolean,
  today: CivilDay,
  standingOf: (record: EnrolmentRecord) => StoredStatus = enrolmentStatusesOn(today),
): DayFields {
  const {
    standing: { status },
    since,
    nextChange,
  } = standingOf(record)
  const confirmation = followed ? confirmationBy(record, status, today) : null
  const deadline = confirmation ?? (followed ? deadlineOf(record, status, today) : null)
  const remindOn = reminderDay(status, deadline, today, confirmation === null ? TO_PAY : TO_CONFIRM)
  return { status, since, nextChange, deadline, remindOn }
}

/** The money and what it rests on, on the day of payment, or today while nothing is paid. */
export function figuresOf(policy: Policy, { told, paidOn }: RecordState, today: CivilDay): RecordedFigures {
  return assessedAmounts(policy, told, paidOn ?? today)
}

/** In these there is still something to be paid or enrolled by a last day. */
const AHEAD: ReadonlySet<StatusId> = new Set<StatusId>([
  'notYetOpen',
  'registrationNeeded',
  'ownPartPending',
  'due',
  'exempt',
  'overdue',
])

/** In these money is owed and can be taken, if need be once registered. */
const OWED: ReadonlySet<StatusId> = new Set<StatusId>(['registrationNeeded', 'ownPartPending', 'due'])

/**
 * The last day of payment on the present terms; null = none, or nothing to pay. A registration that comes first, or may
 * for all that is known, is taken as done: it moves no last day.
 */
export function deadlineOf(record: EnrolmentRecord, status: StatusId, today: CivilDay): CivilDay | null {
  if (!AHEAD.has(status)) return null
  const policy = policyFor(record.region, record.year)
  const { told } = recordStateOn(record, today)
  return assess(policy, OWED.has(status) ? { ...told, registered: true } : told, today).deadline
}

/** The last day of a confirmation that is still to be made; while it is, nobody is called upon to pay. */
function confirmationBy(record: EnrolmentRecord, status: StatusId, today: CivilDay): CivilDay | null {
  if (!OWED.has(status)) return null
  return confirmBy(policyFor(record.region, record.year), recordStateOn(record, today).told, today)
}

function sealedFigures(
  { baseFee, subsidy, fee, category, fundedBy, clauses }: RecordedFigures,
  seals: DocumentSealing,
): EnrolmentDocument['assessment'] {
  return {
    baseFee,
    subsidy,
    fee,
    detail: sealedJson(seals, { category, fundedBy, clauses } satisfies AssessmentDetail, 'detail'),
  }
}

/** The figures as they were recorded. */
export function openedFigures(
  { _id, assessment }: Pick<EnrolmentDocument, '_id' | 'assessment'>,
  sealing: Sealing,
): RecordedFigures {
  const { detail, ...amounts } = assessment
  return { ...amounts, ...openedJson<AssessmentDetail>(sealsOf(_id, sealing), detail, 'detail') }
}

/** The record that a document keeps. @throws Refusal SEALED_UNREADABLE */
export function readRecord(
  {
    _id,
    region,
    year,
    told,
    certified,
    events,
  }: Pick<EnrolmentDocument, '_id' | 'region' | 'year' | 'told' | 'certified' | 'events'>,
  sealing: Sealing,
): EnrolmentRecord {
  const seals = sealsOf(_id, sealing)
  return {
    region,
    year,
    told: openedJson<EnrolmentRecord['told']>(seals, told, 'told'),
    certified: openedJson<readonly Certification[]>(seals, certified, 'certified'),
    events: events.map((event) => openedEvent(event, seals)),
  }
}

function storedEvent(event: EnrolmentEvent, seals: DocumentSealing): StoredEvent {
  const { id, kind, day, at, by, ...facts } = event
  return { id, kind, day, at, by, facts: Object.keys(facts).length === 0 ? null : sealedJson(seals, facts, 'facts') }
}

function openedEvent({ id, kind, day, at, by, facts }: StoredEvent, seals: DocumentSealing): EnrolmentEvent {
  const brought = facts === null ? {} : openedJson<object>(seals, facts, 'facts')
  return { id, day, at, by, ...({ kind, ...brought } as EventFacts) }
}

/** Days before a last day on which it is called to mind. No two are alike: the day tells what it was about. */
type Reminders = readonly (readonly [MessageKind, number])[]
const TO_PAY: Reminders = [
  ['seven', 7],
  ['one', 1],
]
const TO_CONFIRM: Reminders = [
  ['confirmInFourteen', 14],
  ['confirmInThree', 3],
]

/** In these someone still has something to do before the deadline. */
const REMINDED: ReadonlySet<StatusId> = new Set<StatusId>(['registrationNeeded', 'ownPartPending', 'due'])

/** Whom a village may call to mind: also who only has to register. */
export const isAskedFor = (status: StatusId): boolean => isReminded(status) || status === 'exempt'

export const isReminded = (status: StatusId): boolean => REMINDED.has(status)

/** The first day from `from` on for which a reminder is due; null = none, or nothing to be reminded of. */
function reminderDay(
  status: StatusId,
  deadline: CivilDay | null,
  from: CivilDay,
  reminders: Reminders,
): CivilDay | null {
  if (deadline === null || !isReminded(status)) return null
  return reminders.map(([, days]) => daysBefore(deadline, days)).find((day) => day >= from) ?? null
}

/**
 * The reminder that follows the one of `sent`, seen on `today`; null = none. One that is due today already counts, one
 * that was missed does not.
 */
export function reminderAfter(deadline: CivilDay, sent: CivilDay, today: CivilDay): CivilDay | null {
  const same = [TO_PAY, TO_CONFIRM].find((series) => series.some(([, days]) => daysBefore(deadline, days) === sent))
  return (
    (same ?? TO_PAY).map(([, days]) => daysBefore(deadline, days)).find((day) => day > sent && day >= today) ?? null
  )
}

/** Which reminder belongs to a day; null = none. */
export function reminderOn(deadline: CivilDay, day: CivilDay): MessageKind | null {
  return [...TO_PAY, ...TO_CONFIRM].find(([, days]) => daysBefore(deadline, days) === day)?.[0] ?? null
}

const daysBefore = (day: CivilDay, days: number): CivilDay => civilDay(dayNumber(day)! - days)
