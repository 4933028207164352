import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { GuardedAction } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import type { Answers, Requests } from './contract'
import { flawsInWords } from './entry-flaws'
import { householdCode, printedCode } from './household-code'
import { doOnce, requireResident } from './ledger-deed'
import { putHousehold, requireHousehold, requireVillage } from './records/households'
import type { Household } from './records/households'
import { residentsOfHousehold } from './records/residents'
import { cardOf, placeOf, residentCard } from './resident-card'

/** A household with its members, masked, and what is wrong with it. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export async function showHousehold({ household: id }: Requests['household'], context: CallContext): Promise<Answers['household']> {
  const { head, village: villageId } = await allowedHousehold(context, 'household', id)
  const village = await requireVillage(context.db, villageId)
  const members = await residentsOfHousehold(context.db, id)
  const headIsElsewhere = head !== null && !members.some((member) => member.id === head)
  return {
    household: id, place: placeOf(village), village: village.name, head,
    members: members.map((member) => cardOf(member, village, member.id === head)),
    flaws: flawsInWords(headIsElsewhere ? ['HEAD_ELSEWHERE'] : []),
  }
}

/** Names a member the head. @throws Refusal UNKNOWN_HOUSEHOLD, UNKNOWN_RESIDENT, HEAD_ELSEWHERE, NOT_ALLOWED */
export async function nameHead({ household: id, resident }: Requests['nameHead'], context: CallContext): Promise<Answers['nameHead']> {
  await allowedHousehold(context, 'nameHead', id)
  await doOnce(context, 'nameHead', async (transaction) => {
    const member = await requireResident(transaction, resident)
    if (member.household !== id) throw new Refusal({ code: 'HEAD_ELSEWHERE', message: '这个人不在这一户里，没有改户主。请先把人迁入这一户，或者另选户主。', path: 'resident' })
    await putHousehold(transaction, { ...await requireHousehold(transaction, id), head: resident })
    return resident
  })
  return residentCard(context.db, await requireResident(context.db, resident))
}

/** The code for the household's paper. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export async function printHouseholdCode({ operation, household: id }: Requests['printHouseholdCode'], context: CallContext): Promise<Answers['printHouseholdCode']> {
  const { codeSerial, region } = await allowedHousehold(context, 'printHouseholdCode', id)
  const { db, caller, now, today } = context
  await writeAudit(db, { _id: `print~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'printHouseholdCode', target: id, region, outcome: 'revealed', why: `serial:${codeSerial}` })
  return { code: printedCode(householdCode(id, codeSerial)) }
}

/** Voids a paper that was lost. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export async function reissueHouseholdCode({ operation, household: id }: Requests['reissueHouseholdCode'], context: CallContext): Promise<Answers['reissueHouseholdCode']> {
  await allowedHousehold(context, 'reissueHouseholdCode', id)
  await doOnce(context, 'reissueHouseholdCode', async (transaction) => {
    const household = await requireHousehold(transaction, id)
    await putHousehold(transaction, { ...household, codeSerial: household.codeSerial + 1 })
    return id
  })
  const { db, caller, now, today } = context
  const { codeSerial, region } = await requireHousehold(db, id)
  await writeAudit(db, { _id: `reissue~${caller.openid}~${operation}`, at: now, day: today, openid: caller.openid, action: 'reissueHouseholdCode', target: id, region, outcome: 'done', why: `serial:${codeSerial}` })
  return { code: printedCode(householdCode(id, codeSerial)) }
}

async function allowedHousehold(context: CallContext, action: GuardedAction, id: string): Promise<Household> {
  const household = await requireHousehold(context.db, id)
  await requireAllowed(context, action, { id, region: household.region, village: household.village, household: id })
  return household
}
