import { policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import type { GuardedAction } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import { allowedEnrolment } from './allowed-enrolment'
import type { EnrolmentDocument } from './documents'
import type { EnrolmentEvent, EventFacts, EventKind } from './events'
import { withEvent } from './lifecycle'
import { changeEnrolmentIn } from './records/enrolments'

/** Who may record what: the row of the table of permissions that each kind of event falls under. */
export const PERMISSION_OF: Readonly<Record<EventKind, GuardedAction>> = {
  told: 'tellFacts',
  registered: 'recordRegistration', enrolledExempt: 'recordRegistration',
  certified: 'recordCertification',
  left: 'recordAbsence', returned: 'recordReturn',
  corrected: 'correctEnrolment', paid: 'correctEnrolment', paymentVoided: 'correctEnrolment', refunded: 'correctEnrolment', reopened: 'correctEnrolment',
}

export interface EventToRecord {
  /** Id of the operation, and so of the event: the same again is not recorded twice. */
  operation: string
  enrolment: string
  /** The day on which it counts; null = today. */
  day: CivilDay | null
  facts: EventFacts
}

/**
 * Records what happened to an enrolment, if the caller may. The same operation again changes nothing.
 * @throws Refusal ENROLMENT_NOT_FOUND, NOT_ALLOWED, ILLEGAL_EVENT, OPERATION_REUSED, DAY_IN_FUTURE, BUSY
 */
export async function recordEvent(context: CallContext, event: EventToRecord): Promise<EnrolmentDocument> {
  await allowedEnrolment(context, PERMISSION_OF[event.facts.kind], event.enrolment)
  return recordAllowedEvent(context, event)
}

/** For a use case that has asked for the permission already. */
export async function recordAllowedEvent({ db, caller, now, today }: CallContext, event: EventToRecord): Promise<EnrolmentDocument> {
  return inTransaction(db, (transaction) => recordEventIn(transaction, event, { by: caller.openid, now, today }))
}

/** Who records it, an openid or the name of a job, and when. */
export interface Recording { by: string; now: number; today: CivilDay }

/** As part of a deed that changes more than the enrolment. @throws Refusal as {@link recordEvent}, but for the permission */
export async function recordEventIn(
  transaction: Transaction, { operation, enrolment, day, facts }: EventToRecord, { by, now, today }: Recording,
): Promise<EnrolmentDocument> {
  if (day !== null && day > today) throw new Refusal({ code: 'DAY_IN_FUTURE', message: `${day} 还没有到，没有记录。请填今天或以前的日期。`, path: 'day', found: day })
  return changeEnrolmentIn(transaction, enrolment, today, (record) => {
    const event: EnrolmentEvent = { id: operation, day: day ?? dayOfFirst(record.events, operation) ?? today, at: now, by, ...facts }
    return withEvent(policyFor(record.region, record.year), record, event)
  })
}

/** A repetition after midnight is still of the day on which it was first sent. */
function dayOfFirst(events: readonly EnrolmentEvent[], operation: string): CivilDay | undefined {
  return events.find(({ id }) => id === operation)?.day
}
