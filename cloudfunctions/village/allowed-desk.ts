import { policyFor } from '../../rules'
import { officeFor } from '../../rules/office'
import type { Office } from '../../rules/office'
import type { VillageDocument } from '../enrollment/documents'
import { requireVillage } from '../enrollment/records/households'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { GuardedAction, Role } from '../shared/permissions'

/** A village's desk for an insured year, which the caller may use for this. */
export interface AllowedDesk {
  village: VillageDocument
  year: number
  /** `<region>-<year>` */
  season: `${string}-${number}`
  office: Office
  role: Role
}

/**
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function allowedDesk(context: CallContext, action: GuardedAction, { village: id, year }: { village: string; year: number }): Promise<AllowedDesk> {
  const village = await requireVillage(context.db, id)
  const { region } = village
  const role = await requireAllowed(context, action, { id, region, village: id })
  policyFor(region, year)
  return { village, year, season: `${region}-${year}`, office: officeFor(region, year), role }
}
