import type { CivilDay } from '../../../rules'
import { shanghaiDay } from '../../../rules'
import { villagesOfRegion } from '../../enrollment/records/households'
import type { Database } from '../../shared/database'
import type { AppointmentDocument } from '../../shared/permissions'
import type { Answers } from '../contract'
import { APPOINTMENT_STATES, INVITATION_STATES, OFFICE_ROLES } from '../contract-offices'
import type { InvitationDocument } from './documents'
import { openWords } from './records'

type Names = ReadonlyMap<string, string>
export const namesOfVillages = async (db: Database, region: string): Promise<Names> =>
  new Map((await villagesOfRegion(db, region)).map(({ _id, township, name }) => [_id, `${township}${name}`]))

export function scopeOf({ role, villages, groups = null, until }: Pick<AppointmentDocument, 'role' | 'villages' | 'groups' | 'until'>, names: Names) {
  return { role, roleName: OFFICE_ROLES[role], villages: villages?.map((village) => ({ village, name: names.get(village) ?? village })) ?? null, groups: groups === null ? null : [...groups], until }
}

export const isInForce = ({ from, until }: Pick<AppointmentDocument, 'from' | 'until'>, today: CivilDay): boolean => from <= today && (until === null || today <= until)

export function appointmentView(appointment: AppointmentDocument, names: Names, { today, openid, mayChange }: { today: CivilDay; openid: string; mayChange: boolean }): Answers['endAppointment'] {
  const { _id, who, from } = appointment
  const state = isInForce(appointment, today) ? 'inForce' : from > today ? 'notYet' : 'ended'
  return { person: _id, who: openWords(who), ...scopeOf(appointment, names), from, state, stateName: APPOINTMENT_STATES[state], own: _id === openid, mayChange: mayChange && state !== 'ended' }
}

export function invitationView(invitation: InvitationDocument, names: Names, now: number): Answers['withdrawInvitation'] {
  const { _id, who, day, expiresAt } = invitation
  const state = invitation.state === 'open' && expiresAt < now ? 'expired' : invitation.state
  return { invitation: _id, who: openWords(who)!, ...scopeOf(invitation, names), state, stateName: INVITATION_STATES[state], madeOn: day, expiresOn: shanghaiDay(expiresAt) }
}
