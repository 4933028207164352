import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Permission } from '../access'
import type { EnrolmentDocument } from './documents'
import { FACT_ROWS, factName, NOT_CORRECTABLE } from './facts'
import { recordStateOn, withEnrolmentEvent } from './lifecycle'
import { readRecord } from './record'
import type { EnrolmentEvent, EventFacts, EventKind } from './states'
import { mayHappenAt } from './states'
import { requireEnrolmentAccess, changeEnrolmentIn, enrolmentsOf } from './store'
import { summaryOf } from './summary'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, FactName, Policy, Facts } from '../../../rules'
import { policyFor, readFacts } from '../../../rules'
import { enrolmentsContract } from './contract'
import { defineAction, writeAudit } from '../access'

/** Who may record what: the row of the table of permissions that each kind of event falls under. */
const PERMISSION_OF: Readonly<Record<EventKind, Permission>> = {
  told: 'tellFacts',
  registered: 'recordRegistration',
  enrolledExempt: 'recordRegistration',
  certified: 'recordCertification',
  left: 'recordAbsence',
  returned: 'recordReturn',
  corrected: 'correctEnrolment',
  paid: 'correctEnrolment',
  paymentVoided: 'correctEnrolment',
  refunded: 'correctEnrolment',
  reopened: 'correctEnrolment',
}

interface EventToRecord {
  /** Id of the operation, and so of the event: the same again is not recorded twice. */
  operation: string
  enrolment: string
  /** The day on which it counts; null = today. */
  day: CivilDay | null
  facts: EventFacts
}

/** For a use case that has asked for the permission already. */
async function recordAllowedEvent(
  { db, caller, now, today }: CallContext,
  event: EventToRecord,
): Promise<EnrolmentDocument> {
  return inTransaction(db, (transaction) => appendEvent(transaction, event, { by: caller.openid, now, today }))
}

/** Who records it, an openid or the name of a job, and when. */
interface Recording {
  by: string
  now: number
  today: CivilDay
}

/**
 * As part of a deed that changes more than the enrolment. @throws Refusal ENROLMENT_NOT_FOUND, ILLEGAL_EVENT,
 * OPERATION_REUSED, DAY_IN_FUTURE
 */
export async function appendEvent(
  transaction: Transaction,
  { operation, enrolment, day, facts }: EventToRecord,
  { by, now, today }: Recording,
): Promise<EnrolmentDocument> {
  if (day !== null && day > today)
    throw new Refusal({
      code: 'DAY_IN_FUTURE',
      message: `${day} 还没有到，没有记录。请填今天或以前的日期。`,
      path: 'day',
      found: day,
    })
  return changeEnrolmentIn(transaction, enrolment, today, (record) => {
    const event: EnrolmentEvent = {
      id: operation,
      day: day ?? dayOfFirst(record.events, operation) ?? today,
      at: now,
      by,
      ...facts,
    }
    return withEnrolmentEvent(policyFor(record.region, record.year), record, event)
  })
}

/** A repetition after midnight is still of the day on which it was first sent. */
function dayOfFirst(events: readonly EnrolmentEvent[], operation: string): CivilDay | undefined {
  return events.find(({ id }) => id === operation)?.day
}

/**
 * Records what happened to a person in their enrolments of the day's year and later, where it can happen as they stand.
 * The same operation again changes nothing.
 * @param day on which it counts; null = today
 */
export async function recordInOpenYears(
  context: CallContext,
  resident: string,
  day: CivilDay | null,
  facts: EventFacts,
): Promise<void> {
  const first = Number((day ?? context.today).slice(0, 4))
  for (const { _id, year, status, events } of await enrolmentsOf(context.db, resident)) {
    if (year < first) continue
    const operation = eventId(context, _id)
    const done = events.some(({ id }) => id === operation)
    if (!done && mayHappenAt(facts.kind, status))
      await recordAllowedEvent(context, { operation, enrolment: _id, day: dayInYear(facts, day, events), facts })
  }
}

/**
 * Who was gone already when they were paid for leaves the year on the day of that payment: before it there was nothing
 * to leave, and the money is owed back.
 */
function dayInYear({ kind }: EventFacts, day: CivilDay | null, events: EnrolmentDocument['events']): CivilDay | null {
  if (kind !== 'left' || day === null) return day
  const joined = events.filter((event) => event.kind === 'paid' || event.kind === 'enrolledExempt')
  return joined.reduce((latest, event) => (event.day > latest ? event.day : latest), day)
}

/** One an enrolment, the same for the same operation of the same caller. */
function eventId({ caller, operation }: CallContext, enrolment: string): string {
  return createHash('sha256').update(`${caller.openid}\0${operation}\0${enrolment}`).digest('hex').slice(0, 32)
}

/**
 * A desk records what was done for someone's enrolment: registration, certification, and what undoes them. What moves
 * money is recorded by `payment`, which keeps the ledger in the same transaction.
 * @throws Refusal as `recordEvent`, and RECORDED_WITH_MONEY, NOT_CORRECTED_HERE, DAY_TOO_EARLY; RulesError as
 * `readFacts`
 */
