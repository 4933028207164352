import { appointedGroups, auditNames, runOperation, requirePermission, writeAudit, defineAction } from '../access'
import type { Permission, RevealedField, Role } from '../access'
import {
  areOfGroups,
  staffCard,
  flawsInWords,
  groupsOfHousehold,
  householdCode,
  isSameName,
  guessIdKind,
  placeOf,
  printedCode,
  putHousehold,
  requireHousehold,
  requireResident,
  requireVillage,
  residentByNumber,
  residentCard,
  residentsNamed,
  residentsOfHousehold,
} from '../people'
import type { Household, Resident } from '../people'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { residentsContract } from './contract'

/** A household with its members, masked, and what is wrong with it. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export const showHousehold = /* @__PURE__ */ defineAction(residentsContract, 'household', {
  permission: 'household',
  async run({ household: id }, context) {
    const { head, village: villageId, region, address, role } = await allowedHousehold(context, 'household', id)
    const inFull = role !== 'auditor'
    if (inFull) await auditNames(context, 'household', { target: id, region })
    const village = await requireVillage(context.db, villageId)
    const members = await residentsOfHousehold(context.db, id)
    const headIsElsewhere = head !== null && !members.some((member) => member.id === head)
    return {
      household: id,
      place: placeOf(village),
      village: village.name,
      head,
      members: members.map((member) => ({
        ...staffCard(member, village, member.id === head),
        ...(inFull ? { name: member.name } : {}),
      })),
      address: inFull ? address : null,
      flaws: flawsInWords(headIsElsewhere ? ['HEAD_ELSEWHERE'] : []),
    }
  },
})

/** Names a member the head. @throws Refusal UNKNOWN_HOUSEHOLD, UNKNOWN_RESIDENT, HEAD_ELSEWHERE, NOT_ALLOWED */
export const nameHead = /* @__PURE__ */ defineAction(residentsContract, 'nameHead', {
  permission: 'nameHead',
  async run({ household: id, resident }, context) {
    const { region } = await allowedHousehold(context, 'nameHead', id)
    await runOperation(context, 'nameHead', { region, why: id }, async (transaction) => {
      const member = await requireResident(transaction, resident)
      if (member.household !== id)
        throw new Refusal({
          code: 'HEAD_ELSEWHERE',
          message: '这个人不在这一户里，没有改户主。请先把人迁入这一户，或者另选户主。',
          path: 'resident',
        })
      await putHousehold(transaction, { ...(await requireHousehold(transaction, id)), head: resident })
      return resident
    })
    return residentCard(context.db, await requireResident(context.db, resident))
  },
})

/** The code for the household's paper. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export const printHouseholdCode = /* @__PURE__ */ defineAction(residentsContract, 'printHouseholdCode', {
  permission: 'printHouseholdCode',
  async run({ household: id }, context) {
    const { codeSerial, region } = await allowedHousehold(context, 'printHouseholdCode', id)
    const { db, caller, now, today } = context
    await writeAudit(db, {
      deed: null,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'printHouseholdCode',
      target: id,
      region,
      outcome: 'revealed',
      why: `serial:${codeSerial}`,
    })
    return { code: printedCode(householdCode(id, codeSerial)) }
  },
})

/** Voids a paper that was lost. @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED */
export const reissueHouseholdCode = /* @__PURE__ */ defineAction(residentsContract, 'reissueHouseholdCode', {
  permission: 'reissueHouseholdCode',
  async run({ household: id }, context) {
    const { region } = await allowedHousehold(context, 'reissueHouseholdCode', id)
    await runOperation(context, 'reissueHouseholdCode', { region, why: 'REISSUED' }, async (transaction) => {
      const household = await requireHousehold(transaction, id)
      await putHousehold(transaction, { ...household, codeSerial: household.codeSerial + 1 })
      return id
    })
    const { codeSerial } = await requireHousehold(context.db, id)
    return { code: printedCode(householdCode(id, codeSerial)) }
  },
})

async function allowedHousehold(
  context: CallContext,
  action: Permission,
  id: string,
): Promise<Household & { role: Role }> {
  const household = await requireHousehold(context.db, id)
  const { region, village } = household
  return { ...household, role: await requirePermission(context, action, { id, region, village, household: id }) }
}

