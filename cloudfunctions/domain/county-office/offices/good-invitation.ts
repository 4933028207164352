import type { Requests } from '../contract-appointments'
import { requireMayAppoint } from './who-may-appoint'
import type { VillageDocument } from '../../people'
import { groupsOfVillage, villagesOfRegion } from '../../people'
import { Refusal } from '../../../platform/base'
import type { CallContext } from '../../../platform/calls'

export type Invited = Omit<Requests['inviteOfficer'], 'operation'>

/**
 * Whether the office that is to be given can be, in words where it cannot.
 * @throws Refusal NOT_ALLOWED, CLERK_NEEDS_VILLAGE, TOWNSHIP_NEEDED, UNKNOWN_TOWNSHIP,
 * UNKNOWN_VILLAGE, GROUPS_NEED_ONE_VILLAGE, UNKNOWN_GROUP, DAY_PAST
 */
export async function requireGoodInvitation(context: CallContext, request: Invited): Promise<void> {
  const { region, role, villages, groups, until } = request
  await requireMayAppoint(context, region, request)
  const places = await villagesOfRegion(context.db, region)
  requireOneScope(request, places)
  if (role === 'clerk' && villages === null)
    throw new Refusal({
      code: 'CLERK_NEEDS_VILLAGE',
      path: 'villages',
      message: '村（社区）经办人员要指定管哪些村，没有保存。请选择村（社区）。',
    })
  const unknown = villages?.find((village) => !places.some(({ _id }) => _id === village))
  if (unknown !== undefined)
    throw new Refusal({
      code: 'UNKNOWN_VILLAGE',
      path: 'villages',
      found: unknown,
      message: '这个县（市、区）没有这个村（社区），没有保存。请返回重新选择。',
    })
  if (groups !== null) await requireGroups(context, request, groups)
  if (until !== null && until < context.today)
    throw new Refusal({
      code: 'DAY_PAST',
      path: 'until',
      found: until,
      message: `${until} 已经过了，没有保存。请填今天或以后的日期。`,
    })
}

/** A township's officer has a township, and nobody else has one. @throws Refusal TOWNSHIP_NEEDED, UNKNOWN_TOWNSHIP */
function requireOneScope(
  { role, villages, groups, township = null }: Invited,
  places: readonly VillageDocument[],
): void {
  const isOfTownship = role === 'township'
  if (isOfTownship !== (township !== null) || (isOfTownship && (villages !== null || groups !== null)))
    throw new Refusal({
      code: 'TOWNSHIP_NEEDED',
      path: 'township',
      message: '乡镇（街道）经办人员要写明是哪个乡镇，不另外选村；别的岗位不写乡镇。没有保存。请核对后再试。',
    })
  if (township !== null && !places.some((one) => one.township === township))
    throw new Refusal({
      code: 'UNKNOWN_TOWNSHIP',
      path: 'township',
      found: township,
      message: `这个县（市、区）没有“${township}”，没有保存。请返回重新选择。`,
    })
}

/**
 * Some groups of one village, for a clerk, as the ledger has them. @throws Refusal GROUPS_NEED_ONE_VILLAGE,
 * UNKNOWN_GROUP
 */
async function requireGroups(
  { db }: CallContext,
  { role, villages }: Invited,
  groups: readonly string[],
): Promise<void> {
  const [village, ...others] = villages ?? []
  if (role !== 'clerk' || village === undefined || others.length > 0)
    throw new Refusal({
      code: 'GROUPS_NEED_ONE_VILLAGE',
      path: 'groups',
      message: '只管几个村民小组的，要是一个村（社区）的经办人员，没有保存。请只选一个村，或者不选组。',
    })
  const written = await groupsOfVillage(db, village)
  const unknown = groups.find((group) => !written.includes(group))
  if (unknown !== undefined)
    throw new Refusal({
      code: 'UNKNOWN_GROUP',
      path: 'groups',
      found: unknown,
      message: `这个村（社区）的名册里没有“${unknown}”，没有保存。请返回重新选择。`,
    })
}
