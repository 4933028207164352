import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { CompleteEntry, Entry, FlawCode, Resident, VillageDocument } from '../people'
import {
  examineEntry,
  FLAWS,
  guessIdKind,
  isSameName,
  putHousehold,
  putResident,
  readHousehold,
  readResident,
  residentOfSameIdentity,
  residentsOfHousehold,
} from '../people'
import type { ImportOutcome } from './contract'
import type { LedgerRow } from './import-rows'
import type { CallContext } from '../../platform/calls'
import { inTransaction, isDuplicate } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { dayNumber } from '../../../rules'

/** What became of a row. */
export interface RowResult {
  row: number
  outcome: ImportOutcome
  flaws: readonly FlawCode[]
  /** Whom it is about, as they stand now; null when it was refused. */
  resident: Resident | null
  /** Something that the rules go by was put right. */
  factsChanged: boolean
}

/** People of the ledger who were looked up for many rows at once. */
export interface KnownPeople {
  byNumber(idKind: Resident['idKind'], idNumber: string): Promise<Resident | null>
}

/** Enters one row, or finds that the ledger has it. Done twice it changes nothing the second time. */
export async function importRow(context: CallContext, known: KnownPeople, row: LedgerRow): Promise<RowResult> {
  const { village, region } = row
  // A number that a program spoilt is only that, not a wrong one besides.
  const spoilt = row.faults.includes('ID_LOST_DIGITS')
  const { flaws: found, entry } = examineEntry(spoilt ? { ...row.entry, idNumber: null } : row.entry, {
    region,
    today: context.today,
  })
  const flaws = [...row.faults, ...found.filter((code) => !spoilt || code !== 'ID_MISSING')]
  if (row.faults.some((code) => FLAWS[code].blocks && code !== 'ID_MAYBE_ROUNDED')) return refused(row, flaws)
  const existing = await existingFor(context, known, row)
  if (village === null) return refused(row, flaws)
  if (existing !== null)
    return existing.village === village._id
      ? correct(context, known, row, existing)
      : refused(row, [...flaws, 'TWICE_ELSEWHERE'])
  if (entry === null || row.faults.includes('ID_MAYBE_ROUNDED')) return refused(row, flaws)
  return add(context, known, row, village, entry, flaws)
}

function refused({ row }: LedgerRow, flaws: readonly FlawCode[]): RowResult {
  return { row, outcome: 'refused', flaws, resident: null, factsChanged: false }
}

/** By number; a child who has one now may stand in the household as a newborn without. */
async function existingFor({ db, today }: CallContext, known: KnownPeople, row: LedgerRow): Promise<Resident | null> {
  const { name, birthDate, idKind, idNumber } = row.entry
  const found = idNumber === null || idKind === 'newborn' ? null : await known.byNumber(idKind, idNumber)
  const birth = birthDate === null ? null : dayNumber(birthDate)
  if (found !== null || row.household === null || birth === null || dayNumber(today)! - birth > NEWBORN_DAYS)
    return found
  const household = await householdIdOf(known, row)
  return (
    (await residentsOfHousehold(db, household)).find(
      (one) => one.idNumber === null && name !== null && isSameName(one.name, name) && one.birthDate === birthDate,
    ) ?? null
  )
}

const NEWBORN_DAYS = 730

async function householdIdOf(known: KnownPeople, { household, village, entry }: LedgerRow): Promise<string> {
  if (household?.by === 'head') {
    const head = await known.byNumber(guessIdKind(household.value), household.value)
    if (head !== null && head.village === village?._id) return head.household
  }
  const { by, value } = household ?? { by: 'head', value: entry.idNumber ?? '' }
  return `h${sealing().blindIndex(`${village?._id}:${by}:${value}`, 'importedHousehold').slice(0, 22)}`
}

