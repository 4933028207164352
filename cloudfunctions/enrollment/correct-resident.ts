import type { CivilDay, Told } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { Answers, Requests } from './contract'
import { entryRefused, requireNoDuplicate } from './duplicate-entry'
import { examineEntry } from './entry-flaws'
import type { Entry } from './entry-flaws'
import { doOnce, namingDuplicates, requireResident } from './ledger-deed'
import { recordInOpenYears } from './record-in-open-years'
import { putResident, sealResident } from './records/residents'
import type { Resident } from './records/residents'
import { residentCard } from './resident-card'
import { toldOf } from './told-of-resident'
import { sealing } from '../shared/sealing'

/**
 * Puts an entry right, or completes it: a newborn gets their number and stays the same resident. What of it the rules
 * go by is corrected in the enrolments of open years too.
 * @throws Refusal with the code of what would be wrong (`entry-flaws.ts`); UNKNOWN_RESIDENT, NOT_ALLOWED
 */
export async function correctResident({ resident: id, change, group }: Requests['correctResident'], context: CallContext): Promise<Answers['correctResident']> {
  const before = await requireResident(context.db, id)
  const place = { id, region: before.region, village: before.village }
  await requireAllowed(context, 'correctResident', { ...place, household: before.household })
  if (group !== undefined) await requireAllowed(context, 'correctResident', { ...place, groups: group === null ? [] : [group] })
  const after = corrected(before, change, group, context.today)
  await requireNoDuplicate(context.db, after)
  await namingDuplicates(context, after, () => doOnce(context, 'correctResident', async (transaction) => {
    await putResident(transaction, corrected(await requireResident(transaction, id), change, group, context.today))
    return id
  }))
  const kept = await requireResident(context.db, id)
  if (RULED_BY.some((field) => field in change)) await recordInOpenYears(context, id, null, { kind: 'corrected', facts: factsOf(kept) })
  return residentCard(context.db, kept)
}

/** Pure. @throws Refusal when the whole would be an entry that cannot be kept */
export function corrected(before: Resident, change: Partial<Entry>, group: string | null | undefined, today: CivilDay): Resident {
  const { name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground } = before
  const { flaws, entry } = examineEntry({ name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground, ...change }, { region: before.region, today })
  if (entry === null) throw entryRefused(flaws)
  return { ...before, ...entry, group: group === undefined ? before.group : group, flaws }
}

/** Fields of an entry that the rules go by. */
const RULED_BY = ['birthDate', 'hukou', 'idNumber'] as const

/** What the ledger tells the rules of a person, but for what a desk may have told otherwise since. */
function factsOf(resident: Resident): Told {
  const { birthDate, hukou } = toldOf(sealResident(resident), sealing())
  return { birthDate: birthDate ?? null, hukou: hukou ?? null }
}
