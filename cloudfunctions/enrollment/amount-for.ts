import { assess, policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { sealing } from '../shared/sealing'
import { canBePaid, mayBeForNothing } from './can-be-paid'
import type { Answers, Requests } from './contract'
import type { EnrolmentDocument } from './documents'
import { enrolmentId, readRecord } from './enrolment-document'
import { identify, typedNumber } from './identify-person'
import { courseOn, standingOn } from './lifecycle'
import { countAgainstLimits } from './limit-attempts'
import { readEnrolment } from './records/enrolments'

/**
 * What can be paid for someone today, by name and number, without a link: the amount, or that there is none. One answer
 * for everyone of whom nothing can be paid now (nobody of that name and number, paid already, owing nothing, not
 * registered, not in the ledger), so that it tells of no one what they are. Decision 0007 weighs what the amount tells.
 * @throws Refusal TOO_MANY_ATTEMPTS; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function amountFor({ region, year, name, idNumber }: Requests['amountFor'], context: CallContext): Promise<Answers['amountFor']> {
  const policy = policyFor(region, year)
  await countAgainstLimits(context, 'amount', typedNumber(idNumber))
  const person = await identify(context.db, name, idNumber)
  const enrolment = await readEnrolment(context.db, enrolmentId(person?.id ?? 'nobody', year))
  const found = enrolment === null || enrolment.region !== region ? null : payableOn(enrolment, context.today)
  const head = { regionName: policy.name, year }
  return found === null
    ? { ...head, fee: null, payable: null, sentence: '没有查到现在可以代缴的费用：可能已经缴过、不用自己缴、还没办参保登记，也可能姓名或证件号码写得不对。请核对一遍，或者问本人和村（社区）经办人员。' }
    : { ...head, ...found, sentence: '这是现在可以代缴的金额。缴费前请和本人核对，不要重复缴。' }
}

/** fen that can be paid on this day; null = nothing, or not settled enough to be paid unseen. `payable: null` = it hangs on facts not told, such as whether to register first. */
function payableOn(enrolment: EnrolmentDocument, today: CivilDay): { fee: number; payable: true | null } | null {
  const record = readRecord(enrolment, sealing())
  const policy = policyFor(record.region, record.year)
  const assessment = assess(policy, courseOn(record, today).told, today)
  const { fee } = { ...assessment.recommended, ...assessment.answers }
  const payable = canBePaid(standingOn(policy, record, today).status, fee, assessment)
  return payable === false || fee === undefined || mayBeForNothing(assessment) ? null : { fee, payable }
}
