import type { CivilDay } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import type { Answers, Requests } from './contract'
import { doOnce, requireResident } from './ledger-deed'
import { openEnrolment } from './open-enrolment'
import { recordInOpenYears } from './record-in-open-years'
import { requireVillage } from './records/households'
import { putResident, sealResident } from './records/residents'
import { residentCard } from './resident-card'

/**
 * Someone died, moved away or is in employee insurance: they stay in the ledger, marked, and leave their open years.
 * @throws Refusal UNKNOWN_RESIDENT, NOT_ALLOWED, DAY_IN_FUTURE, BEFORE_BIRTH
 */
export async function recordAbsence({ resident: id, why, since }: Requests['recordAbsence'], context: CallContext): Promise<Answers['recordAbsence']> {
  const resident = await requireResident(context.db, id)
  await requireAllowed(context, 'recordAbsence', { id, region: resident.region, village: resident.village, household: resident.household })
  requirePast(since, context.today)
  if (since < resident.birthDate) {
    throw new Refusal({ code: 'BEFORE_BIRTH', message: `${since} 在这个人的出生日期之前，没有记录。请核对日期。`, path: 'since', found: since })
  }
  await doOnce(context, 'recordAbsence', async (transaction) => {
    await putResident(transaction, { ...await requireResident(transaction, id), absent: { why, since } })
    return id
  })
  await recordInOpenYears(context, id, since, { kind: 'left', why })
  return residentCard(context.db, await requireResident(context.db, id))
}

/** Someone is back, or the absence was recorded by mistake. Years that opened meanwhile get their enrolment. */
export async function recordReturn({ resident: id, since }: Requests['recordReturn'], context: CallContext): Promise<Answers['recordReturn']> {
  const resident = await requireResident(context.db, id)
  await requireAllowed(context, 'recordReturn', { id, region: resident.region, village: resident.village, household: resident.household })
  requirePast(since, context.today)
  await doOnce(context, 'recordReturn', async (transaction) => {
    await putResident(transaction, { ...await requireResident(transaction, id), absent: null })
    return id
  })
  await recordInOpenYears(context, id, since, { kind: 'returned' })
  const kept = await requireResident(context.db, id)
  await openEnrolment(context, { resident: sealResident(kept), township: (await requireVillage(context.db, kept.village)).township })
  return residentCard(context.db, kept)
}

function requirePast(day: CivilDay, today: CivilDay): void {
  if (day > today) throw new Refusal({ code: 'DAY_IN_FUTURE', message: `${day} 还没有到，没有记录。请填今天或以前的日期。`, path: 'since', found: day })
}