const FOUND_MAX = 50

/**
 * Looks for a resident in a village, by number or by name, or by number in a whole region; masked. Who is elsewhere is
 * not found.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, SEARCH_EMPTY, SEARCH_TOO_WIDE
 */
export const findResident = /* @__PURE__ */ defineAction(residentsContract, 'findResident', {
  permission: 'findResident',
  async run(request, context) {
    const { region, village } = request
    if (village !== null && (await requireVillage(context.db, village)).region !== region) {
      throw new Refusal({
        code: 'UNKNOWN_VILLAGE',
        message: '这个县（市、区）没有这个村（社区），没有查找。请返回重新选择。',
        path: 'village',
      })
    }
    const groups = await appointedGroups(context)
    await requirePermission(context, 'findResident', {
      id: village ?? region,
      region,
      ...(village === null ? {} : { village }),
      ...(groups === null ? {} : { groups }),
    })
    const searchedFor = await searched(request, context)
    if (request.idNumber !== null) await auditSearch(context, request, searchedFor)
    const found = groups === null ? searchedFor : await ofGroups(context, searchedFor, groups)
    const cards = found.slice(0, FOUND_MAX).map((resident) => residentCard(context.db, resident))
    return { found: await Promise.all(cards) }
  },
})

/** Who looks for a number, and whether it is somebody's here, is kept before it is told. */
async function auditSearch(
  { db, caller: { openid }, now, today }: CallContext,
  { region, village }: Requests['findResident'],
  [found]: readonly Resident[],
): Promise<void> {
  await writeAudit(db, {
    deed: null,
    at: now,
    day: today,
    openid,
    action: 'findResident',
    target: found?.id ?? village ?? region,
    region,
    outcome: 'revealed',
    why: found === undefined ? 'NUMBER_NOT_FOUND' : 'NUMBER_FOUND',
  })
}

/** Those whose household is of some village groups. */
async function ofGroups(
  { db }: CallContext,
  residents: readonly Resident[],
  groups: readonly string[],
): Promise<Resident[]> {
  const found: Resident[] = []
  for (const resident of residents)
    if (areOfGroups(await groupsOfHousehold(db, resident.village, resident.household), groups)) found.push(resident)
  return found
}

async function searched(
  { region, village, idNumber, name }: Requests['findResident'],
  { db }: CallContext,
): Promise<Resident[]> {
  if (idNumber !== null) {
    const resident = await residentByNumber(db, guessIdKind(idNumber), idNumber)
    const isHere =
      resident !== null &&
      resident.region === region &&
      (village === null || resident.village === village) &&
      (name === null || isSameName(resident.name, name))
    return isHere ? [resident] : []
  }
  if (name === null) throw new Refusal({ code: 'SEARCH_EMPTY', message: '没有查找：请填姓名或证件号码。' })
  if (village === null)
    throw new Refusal({
      code: 'SEARCH_TOO_WIDE',
      message: '没有查找：按姓名查找请先选择村（社区），或者改用证件号码。',
      path: 'village',
    })
  return residentsNamed(db, village, name)
}

/**
 * Shows one field in full, for a reason. The line of audit is written first: no line, no look.
 * @throws Refusal UNKNOWN_RESIDENT, NOT_ALLOWED
 */
export const revealField = /* @__PURE__ */ defineAction(residentsContract, 'revealField', {
  permission: 'revealField',
  async run({ resident: id, field, reason }, context) {
    const { db, caller, now, today } = context
    const resident = await requireResident(db, id)
    await requirePermission(context, 'revealField', {
      id,
      region: resident.region,
      village: resident.village,
      household: resident.household,
    })
    await writeAudit(db, {
      deed: null,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'revealField',
      target: id,
      region: resident.region,
      outcome: 'revealed',
      why: `${field}:${reason}`,
    })
    return { value: inFull(resident, field) }
  },
})

function inFull({ categories, ...resident }: Resident, field: RevealedField): string | null {
  return field === 'categories' ? categories.map(({ identity }) => identity).join('、') : resident[field]
}
