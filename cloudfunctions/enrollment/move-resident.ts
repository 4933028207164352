import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { Target } from '../shared/permissions'
import { groupsOfHousehold } from '../shared/village-groups'
import type { Transaction } from '../shared/database'
import type { Answers, Requests } from './contract'
import { doOnce, idOf, requireResident } from './ledger-deed'
import { openEnrolment } from './open-enrolment'
import { putHousehold, readHousehold, requireVillage } from './records/households'
import { placeEnrolments } from './records/enrolments'
import { putResident, sealResident } from './records/residents'
import type { Resident } from './records/residents'
import { joinHousehold, requireAddress } from './register-resident'
import { residentCard } from './resident-card'

/**
 * Moves someone to another village or household; their enrolments go with them. Asked of both villages, so a move out of
 * a clerk's own is the county's to make. A household whose head leaves has none until another is named.
 * @throws Refusal UNKNOWN_RESIDENT, UNKNOWN_VILLAGE, UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED, NOT_ALLOWED
 */
export async function moveResident(request: Requests['moveResident'], context: CallContext): Promise<Answers['moveResident']> {
  const { db } = context
  const before = await requireResident(db, request.resident)
  const village = await requireVillage(db, request.village)
  const group = await groupAfter(context, before, request)
  await requireAllowed(context, 'moveResident', { id: before.id, region: before.region, village: before.village, household: before.household })
  await requireAllowed(context, 'moveResident', { id: before.id, region: village.region, village: village._id, ...joining(request.household, group) })
  requireAddress(request.household, request.householdAddress)
  await doOnce(context, 'moveResident', async (transaction) => {
    const leaving = await requireResident(transaction, request.resident)
    const moved: Resident = { ...leaving, region: village.region, village: village._id, group, household: request.household ?? idOf('h', context) }
    if (moved.household !== leaving.household) await leaveHousehold(transaction, leaving)
    await joinHousehold(transaction, moved, request.household === null ? request.householdAddress : null, request.household === null)
    await putResident(transaction, moved)
    return moved.id
  })
  const kept = await requireResident(db, before.id)
  await placeEnrolments(db, kept.id, { village: kept.village, township: village.township, household: kept.household }, context.today)
  await openEnrolment(context, { resident: sealResident(kept), township: village.township })
  return residentCard(db, kept)
}

const joining = (household: string | null, group: string | null): Pick<Target, 'household' | 'groups'> =>
  (household === null ? { groups: group === null ? [] : [group] } : { household })

/** Whoever joins a household is of its group; whoever founds one keeps theirs within the village, as a group is of one. */
async function groupAfter({ db }: CallContext, { village, household, group }: Resident, to: Requests['moveResident']): Promise<string | null> {
  const [joined, ...others] = await groupsOfHousehold(db, to.village, to.household ?? household)
  const theirs = joined !== undefined && others.length === 0 ? joined : null
  if (to.household !== null) return theirs
  return to.village === village ? group ?? theirs : null
}

async function leaveHousehold(transaction: Transaction, { id, household }: Resident): Promise<void> {
  const left = await readHousehold(transaction, household)
  if (left?.head === id) await putHousehold(transaction, { ...left, head: null })
}
