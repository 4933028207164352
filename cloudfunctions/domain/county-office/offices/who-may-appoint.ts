import type { InvitationDocument } from '../appointments-store'
import { BY_COMMAND, isInForce } from '../appointments-store'
import { appointmentOf, requirePermission, roleFor } from '../../access'
import type { AccessTarget, AppointmentDocument, Permission } from '../../access'
import { villagesOfRegion } from '../../people'
import type { CallContext } from '../../../platform/calls'
import type { Database } from '../../../platform/database'
import type { CivilDay } from '../../../../rules'

/** What of an office says who may give it and end it. */
type OfficeGiven = Pick<AppointmentDocument, 'role' | 'region' | 'villages'>

/** Clerks are the township's to appoint too; every other office is the county's. */
const rowOf = ({ role }: Pick<OfficeGiven, 'role'>): Permission => (role === 'clerk' ? 'appointClerk' : 'appoint')

/** All that an office would reach; of a township's officer, and of no village, the whole place. */
const targetsOf = (id: string, { region, villages }: OfficeGiven): AccessTarget[] =>
  villages === null || villages.length === 0 ? [{ id, region }] : villages.map((village) => ({ id, region, village }))

/** Of all that an appointment would reach: so nobody gives more than they have. @throws Refusal NOT_ALLOWED */
export async function requireMayAppoint(context: CallContext, id: string, office: OfficeGiven): Promise<void> {
  for (const target of targetsOf(id, office)) await requirePermission(context, rowOf(office), target)
}

/** Whether somebody in an office may give or end another; pure. */
export const mayAppoint = (openid: string, appointment: AppointmentDocument | null, office: OfficeGiven): boolean =>
  targetsOf('', office).every((target) => roleFor(rowOf(office), { openid, appointment, link: null }, target) !== null)

/**
 * Which offices of the region the caller may see: null = all of them; of a township's officer, its clerks' alone.
 * @throws Refusal NOT_ALLOWED
 */
export async function requireAppointments(
  context: CallContext,
  region: string,
): Promise<{ own: AppointmentDocument | null; sees(office: OfficeGiven): boolean }> {
  const own = await appointmentOf(context)
  const township = own?.township ?? null
  await requirePermission(context, 'appointments', { id: region, region, ...(township === null ? {} : { township }) })
  const here = township === null ? null : new Set(own?.villages)
  const sees = ({ role, villages }: OfficeGiven): boolean =>
    here === null || (role === 'clerk' && (villages ?? []).some((village) => here.has(village)))
  return { own, sees }
}

/** Whether who offered an office may still give it: whoever has left since takes the offers along. */
export async function mayStillGive(
  db: Database,
  { by, region, role, villages }: InvitationDocument,
  inviter: AppointmentDocument | null,
  today: CivilDay,
): Promise<boolean> {
  if (by === BY_COMMAND) return true
  if (inviter === null || inviter.region !== region || !isInForce(inviter, today)) return false
  if (inviter.role !== 'township') return inviter.role === 'county'
  const there = (await villagesOfRegion(db, region)).filter(({ township }) => township === inviter.township)
  const own = { ...inviter, villages: there.map(({ _id }) => _id) }
  return mayAppoint(by, own, { role, region, villages })
}
