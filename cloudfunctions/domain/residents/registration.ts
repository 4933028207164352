import { createHash } from 'node:crypto'
import { runOperation, requirePermission, defineAction } from '../access'
import type { AccessTarget } from '../access'
import { openEnrolment, moveEnrolments } from '../enrolments'
import {
  duplicateOf,
  invalidEntry,
  examineEntry,
  groupsOfHousehold,
  putHousehold,
  putResident,
  readHousehold,
  readResident,
  requireHousehold,
  requireNoDuplicate,
  requireResident,
  requireVillage,
  residentCard,
  sealResident,
} from '../people'
import type { Resident, VillageDocument } from '../people'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { isDuplicate } from '../../platform/database'
import { residentsContract } from './contract'

/**
 * Enters someone into the ledger of a village, in a household that is there or a new one, and opens their enrolments of
 * the years that the region has opened.
 * @throws Refusal with the code of what is wrong with the entry (`entry-flaws.ts`); UNKNOWN_VILLAGE, UNKNOWN_HOUSEHOLD,
 * HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED, NOT_ALLOWED
 */
export const registerResident = /* @__PURE__ */ defineAction(residentsContract, 'registerResident', {
  permission: 'registerResident',
  async run(request, context) {
    const village = await requireVillage(context.db, request.village)
    for (const place of placesOf(request))
      await requirePermission(context, 'registerResident', {
        id: village._id,
        region: village.region,
        village: village._id,
        ...place,
      })
    requireAddress(request.household, request.householdAddress)
    const resident = newResident(request, village, context)
    // The repetition of a deed finds the one that it made.
    if ((await readResident(context.db, resident.id)) === null) await requireNoDuplicate(context.db, resident)
    const made = await translatingDuplicates(context, resident, () =>
      runOperation(context, 'registerResident', { region: village.region, why: 'REGISTERED' }, async (transaction) => {
        await joinHousehold(
          transaction,
          resident,
          request.household === null ? request.householdAddress : null,
          request.head,
        )
        await putResident(transaction, resident)
        return resident.id
      }),
    )
    const kept = await requireResident(context.db, made)
    await openEnrolment(context, { resident: sealResident(kept), township: village.township })
    return residentCard(context.db, kept)
  },
})

/** Where somebody comes in: the household that is there, and the group that is written. */
function placesOf({ household, group }: Requests['registerResident']): Pick<AccessTarget, 'household' | 'groups'>[] {
  const written = { groups: group === null ? [] : [group] }
  if (household === null) return [written]
  return group === null ? [{ household }] : [{ household }, written]
}

function newResident(
  { household, group, entry: typed }: Requests['registerResident'],
  { _id, region }: VillageDocument,
  context: CallContext,
): Resident {
  const { flaws, entry } = examineEntry(typed, { region, today: context.today })
  if (entry === null) throw invalidEntry(flaws)
  return {
    ...entry,
    id: idOf('r', context),
    region,
    village: _id,
    household: household ?? idOf('h', context),
    group,
    categories: [],
    absent: null,
    flaws,
  }
}

/**
 * Sees to the household of a resident who comes into it: makes it when it is new, names the head. Inside a transaction.
 * @throws Refusal UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED
 */
async function joinHousehold(
  transaction: Transaction,
  { id, household, region, village }: Resident,
  address: string | null,
  head: boolean,
): Promise<void> {
  if (address !== null && (await readHousehold(transaction, household)) === null) {
    await putHousehold(transaction, { id: household, region, village, head: head ? id : null, address, codeSerial: 1 })
    return
  }
  const there = await requireHousehold(transaction, household)
  if (there.village !== village) {
    throw new Refusal({
      code: 'HOUSEHOLD_ELSEWHERE',
      message: '这一户不在这个村（社区），没有保存。请重新选择户，或者新立一户。',
      path: 'household',
    })
  }
  if (head && there.head !== id) await putHousehold(transaction, { ...there, head: id })
}

