import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { Answers, Requests } from './contract'
import type { RevealedField } from './contract-staff'
import { requireResident } from './ledger-deed'
import type { Resident } from './records/residents'

/**
 * Shows one field in full, for a reason. The line of audit is written first: no line, no look.
 * @throws Refusal UNKNOWN_RESIDENT, NOT_ALLOWED
 */
export async function revealField({ operation, resident: id, field, reason }: Requests['revealField'], context: CallContext): Promise<Answers['revealField']> {
  const { db, caller, now, today } = context
  const resident = await requireResident(db, id)
  await requireAllowed(context, 'revealField', { id, region: resident.region, village: resident.village, household: resident.household })
  await writeAudit(db, { _id: `reveal~${caller.openid}~${operation}~${id}~${field}`, at: now, day: today, openid: caller.openid, action: 'revealField', target: id, region: resident.region, outcome: 'revealed', why: `${field}:${reason}` })
  return { value: inFull(resident, field) }
}

function inFull({ categories, ...resident }: Resident, field: RevealedField): string | null {
  return field === 'categories' ? categories.map(({ identity }) => identity).join('、') : resident[field]
}