export const recordEnrolmentEvent = /* @__PURE__ */ defineAction(enrolmentsContract, 'recordEvent', {
  permission: Object.values(PERMISSION_OF),
  async run({ operation, enrolment, day, event }, context) {
    const { document } = await requireEnrolmentAccess(context, PERMISSION_OF[event.kind], enrolment)
    requirePlausibleDay(document.year, day)
    const facts = readEvent(event, document, operation, day ?? context.today)
    const { db, caller, now, today } = context
    const after = await recordAllowedEvent(context, { operation, enrolment, day, facts })
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: PERMISSION_OF[event.kind],
      target: enrolment,
      region: document.region,
      outcome: 'done',
      why: `${event.kind}${day === null || day === today ? '' : `:${day}`}`,
    })
    return summaryOf(after, today, sealing())
  },
})

function readEvent(
  event: Requests['recordEvent']['event'],
  document: EnrolmentDocument,
  operation: string,
  day: CivilDay,
): EventFacts {
  switch (event.kind) {
    case 'paid':
    case 'refunded':
      throw recordedWithMoney()
    case 'paymentVoided':
      requireNoMoney(document, operation, day)
      return event
    case 'corrected':
      return { kind: 'corrected', facts: readCorrection(event.facts, document, day) }
    default:
      return event
  }
}

function readCorrection(facts: unknown, { region, year }: EnrolmentDocument, day: CivilDay) {
  const corrected = readSomeFacts(policyFor(region, year), facts, day)
  const elsewhere = (Object.keys(corrected) as (keyof typeof corrected)[]).find((fact) => NOT_CORRECTABLE.has(fact))
  if (elsewhere === undefined) return corrected
  throw new Refusal({
    code: 'NOT_CORRECTED_HERE',
    path: `event.facts.${elsewhere}`,
    message: `“${factName(elsewhere)}”不在这里更正，没有保存。身份认定请用“身份认定”，登记和缴费请用对应的操作。`,
  })
}

/** Who was enrolled without owing anything can be taken back here; a repetition was judged the first time. */
function requireNoMoney(document: EnrolmentDocument, operation: string, day: CivilDay): void {
  const record = readRecord(document, sealing())
  const { paidOn, amount } = recordStateOn(record, day)
  if (paidOn !== null && amount > 0 && !record.events.some(({ id }) => id === operation)) throw recordedWithMoney()
}

function recordedWithMoney(): Refusal {
  return new Refusal({
    code: 'RECORDED_WITH_MONEY',
    path: 'event.kind',
    message:
      '缴费、缴费作废和退费要和账一起记，不在这里记，没有保存。缴费请用“补记缴费”，记错了的请用“缴费作废”，要退钱的请办退费。',
  })
}

/**
 * A person, or who looks after them, or their clerk, tells new facts before payment; what is owed follows from them.
 * @throws Refusal ENROLMENT_NOT_FOUND, NOT_ALLOWED, NOTHING_TOLD, FACT_NOT_YOURS, ILLEGAL_EVENT, OPERATION_REUSED;
 * RulesError as `readFacts`
 */
export const tellFacts = /* @__PURE__ */ defineAction(enrolmentsContract, 'tellFacts', {
  permission: 'tellFacts',
  async run({ operation, enrolment, facts }, context) {
    const { document } = await requireEnrolmentAccess(context, 'tellFacts', enrolment)
    const { region, year } = document
    const told = readSomeFacts(policyFor(region, year), facts, context.today)
    const known = recordStateOn(readRecord(document, sealing()), context.today).told
    const foreign = (Object.keys(told) as FactName[]).find((fact) => FACT_ROWS[fact].by !== 'person')
    if (foreign !== undefined) {
      throw new Refusal({
        code: 'FACT_NOT_YOURS',
        path: `facts.${foreign}`,
        message: `“${factName(foreign)}”不能自己填报，要由经办机构核对证件或认定后登记，这次没有保存。请到村里或医保经办机构办理。`,
      })
    }
    // What is known already changes nothing, and is no event: told again and again it would grow without end.
    const isNews = (Object.keys(told) as FactName[]).some((fact) => !isDeepStrictEqual(told[fact], known[fact]))
    if (!isNews) return summaryOf(document, context.today, sealing())
    return summaryOf(
      await recordAllowedEvent(context, { operation, enrolment, day: null, facts: { kind: 'told', facts: told } }),
      context.today,
      sealing(),
    )
  },
})

/**
 * @throws Refusal NOTHING_TOLD; RulesError as `readFacts` and, for words that the notice does not know, as
 * `recordedFigures`
 */
function readSomeFacts(policy: Policy, facts: unknown, today: CivilDay): Facts {
  const told = readFacts(policy, facts, today)
  if (Object.keys(told).length > 0) return told
  throw new Refusal({
    code: 'NOTHING_TOLD',
    message: '没有填写任何情况，所以没有保存。请至少填一项再提交。',
    path: 'facts',
  })
}

/** A day that somebody typed for a deed of an insured year. @throws Refusal DAY_TOO_EARLY for one of years before */
export function requirePlausibleDay(year: number, day: CivilDay | null): void {
  if (day === null || day >= `${year - 1}-01-01`) return
  throw new Refusal({
    code: 'DAY_TOO_EARLY',
    path: 'day',
    found: day,
    message: `${day} 比${year}年度开始办理早得多，没有记录。请核对日期的年份。`,
  })
}
