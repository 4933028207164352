import { policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { allowedEnrolment } from './allowed-enrolment'
import type { Answers, Requests } from './contract'
import type { EnrolmentDocument } from './documents'
import { figuresOf, readRecord } from './enrolment-document'
import { summaryOf } from './enrolment-summary'
import type { EventFacts } from './events'
import { factName, NEVER_CORRECTED } from './fact-names'
import { courseOn } from './lifecycle'
import { PERMISSION_OF, recordAllowedEvent } from './record-event'
import { readSomeFacts } from './tell-facts'

/**
 * A desk records what was done for someone's enrolment: registration, certification, a payment made elsewhere, and what
 * undoes them.
 * @throws Refusal as `recordEvent`, and AMOUNT_NOT_OWED, NOT_CORRECTED_HERE, DAY_TOO_EARLY; RulesError as `readFacts`
 */
export async function enrollResident({ operation, enrolment, day, event }: Requests['recordEvent'], context: CallContext): Promise<Answers['recordEvent']> {
  const { document } = await allowedEnrolment(context, PERMISSION_OF[event.kind], enrolment)
  if (day !== null && day < `${document.year - 1}-01-01`) {
    throw new Refusal({ code: 'DAY_TOO_EARLY', path: 'day', found: day, message: `${day} 比${document.year}年度开始办理早得多，没有记录。请核对日期的年份。` })
  }
  const facts = readEvent(event, document, operation, day ?? context.today)
  return summaryOf(await recordAllowedEvent(context, { operation, enrolment, day, facts }), context.today, sealing())
}

function readEvent(event: Requests['recordEvent']['event'], document: EnrolmentDocument, operation: string, day: CivilDay): EventFacts {
  if (event.kind === 'paid') requireOwed(event.amount, document, operation, day)
  return event.kind === 'corrected' ? { kind: 'corrected', facts: readCorrection(event.facts, document, day) } : event
}

function readCorrection(facts: unknown, { region, year }: EnrolmentDocument, day: CivilDay) {
  const corrected = readSomeFacts(policyFor(region, year), facts, day)
  const elsewhere = (Object.keys(corrected) as (keyof typeof corrected)[]).find((fact) => NEVER_CORRECTED.has(fact))
  if (elsewhere === undefined) return corrected
  throw new Refusal({ code: 'NOT_CORRECTED_HERE', path: `event.facts.${elsewhere}`, message: `“${factName(elsewhere)}”不在这里更正，没有保存。身份认定请用“身份认定”，登记和缴费请用对应的操作。` })
}

/** What is recorded as paid is what was owed on that day; a repetition was judged the first time. */
function requireOwed(amount: number, document: EnrolmentDocument, operation: string, day: CivilDay): void {
  const record = readRecord(document, sealing())
  if (record.events.some(({ id }) => id === operation)) return
  const { fee } = figuresOf(policyFor(record.region, record.year), courseOn(record, day), day)
  if (fee === amount && fee > 0) return
  const found = fee === null ? '这一天应缴多少还定不下来' : '与这一天应缴的金额不一样'
  throw new Refusal({ code: 'AMOUNT_NOT_OWED', path: 'event.amount', message: `没有记录缴费：填的金额${found}。请核对金额、缴费日期和身份认定；情况没填齐的，先补充情况。` })
}
