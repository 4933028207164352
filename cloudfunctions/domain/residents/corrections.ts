import { runOperation, requirePermission, writeAudit, defineAction } from '../access'
import { openEnrolment, recordInOpenYears } from '../enrolments'
import {
  flawsInWords,
  ID_KINDS,
  ABSENCES,
  invalidEntry,
  isSameName,
  examineEntry,
  putResident,
  requireNoDuplicate,
  requireResident,
  requireVillage,
  residentCard,
  sealResident,
  factsOfResident,
} from '../people'
import type { Entry, Resident } from '../people'
import { translatingDuplicates } from './registration'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Facts } from '../../../rules'
import { residentsContract } from './contract'

/**
 * Puts an entry right, or completes it: a newborn gets their number and stays the same resident. What of it the rules
 * go by is corrected in the enrolments of open years too.
 * @throws Refusal with the code of what would be wrong (`entry-flaws.ts`); UNKNOWN_RESIDENT, NOT_ALLOWED
 */
export const correctResident = /* @__PURE__ */ defineAction(residentsContract, 'correctResident', {
  permission: 'correctResident',
  async run({ resident: id, change, group, samePerson = false }, context) {
    const before = await requireResident(context.db, id)
    const place = { id, region: before.region, village: before.village }
    await requirePermission(context, 'correctResident', { ...place, household: before.household })
    if (group !== undefined)
      await requirePermission(context, 'correctResident', { ...place, groups: group === null ? [] : [group] })
    const after = corrected(before, change, group, context.today)
    await requireNoDuplicate(context.db, after)
    const decision = decisionIn(before, after)
    if (decision !== null && !samePerson)
      throw new Refusal({ code: 'NAME_DECISION', path: 'name', message: `${decision}没有保存。` })
    const changedFields = [...Object.keys(change), ...(group === undefined ? [] : ['group'])].sort().join()
    await translatingDuplicates(context, after, () =>
      runOperation(context, 'correctResident', { region: before.region, why: changedFields }, async (transaction) => {
        await putResident(transaction, corrected(await requireResident(transaction, id), change, group, context.today))
        return id
      }),
    )
    const kept = await requireResident(context.db, id)
    if (RULED_BY.some((field) => field in change))
      await recordInOpenYears(context, id, null, { kind: 'corrected', facts: factsOf(kept) })
    return residentCard(context.db, kept)
  },
})

/**
 * What a correction would change, before anything is; what stood there is told in full, as whoever corrects an
 * entry has
 * to compare it, and leaves a line of audit.
 * @throws Refusal as {@link correctResident}
 */
export const previewCorrection = /* @__PURE__ */ defineAction(residentsContract, 'previewCorrection', {
  permission: 'previewCorrection',
  async run({ resident: id, change, group }, context) {
    const { db, caller, now, today } = context
    const before = await requireResident(db, id)
    const { region, village, household } = before
    await requirePermission(context, 'previewCorrection', { id, region, village, household })
    const after = corrected(before, change, group, today)
    await requireNoDuplicate(db, after)
    const changes = changesBetween(before, after)
    const line = {
      target: id,
      region,
      outcome: 'revealed',
      why: `before:${changes.map(({ field }) => field).join()}`,
    } as const
    await writeAudit(db, {
      deed: null,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'previewCorrection',
      ...line,
    })
    return { changes, flaws: flawsInWords(after.flaws), decision: decisionIn(before, after) }
  },
})

const FIELDS = {
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
  idKind: '证件类型',
  idNumber: '证件号码',
  address: '通讯地址',
  phone: '联系电话',
  hukou: '户籍信息',
  ground: '参保依据',
  group: '村民小组',
} as const

/** Pure: field by field what is otherwise; an identity number by its last four digits. */
function changesBetween(
  before: Resident,
  after: Resident,
): { field: string; name: string; before: string | null; after: string | null }[] {
  const shown = (resident: Resident, field: keyof typeof FIELDS): string | null => {
    const value = resident[field]
    if (value === null || value === '') return null
    if (field === 'idKind') return ID_KINDS[resident.idKind]
    if (field === 'ground') return value === 'hukou' ? '本地户籍' : '居住证'
    return field === 'idNumber' ? `尾号${value.slice(-4)}` : value
  }
  return (Object.keys(FIELDS) as (keyof typeof FIELDS)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, name: FIELDS[field], before: shown(before, field), after: shown(after, field) }))
}

/**
 * Whoever has a number and gets another name may be another person: somebody has to say so. null = nothing to
 * decide.
 */
function decisionIn(before: Resident, after: Resident): string | null {
  if (before.idNumber === null || before.idNumber !== after.idNumber || isSameName(before.name, after.name)) return null
  return `同一个证件号码，姓名从“${before.name}”改成“${after.name}”：请对着证件看清楚，是同一个人改名（或者原来写错了），还是号码抄成了别人的。`
}

