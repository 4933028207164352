import * as z from 'zod/mini'
import { appointedGroups, requirePermission } from './allowed'
import type { Permission, Role } from './permissions'
import type { VillageDocument } from '../people'
import { householdsOfGroups, requireVillage } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { identifier, operationId } from '../../platform/calls'
import type { CivilDay } from '../../../rules'
import { policyFor } from '../../../rules'
import type { Office } from '../../../rules/office'
import { officeFor } from '../../../rules/office'

/** A village's desk for an insured year, which the caller may use for this. */
export interface VillageAccess {
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
export async function requireVillageAccess(
  context: CallContext,
  action: Permission,
  { village: id, year }: { village: string; year: number },
): Promise<VillageAccess> {
  const village = await requireVillage(context.db, id)
  const { region } = village
  const groups = await appointedGroups(context)
  const role = await requirePermission(context, action, {
    id,
    region,
    village: id,
    ...(groups === null ? {} : { groups }),
  })
  policyFor(region, year)
  return {
    village,
    year,
    season: `${region}-${year}`,
    office: officeFor(region, year),
    role,
    households: groups === null ? null : await householdsOfGroups(context.db, id, groups),
  }
}

/** @throws Refusal BAD_DAYS */
export function requireDays(from: CivilDay, to: CivilDay): void {
  if (from > to)
    throw new Refusal({
      code: 'BAD_DAYS',
      path: 'to',
      found: `${from}/${to}`,
      message: `结束日期 ${to} 在开始日期 ${from} 之前，没有办理。请重新选日期。`,
    })
}
/** Which desk: a village, and the insured year. */
export const at = { village: identifier, year: z.int() }
/** The same of something that is done, once. */
export const operationAt = { operation: operationId, ...at }
