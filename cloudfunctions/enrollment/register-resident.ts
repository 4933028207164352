import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { Target } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import type { Transaction } from '../shared/database'
import type { Answers, Requests } from './contract'
import type { VillageDocument } from './documents'
import { entryRefused, requireNoDuplicate } from './duplicate-entry'
import { examineEntry } from './entry-flaws'
import { doOnce, idOf, namingDuplicates, requireResident } from './ledger-deed'
import { openEnrolment } from './open-enrolment'
import { putHousehold, readHousehold, requireHousehold, requireVillage } from './records/households'
import { putResident, readResident, sealResident } from './records/residents'
import type { Resident } from './records/residents'
import { residentCard } from './resident-card'

/**
 * Enters someone into the ledger of a village, in a household that is there or a new one, and opens their enrolments of
 * the years that the region has opened.
 * @throws Refusal with the code of what is wrong with the entry (`entry-flaws.ts`); UNKNOWN_VILLAGE, UNKNOWN_HOUSEHOLD,
 * HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED, NOT_ALLOWED
 */
export async function registerResident(request: Requests['registerResident'], context: CallContext): Promise<Answers['registerResident']> {
  const village = await requireVillage(context.db, request.village)
  for (const place of placesOf(request)) await requireAllowed(context, 'registerResident', { id: village._id, region: village.region, village: village._id, ...place })
  requireAddress(request.household, request.householdAddress)
  const resident = newResident(request, village, context)
  // The repetition of a deed finds the one that it made.
  if (await readResident(context.db, resident.id) === null) await requireNoDuplicate(context.db, resident)
  const made = await namingDuplicates(context, resident, () => doOnce(context, 'registerResident', async (transaction) => {
    await joinHousehold(transaction, resident, request.household === null ? request.householdAddress : null, request.head)
    await putResident(transaction, resident)
    return resident.id
  }))
  const kept = await requireResident(context.db, made)
  await openEnrolment(context, { resident: sealResident(kept), township: village.township })
  return residentCard(context.db, kept)
}

/** Where somebody comes in: the household that is there, and the group that is written. */
function placesOf({ household, group }: Requests['registerResident']): Pick<Target, 'household' | 'groups'>[] {
  const written = { groups: group === null ? [] : [group] }
  if (household === null) return [written]
  return group === null ? [{ household }] : [{ household }, written]
}

function newResident({ household, group, entry: typed }: Requests['registerResident'], { _id, region }: VillageDocument, context: CallContext): Resident {
  const { flaws, entry } = examineEntry(typed, { region, today: context.today })
  if (entry === null) throw entryRefused(flaws)
  return {
    ...entry, id: idOf('r', context), region, village: _id, household: household ?? idOf('h', context), group, categories: [], absent: null, flaws,
  }
}

/**
 * Sees to the household of a resident who comes into it: makes it when it is new, names the head. Inside a transaction.
 * @throws Refusal UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED
 */
export async function joinHousehold(transaction: Transaction, { id, household, region, village }: Resident, address: string | null, head: boolean): Promise<void> {
  if (address !== null && await readHousehold(transaction, household) === null) {
    await putHousehold(transaction, { id: household, region, village, head: head ? id : null, address, codeSerial: 1 })
    return
  }
  const there = await requireHousehold(transaction, household)
  if (there.village !== village) {
    throw new Refusal({ code: 'HOUSEHOLD_ELSEWHERE', message: '这一户不在这个村（社区），没有保存。请重新选择户，或者新立一户。', path: 'household' })
  }
  if (head && there.head !== id) await putHousehold(transaction, { ...there, head: id })
}

/** @throws Refusal ADDRESS_NEEDED */
export function requireAddress(household: string | null, address: string | null): void {
  if (household !== null || address !== null) return
  throw new Refusal({ code: 'ADDRESS_NEEDED', message: '新立一户要填这一户的住址，没有保存。请填写住址，或者选择已有的户。', path: 'householdAddress' })
}
