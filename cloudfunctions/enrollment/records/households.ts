import { putDocument, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import { sealing } from '../../shared/sealing'
import type { HouseholdDocument, VillageDocument } from '../documents'
import { codeIndex, householdCode, readCode } from '../household-code'

/** A household in clear. */
export interface Household {
  id: string
  region: string
  village: string
  /** The head's resident; null until one is named. */
  head: string | null
  address: string
  codeSerial: number
}

export function sealHousehold({ id, ...household }: Household): HouseholdDocument {
  return {
    ...household,
    _id: id,
    address: sealing().seal(household.address, 'address'),
    codeIndex: codeIndex(householdCode(id, household.codeSerial)),
  }
}

export function openHousehold({ _id, codeIndex: _, ...document }: HouseholdDocument): Household {
  return { ...document, id: _id, address: sealing().open(document.address, 'address') }
}

export async function readHousehold(from: Writable, id: string): Promise<Household | null> {
  const document = await readDocument<HouseholdDocument>(from, 'households', id)
  return document === null ? null : openHousehold(document)
}

export async function putHousehold(to: Writable, household: Household): Promise<void> {
  await putDocument(to, 'households', sealHousehold(household))
}

/** The household of a code as somebody typed it; null = no paper in force has it. */
export async function householdByCode(db: Database, typed: string): Promise<Household | null> {
  const [found] = (await db.collection('households').where({ codeIndex: codeIndex(readCode(typed)) }).limit(1).get()).data as HouseholdDocument[]
  return found === undefined ? null : openHousehold(found)
}

/** @throws Refusal UNKNOWN_VILLAGE */
export async function requireVillage(from: Writable, id: string): Promise<VillageDocument> {
  const village = await readDocument<VillageDocument>(from, 'villages', id)
  if (village !== null) return village
  throw new Refusal({ code: 'UNKNOWN_VILLAGE', message: '没有找到这个村（社区），这次没有办理。请返回重新选择村（社区）。', path: 'village' })
}

export async function villagesOfRegion(db: Database, region: string): Promise<VillageDocument[]> {
  return (await db.collection('villages').where({ region }).limit(1_000).get()).data as VillageDocument[]
}

/** @throws Refusal UNKNOWN_HOUSEHOLD */
export async function requireHousehold(from: Writable, id: string): Promise<Household> {
  const household = await readHousehold(from, id)
  if (household !== null) return household
  throw new Refusal({ code: 'UNKNOWN_HOUSEHOLD', message: '没有找到这一户，这次没有办理。请返回重新查找。', path: 'household' })
}
