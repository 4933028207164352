import { handInMachine } from './hand-in-machine'
import type { HandInState } from './hand-in-machine'
import { requirePermission } from '../access'
import type { Sealed, VillageDocument } from '../people'
import { villagesOfRegion } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

/** What the township made of something that was handed in; absent of what nobody has looked at. */
export interface HandInCheck {
  state: HandInState
  day: CivilDay
  /** ms since 1970 */
  at: number
  by: string
  /** Why it was sent back. */
  because: Sealed | null
  /** Of who decided and by which operation: once is once. */
  deed: string
}

type Checked = 'duty-marks' | 'postings'

/** What the township says, as its event. @throws Refusal HAND_IN_STATE, BECAUSE_MISSING */
export function decisionOf(
  { caller, operation, now, today }: CallContext,
  { in: collection, id, before }: { in: Checked; id: string; before: HandInCheck | undefined },
  verdict: 'verify' | 'sendBack',
  because: string | null,
): HandInCheck {
  if (verdict === 'sendBack' && because === null)
    throw new Refusal({
      code: 'BECAUSE_MISSING',
      path: 'because',
      message: '没有退回：请写一句为什么退回，让村里知道要改什么。',
    })
  return {
    state: handInMachine.require(before?.state ?? 'handedIn', verdict),
    day: today,
    at: now,
    by: caller.openid,
    because: because === null ? null : sealing().at(collection, id).seal(because, 'handIn/because'),
    deed: stepOf({ caller, operation }),
  }
}

export const stepOf = ({ caller, operation }: Pick<CallContext, 'caller' | 'operation'>): string =>
  `${caller.openid}~${operation}`

/** Why it was sent back, in words; null = it was not. */
export const becauseOf = (collection: Checked, id: string, { because }: Pick<HandInCheck, 'because'>): string | null =>
  because === null ? null : sealing().at(collection, id).open(because, 'handIn/because')

/** The villages of a township, to whoever may see its desk. @throws Refusal NOT_ALLOWED */
export async function requireTownship(
  context: CallContext,
  { region, township }: { region: string; township: string },
): Promise<VillageDocument[]> {
  await requirePermission(context, 'townshipDesk', { id: region, region, township })
  const villages = (await villagesOfRegion(context.db, region)).filter((village) => village.township === township)
  return villages.sort((a, b) => a.name.localeCompare(b.name, 'zh', { numeric: true }))
}
