import type { EnrolmentDocument } from './documents'
import { FACT_ROWS, factName } from './facts'
import type { RecordState, EnrolmentRecord, EnrolmentStatus } from './lifecycle'
import { recordStateOn, nextChange, enrolmentStatusOn, statusSince } from './lifecycle'
import { deadlineOf, figuresOf, openedFigures, readRecord } from './record'
import { nameOfStatus, sentenceToday } from './sentences'
import type { StatusId } from './states'
import type { Answers } from './contract'
import type { Sealing } from '../../platform/sealing'
import type { Assessment, CivilDay, Fen, RecordedFigures, WarningCode } from '../../../rules'
import { assess, policyFor } from '../../../rules'

type EnrolmentSummary = Answers['tellFacts']

/** A record opened and judged for one day. */
export interface EnrolmentView {
  document: EnrolmentDocument
  record: EnrolmentRecord
  today: CivilDay
  course: RecordState
  standing: EnrolmentStatus
  /** As recorded at payment; while nothing is paid, as of today. */
  figures: RecordedFigures
  /** As of the day of payment, or of today. */
  assessment: Assessment
}

/**
 * @param record as it was read from the document before, where it was
 * @throws Refusal SEALED_UNREADABLE; RulesError as `assess`
 */
export function viewEnrolment(
  document: EnrolmentDocument,
  today: CivilDay,
  sealing: Sealing,
  record: EnrolmentRecord = readRecord(document, sealing),
): EnrolmentView {
  const policy = policyFor(record.region, record.year)
  const course = recordStateOn(record, today)
  return {
    document,
    record,
    today,
    course,
    standing: enrolmentStatusOn(policy, record, today),
    figures: course.paidOn === null ? figuresOf(policy, course, today) : openedFigures(document, sealing),
    assessment: assess(policy, course.told, course.paidOn ?? today),
  }
}

/** Where an enrolment stands today, as its person is told: judged now, whether or not the nightly job has come by. */
export function summaryOf(document: EnrolmentDocument, today: CivilDay, sealing: Sealing): EnrolmentSummary {
  return summaryOfView(viewEnrolment(document, today, sealing))
}

export function summaryOfView({
  document,
  record,
  today,
  course,
  standing,
  figures,
  assessment,
}: EnrolmentView): EnrolmentSummary {
  const { _id: id, year } = document
  const policy = policyFor(record.region, year)
  const { status, benefit, open } = standing
  const next = nextChange(policy, record, today)
  const fee = course.paidOn === null ? figures.fee : course.amount
  const deadline = deadlineOf(record, status, today)
  return {
    id,
    year,
    status,
    statusName: nameOfStatus(status, benefit),
    since: statusSince(policy, record, today),
    next: next === null ? null : { day: next.day, statusName: nameOfStatus(next.status, benefit) },
    fee,
    deadline,
    benefit,
    open,
    sentence: sentenceToday(status, {
      ...saidOf(assessment),
      fee,
      deadline,
      next,
      benefit,
      why: course.left?.why ?? null,
      isPaid: course.paidOn !== null,
    }),
  }
}

/** In these a fact not told leaves open what someone asks first. */
const MATTERS: ReadonlySet<string> = new Set(['eligible', 'fee', 'registerFirst', 'payable', 'benefitStart'])

function saidOf({ answers, recommended, registration, undetermined, warnings }: Assessment) {
  const open = new Set(
    undetermined.filter(({ field, kind }) => kind === 'notTold' && MATTERS.has(field)).flatMap(({ facts }) => facts),
  )
  const named = (by: 'person' | 'agency') => [...open].filter((fact) => FACT_ROWS[fact].by === by).map(factName)
  return {
    payable: answers.payable ?? recommended.payable ?? null,
    at: registration?.at ?? null,
    missing: { toTell: named('person'), toCertify: named('agency') },
    forNothing: warnings.some(({ code }) => code === 'COVER_NEVER_STARTS'),
  }
}

/** In these, money is owed; once the window has closed, only where the notice says that it is still taken. */
const OWING: ReadonlySet<StatusId> = new Set<StatusId>(['due', 'ownPartPending', 'overdue', 'suspended'])
const IN_TIME: ReadonlySet<StatusId> = new Set<StatusId>(['due', 'ownPartPending'])

/**
 * Whether money can be paid for someone; null = it hangs on facts not told, such as whether to register first, and can
 * be taken.
 */
export function isPayableNow(
  status: StatusId,
  fee: Fen | null | undefined,
  { answers, recommended }: Pick<Assessment, 'answers' | 'recommended'>,
): boolean | null {
  if (!OWING.has(status) || fee == null || fee === 0) return false
  const { payable } = { ...recommended, ...answers }
  return payable ?? (IN_TIME.has(status) ? null : false)
}

/**
 * These say that the money may be for nothing. Whoever pays unseen could not be told why, and is not asked for money.
 */
const FOR_NOTHING: ReadonlySet<WarningCode> = new Set<WarningCode>(['COVER_NEVER_STARTS', 'STUDENT_PAID_AT_HOME'])

export const mayBringNoCover = ({ warnings }: Pick<Assessment, 'warnings'>): boolean =>
  warnings.some(({ code }) => FOR_NOTHING.has(code))
