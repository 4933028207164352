import { DEEDS } from './deeds'
import type { GuardedId } from './deeds'
import type { FirstStep, Officers } from './second-person'
import { hasSecondPerson, OBJECTIONS, objectionTo } from './second-person'
import type { AppointmentDocument } from '../access'
import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

/** What of an invitation says who made somebody an officer. */
interface Taken {
  _id: string
  by: string
  second?: string
  usedBy: string | null
  at: number
  takenAt?: number
}

/** A command of the deployment is nobody's hand; no openid has a colon. */
const BY_DEPLOYMENT = /:/

/**
 * Who can be a second person in a place, with who appointed them; of several offices in a row the last.
 * @param village whose deed it is: its township's officers can be asked too, and it tells who appointed its clerks;
 * null = of the whole place
 */
export async function officersOf(
  db: Database,
  region: string,
  today: CivilDay,
  village: string | null = null,
): Promise<Officers> {
  const which = village === null ? { region, role: 'county' } : { region }
  const township =
    village === null ? null : ((await readDocument<VillageDocument>(db, 'villages', village))?.township ?? null)
  const appointments = await readAll<AppointmentDocument>(db, 'appointments', which)
  const taken = (await readAll<Taken>(db, 'invitations', which))
    .filter(({ usedBy }) => usedBy !== null)
    .sort((a, b) => (a.takenAt ?? a.at) - (b.takenAt ?? b.at))
  const byTaker = new Map(taken.map((one) => [one.usedBy, one]))
  return new Map(
    appointments.map(({ _id, role, from, until, township: own = null }) => {
      const { by: appointer = null, second = null, takenAt } = byTaker.get(_id) ?? {}
      const by = appointer === null || BY_DEPLOYMENT.test(appointer) ? null : appointer
      const mayConfirm = role === 'county' || (role === 'township' && own !== null && own === township)
      const isInForce = mayConfirm && from <= today && (until === null || today <= until)
      return [_id, { openid: _id, isInForce, since: takenAt ?? startOf(from), by, second }]
    }),
  )
}

const startOf = (day: CivilDay): number => Date.parse(`${day}T00:00:00+08:00`)

/** @throws Refusal SECOND_PERSON_UNFIT: who may not confirm what another began, and why */
export function requireSecondPerson(second: string, first: FirstStep, officers: Officers): void {
  const objection = objectionTo(second, first, officers)
  if (objection !== null)
    throw new Refusal({ code: 'SECOND_PERSON_UNFIT', found: objection, message: OBJECTIONS[objection] })
}

/** What one person alone would have done. The phone offers to propose it. */
export function secondPersonNeeded(deed: GuardedId, why: string): Refusal {
  return new Refusal({
    code: 'SECOND_PERSON_NEEDED',
    found: deed,
    message: `${why}“${DEEDS[deed].name}”不能一个人办，这次没有进行。请写明理由提请复核，由另一位经办人员在“待复核”里同意后才办。`,
  })
}

/** Before the first step: in a county of which nobody else could confirm it. @throws Refusal NOBODY_TO_CONFIRM */
export function requireAnySecond(first: FirstStep, officers: Officers): void {
  if (hasSecondPerson(first, officers)) return
  throw new Refusal({
    code: 'NOBODY_TO_CONFIRM',
    message:
      '本县现在没有第二位能复核的县级经办人员：只有您一位在岗，或者别的都是您单独任命的。这次没有提交。请市级医保经办机构来函，由系统管理员在后台加上另一位县级经办人员，之后再提请。',
  })
}

/** What an office calls each of its officers; null = it never said. */
export async function namesOfOfficers(db: Database, region: string): Promise<ReadonlyMap<string, string | null>> {
  const all = await readAll<AppointmentDocument>(db, 'appointments', { region })
  return new Map(
    all.map(({ _id, who }) => [_id, who == null ? null : sealing().at('appointments', _id).open(who, 'appointment')]),
  )
}
