import { appointmentOf, PERMISSIONS, defineAction } from '../access'
import type { AppointmentDocument, Role, Scope } from '../access'
import { seasonsOf } from '../enrolments'
import type { VillageDocument } from '../people'
import { personNumber, requireVillage, villagesOfRegion } from '../people'
import type { Database } from '../../platform/database'
import type { Answers } from './contract'
import type { CivilDay } from '../../../rules'
import { policies } from '../../../rules'
import { clerkContract } from './contract'

const ROLE_NAMES = {
  clerk: '村级经办人员',
  township: '乡镇（街道）经办人员',
  county: '县级经办人员',
  auditor: '审计人员',
} as const

/** Who the caller is at work today, and what that lets them do; for everybody. */
export const showWorkplace = /* @__PURE__ */ defineAction(clerkContract, 'desk', {
  permission: 'desk',
  async run(_, context) {
    const appointment = await appointmentOf(context)
    if (appointment === null)
      return {
        role: null,
        number: personNumber(context.caller.openid),
        day: context.today,
        roleName: null,
        region: null,
        regionName: null,
        until: null,
        villages: [],
        years: [],
        may: [],
      }
    const { role, region, until, groups = null } = appointment
    const { db, today } = context
    return {
      role,
      number: personNumber(context.caller.openid),
      day: context.today,
      region,
      until,
      roleName: ROLE_NAMES[role],
      regionName: regionNameOf(region),
      villages: (await villagesOf(db, appointment)).map(({ _id, name, township }) => ({
        village: _id,
        name,
        township,
        groups: groups === null ? null : [...groups],
      })),
      years: await yearsOf(db, region, today),
      may: actionsOf(role, groups !== null),
    }
  },
})

async function villagesOf(db: Database, { region, villages }: AppointmentDocument): Promise<VillageDocument[]> {
  const found =
    villages === null
      ? await villagesOfRegion(db, region)
      : await Promise.all(villages.map((id) => requireVillage(db, id)))
  return found.sort((a, b) => (a.township + a.name < b.township + b.name ? -1 : 1))
}

async function yearsOf(db: Database, region: string, today: CivilDay): Promise<Answers['desk']['years']> {
  const open = (await seasonsOf(db, region)).filter(({ openedOn }) => openedOn <= today).reverse()
  return open.map(({ year, done }) => ({ year, title: `${year}年度城乡居民医保`, complete: done }))
}

/**
 * Every action that the table of permissions grants a role, in the table's order; `ofGroups`: in an office of some
 * village groups.
 */
function actionsOf(role: Role, ofGroups: boolean): string[] {
  const grants = (scopes: Partial<Record<Role, Scope>>): boolean =>
    scopes[role] !== undefined && !(ofGroups && scopes[role] === 'village')
  return Object.entries(PERMISSIONS)
    .filter(([, scopes]) => grants(scopes) || 'user' in scopes)
    .map(([action]) => action)
}

const regionNameOf = (region: string): string => policies().find((head) => head.region === region)?.regionName ?? region