/** Pure. @throws Refusal when the whole would be an entry that cannot be kept */
function corrected(
  before: Resident,
  change: Partial<Entry>,
  group: string | null | undefined,
  today: CivilDay,
): Resident {
  const { name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground } = before
  const { flaws, entry } = examineEntry(
    { name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground, ...change },
    { region: before.region, today },
  )
  if (entry === null) throw invalidEntry(flaws)
  return { ...before, ...entry, group: group === undefined ? before.group : group, flaws }
}

/** Fields of an entry that the rules go by. */
const RULED_BY = ['birthDate', 'hukou', 'idNumber'] as const

/** What the ledger tells the rules of a person, but for what a desk may have told otherwise since. */
function factsOf(resident: Resident): Facts {
  const { birthDate, hukou } = factsOfResident(sealResident(resident), sealing())
  return { birthDate: birthDate ?? null, hukou: hukou ?? null }
}

/**
 * Someone died, moved away or is in employee insurance: they stay in the ledger, marked, and leave their open years.
 * @throws Refusal UNKNOWN_RESIDENT, NOT_ALLOWED, DAY_IN_FUTURE, BEFORE_BIRTH
 */
export const recordAbsence = /* @__PURE__ */ defineAction(residentsContract, 'recordAbsence', {
  permission: 'recordAbsence',
  async run({ resident: id, why, since }, context) {
    const resident = await requireResident(context.db, id)
    await requirePermission(context, 'recordAbsence', {
      id,
      region: resident.region,
      village: resident.village,
      household: resident.household,
    })
    await recordGone(context, resident, { why, since })
    return residentCard(context.db, await requireResident(context.db, id))
  },
})

/**
 * Marks somebody as gone and has them leave their open years, for whoever has asked for the permission already.
 * @throws Refusal DAY_IN_FUTURE, BEFORE_BIRTH, ALREADY_ABSENT
 */
export async function recordGone(
  context: CallContext,
  resident: Resident,
  { why, since }: NonNullable<Resident['absent']>,
): Promise<void> {
  const { id, region, birthDate } = resident
  requirePast(since, context.today)
  if (since < birthDate) {
    throw new Refusal({
      code: 'BEFORE_BIRTH',
      message: `${since} 在这个人的出生日期之前，没有记录。请核对日期。`,
      path: 'since',
      found: since,
    })
  }
  requireNoOtherAbsence(resident, { why, since })
  await runOperation(context, 'recordAbsence', { region, why }, async (transaction) => {
    await putResident(transaction, { ...(await requireResident(transaction, id)), absent: { why, since } })
    return id
  })
  await recordInOpenYears(context, id, since, { kind: 'left', why })
}

/**
 * The ledger and the year of whom it marks as gone say the same: no other absence is laid over the one that there is.
 * @throws Refusal ALREADY_ABSENT
 */
function requireNoOtherAbsence({ absent }: Resident, { why, since }: NonNullable<Resident['absent']>): void {
  if (absent === null || (absent.why === why && absent.since === since)) return
  throw new Refusal({
    code: 'ALREADY_ABSENT',
    path: 'why',
    found: absent.why,
    message: `台账里这个人已经标为${ABSENCES[absent.why]}（${absent.since}），没有记录。标错了的，先办“登记返回”，再登记实际的情况。`,
  })
}

/** Someone is back, or the absence was recorded by mistake. Years that opened meanwhile get their enrolment. */
export const recordReturn = /* @__PURE__ */ defineAction(residentsContract, 'recordReturn', {
  permission: 'recordReturn',
  async run({ resident: id, since }, context) {
    const resident = await requireResident(context.db, id)
    await requirePermission(context, 'recordReturn', {
      id,
      region: resident.region,
      village: resident.village,
      household: resident.household,
    })
    requirePast(since, context.today)
    await runOperation(context, 'recordReturn', { region: resident.region, why: 'RETURNED' }, async (transaction) => {
      await putResident(transaction, { ...(await requireResident(transaction, id)), absent: null })
      return id
    })
    await recordInOpenYears(context, id, since, { kind: 'returned' })
    const kept = await requireResident(context.db, id)
    await openEnrolment(context, {
      resident: sealResident(kept),
      township: (await requireVillage(context.db, kept.village)).township,
    })
    return residentCard(context.db, kept)
  },
})

function requirePast(day: CivilDay, today: CivilDay): void {
  if (day > today)
    throw new Refusal({
      code: 'DAY_IN_FUTURE',
      message: `${day} 还没有到，没有记录。请填今天或以前的日期。`,
      path: 'since',
      found: day,
    })
}
