import { policyFor } from '../../rules'
import { officeFor } from '../../rules/office'
import type { Office } from '../../rules/office'
import type { VillageDocument } from '../enrollment/documents'
import { requireVillage } from '../enrollment/records/households'
import type { CallContext } from '../shared/call-context'
import { appointedGroups, requireAllowed } from '../shared/permissions'
import type { GuardedAction, Role } from '../shared/permissions'
import { householdsOfGroups } from '../shared/village-groups'

/** A village's desk for an insured year, which the caller may use for this. */
export interface AllowedDesk {
  village: VillageDocument
  year: number
  /** `<region>-<year>` */
  season: `${string}-${number}`
  office: Office
  role: Role
  /** Households of the village groups that the caller's office is of; null = the whole village. */
  households: ReadonlySet<string> | null
}

/**
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, WHOLE_VILLAGE_ONLY; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function allowedDesk(context: CallContext, action: GuardedAction, { village: id, year }: { village: string; year: number }): Promise<AllowedDesk> {
  const village = await requireVillage(context.db, id)
  const { region } = village
  const groups = await appointedGroups(context)
  const role = await requireAllowed(context, action, { id, region, village: id, ...(groups === null ? {} : { groups }) })
  policyFor(region, year)
  return { village, year, season: `${region}-${year}`, office: officeFor(region, year), role, households: groups === null ? null : await householdsOfGroups(context.db, id, groups) }
}
