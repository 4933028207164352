import { policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { allowedEnrolment } from './allowed-enrolment'
import type { Answers, Requests } from './contract'
import type { EnrolmentDocument } from './documents'
import { readRecord } from './enrolment-document'
import { summaryOf } from './enrolment-summary'
import type { EventFacts } from './events'
import { factName, NEVER_CORRECTED } from './fact-names'
import { courseOn } from './lifecycle'
import { requireLikelyDay } from './likely-day'
import { PERMISSION_OF, recordAllowedEvent } from './record-event'
import { readSomeFacts } from './tell-facts'

/**
 * A desk records what was done for someone's enrolment: registration, certification, and what undoes them. What moves money
 * is recorded by `payment`, which keeps the ledger in the same transaction.
 * @throws Refusal as `recordEvent`, and RECORDED_WITH_MONEY, NOT_CORRECTED_HERE, DAY_TOO_EARLY; RulesError as `readFacts`
 */
export async function enrollResident({ operation, enrolment, day, event }: Requests['recordEvent'], context: CallContext): Promise<Answers['recordEvent']> {
  const { document } = await allowedEnrolment(context, PERMISSION_OF[event.kind], enrolment)
  requireLikelyDay(document.year, day)
  const facts = readEvent(event, document, operation, day ?? context.today)
  return summaryOf(await recordAllowedEvent(context, { operation, enrolment, day, facts }), context.today, sealing())
}

function readEvent(event: Requests['recordEvent']['event'], document: EnrolmentDocument, operation: string, day: CivilDay): EventFacts {
  switch (event.kind) {
    case 'paid': case 'refunded': throw recordedWithMoney()
    case 'paymentVoided': requireNoMoney(document, operation, day); return event
    case 'corrected': return { kind: 'corrected', facts: readCorrection(event.facts, document, day) }
    default: return event
  }
}

function readCorrection(facts: unknown, { region, year }: EnrolmentDocument, day: CivilDay) {
  const corrected = readSomeFacts(policyFor(region, year), facts, day)
  const elsewhere = (Object.keys(corrected) as (keyof typeof corrected)[]).find((fact) => NEVER_CORRECTED.has(fact))
  if (elsewhere === undefined) return corrected
  throw new Refusal({ code: 'NOT_CORRECTED_HERE', path: `event.facts.${elsewhere}`, message: `“${factName(elsewhere)}”不在这里更正，没有保存。身份认定请用“身份认定”，登记和缴费请用对应的操作。` })
}

/** Who was enrolled without owing anything can be taken back here; a repetition was judged the first time. */
function requireNoMoney(document: EnrolmentDocument, operation: string, day: CivilDay): void {
  const record = readRecord(document, sealing())
  const { paidOn, amount } = courseOn(record, day)
  if (paidOn !== null && amount > 0 && !record.events.some(({ id }) => id === operation)) throw recordedWithMoney()
}

function recordedWithMoney(): Refusal {
  return new Refusal({ code: 'RECORDED_WITH_MONEY', path: 'event.kind', message: '缴费、缴费作废和退费要和账一起记，不在这里记，没有保存。缴费请用“补记缴费”，记错了的请用“缴费作废”，要退钱的请办退费。' })
}
