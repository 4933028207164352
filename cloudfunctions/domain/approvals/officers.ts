import { DEEDS } from './deeds'
import type { GuardedId } from './deeds'
import type { FirstStep, Officers } from './second-person'
import { OBJECTIONS, objectionTo } from './second-person'
import type { AppointmentDocument } from '../access'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { readAll } from '../../platform/database'
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

/** A county's officers with who appointed them; of several offices in a row the last. */
export async function officersOf(db: Database, region: string, today: CivilDay): Promise<Officers> {
  const appointments = await readAll<AppointmentDocument>(db, 'appointments', { region, role: 'county' })
  const taken = (await readAll<Taken>(db, 'invitations', { region, role: 'county' }))
    .filter(({ usedBy }) => usedBy !== null)
    .sort((a, b) => (a.takenAt ?? a.at) - (b.takenAt ?? b.at))
  const byTaker = new Map(taken.map((one) => [one.usedBy, one]))
  return new Map(
    appointments.map(({ _id, from, until }) => {
      const { by = null, second = null, takenAt } = byTaker.get(_id) ?? {}
      const isInForce = from <= today && (until === null || today <= until)
      return [_id, { openid: _id, isInForce, since: takenAt ?? startOf(from), by: isCommand(by) ? null : by, second }]
    }),
  )
}

/** The command that begins a county is the deployment, and nobody's hand: its two officers may confirm one another. */
const isCommand = (by: string | null): boolean => by?.startsWith('command:') ?? false

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
    message: `${why}“${DEEDS[deed].name}”不能一个人办，这次没有进行。请写明理由提请复核，由另一位县级经办人员在“待复核”里同意后才办。`,
  })
}

/** A county of which nobody else could confirm. */
export function nobodyToConfirm(): Refusal {
  return new Refusal({
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