/** What the file says takes the place of what the ledger has; an empty cell takes nothing away. */
async function correct(
  context: CallContext,
  known: KnownPeople,
  row: LedgerRow,
  existing: Resident,
): Promise<RowResult> {
  const { db, today } = context
  const seen = correction(row, existing, today)
  const result =
    seen.outcome !== 'corrected'
      ? seen
      : await inTransaction(db, async (transaction) => {
          const fresh = correction(row, (await readResident(transaction, existing.id))!, today)
          if (fresh.outcome === 'corrected') await putResident(transaction, fresh.resident!)
          return fresh
        })
  if (result.resident === null) return result
  const notes: FlawCode[] = [
    ...((await isInAnotherHousehold(known, row, existing.household)) ? ['HOUSEHOLD_DIFFERS' as const] : []),
    ...(result.resident.absent !== null ? ['MARKED_ABSENT' as const] : []),
  ]
  return { ...result, flaws: [...result.flaws, ...notes] }
}

function correction(row: LedgerRow, before: Resident, today: CivilDay): RowResult {
  const { name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground } = before
  // Another name under a known number is another person, or a slip: a person decides.
  if (row.entry.name !== null && !isSameName(row.entry.name, name)) return refused(row, [...row.faults, 'NAME_OTHER'])
  const { flaws, entry } = examineEntry(
    merged({ name, sex, birthDate, idKind, idNumber, address, phone, hukou, ground }, row),
    { region: before.region, today },
  )
  if (entry === null) return refused(row, flaws)
  const after: Resident = { ...before, ...entry, group: row.group ?? before.group, flaws }
  const factsChanged = after.birthDate !== before.birthDate || after.hukou !== before.hukou
  return {
    row: row.row,
    outcome: isDeepStrictEqual(after, before) ? 'same' : 'corrected',
    flaws: [...row.faults.filter((code) => code !== 'ID_MAYBE_ROUNDED'), ...flaws],
    resident: after,
    factsChanged,
  }
}

/** Only a named head is compared: a household's number in a file is nobody's but the file's. */
async function isInAnotherHousehold(
  known: KnownPeople,
  { household, isHead }: LedgerRow,
  kept: string,
): Promise<boolean> {
  if (household?.by !== 'head' || isHead) return false
  const head = await known.byNumber(guessIdKind(household.value), household.value)
  return head !== null && head.household !== kept
}

function merged(kept: Entry, { entry: told, groundSaid }: LedgerRow): Entry {
  const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)) as Partial<Entry>
  return {
    ...kept,
    ...given,
    ground: groundSaid ? told.ground : kept.ground,
    idKind: told.idNumber === null ? kept.idKind : told.idKind,
  }
}

async function add(
  context: CallContext,
  known: KnownPeople,
  row: LedgerRow,
  { _id, region, name }: VillageDocument,
  entry: CompleteEntry,
  flaws: readonly FlawCode[],
): Promise<RowResult> {
  if (row.household === null && entry.idNumber === null) return refused(row, [...flaws, 'NEWBORN_ALONE'])
  const household = await householdIdOf(known, row)
  const examined = flaws.filter((code) => !row.faults.includes(code))
  const resident: Resident = {
    ...entry,
    id: `r${randomUUID()}`,
    region,
    village: _id,
    household,
    group: row.group,
    categories: [],
    absent: null,
    flaws: examined,
  }
  try {
    await inTransaction(context.db, async (transaction) => {
      const there = await readHousehold(transaction, household)
      const head = there?.head ?? (row.isHead ? resident.id : null)
      if (there === null || there.head !== head)
        await putHousehold(transaction, {
          ...(there ?? { id: household, region, village: _id, address: entry.address ?? name, codeSerial: 1 }),
          head,
        })
      await putResident(transaction, resident)
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // Another call entered them at the same moment.
    const other = await residentOfSameIdentity(context.db, resident)
    return other?.village === _id ? correct(context, known, row, other) : refused(row, [...flaws, 'TWICE_ELSEWHERE'])
  }
  return {
    row: row.row,
    outcome: 'added',
    flaws: [...flaws, ...(row.household === null ? ['HOUSEHOLD_MISSING' as const] : [])],
    resident,
    factsChanged: false,
  }
}