/** @throws Refusal ADDRESS_NEEDED */
function requireAddress(household: string | null, address: string | null): void {
  if (household !== null || address !== null) return
  throw new Refusal({
    code: 'ADDRESS_NEEDED',
    message: '新立一户要填这一户的住址，没有保存。请填写住址，或者选择已有的户。',
    path: 'householdAddress',
  })
}

/**
 * Moves someone to another village or household; their enrolments go with them. Asked of both villages, so a move out
 * of a clerk's own is the county's to make. A household whose head leaves has none until another is named.
 * @throws Refusal UNKNOWN_RESIDENT, UNKNOWN_VILLAGE, UNKNOWN_HOUSEHOLD, HOUSEHOLD_ELSEWHERE, ADDRESS_NEEDED,
 * NOT_ALLOWED
 */
export const moveResident = /* @__PURE__ */ defineAction(residentsContract, 'moveResident', {
  permission: 'moveResident',
  async run(request, context) {
    const { db } = context
    const before = await requireResident(db, request.resident)
    const village = await requireVillage(db, request.village)
    const group = await groupAfter(context, before, request)
    await requirePermission(context, 'moveResident', {
      id: before.id,
      region: before.region,
      village: before.village,
      household: before.household,
    })
    await requirePermission(context, 'moveResident', {
      id: before.id,
      region: village.region,
      village: village._id,
      ...joining(request.household, group),
    })
    requireAddress(request.household, request.householdAddress)
    await runOperation(context, 'moveResident', { region: before.region, why: 'MOVED' }, async (transaction) => {
      const leaving = await requireResident(transaction, request.resident)
      const moved: Resident = {
        ...leaving,
        region: village.region,
        village: village._id,
        group,
        household: request.household ?? idOf('h', context),
      }
      if (moved.household !== leaving.household) await leaveHousehold(transaction, leaving)
      await joinHousehold(
        transaction,
        moved,
        request.household === null ? request.householdAddress : null,
        request.household === null,
      )
      await putResident(transaction, moved)
      return moved.id
    })
    const kept = await requireResident(db, before.id)
    await moveEnrolments(
      db,
      kept.id,
      { village: kept.village, township: village.township, household: kept.household },
      context.today,
    )
    await openEnrolment(context, { resident: sealResident(kept), township: village.township })
    return residentCard(db, kept)
  },
})

const joining = (household: string | null, group: string | null): Pick<AccessTarget, 'household' | 'groups'> =>
  household === null ? { groups: group === null ? [] : [group] } : { household }

/**
 * Whoever joins a household is of its group; whoever founds one keeps theirs within the village, as a group is of one.
 */
async function groupAfter(
  { db }: CallContext,
  { village, household, group }: Resident,
  to: Requests['moveResident'],
): Promise<string | null> {
  const [joined, ...others] = await groupsOfHousehold(db, to.village, to.household ?? household)
  const theirs = joined !== undefined && others.length === 0 ? joined : null
  if (to.household !== null) return theirs
  return to.village === village ? (group ?? theirs) : null
}

async function leaveHousehold(transaction: Transaction, { id, household }: Resident): Promise<void> {
  const left = await readHousehold(transaction, household)
  if (left?.head === id) await putHousehold(transaction, { ...left, head: null })
}

/** An id that a repetition of the operation makes again, and that tells nothing of either. */
function idOf(kind: 'r' | 'h', { caller, operation }: CallContext): string {
  return `${kind}${createHash('sha256').update(`${kind}\0${caller.openid}\0${operation}`).digest('base64url').slice(0, 22)}`
}

/** Tells a number that somebody else took at the same moment as any other duplicate. */
export async function translatingDuplicates<Result>(
  context: CallContext,
  resident: Resident,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw invalidEntry([(await duplicateOf(context.db, resident)) ?? 'TWICE_ELSEWHERE'])
  }
}
