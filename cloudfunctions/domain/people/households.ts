import type { HouseholdDocument, VillageDocument } from './documents'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { putDocument, readDocument, rememberedFor } from '../../platform/database'
import { sealing } from '../../platform/sealing'

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
    address: sealing().at('households', id).seal(household.address, 'address'),
    codeIndex: codeIndex(householdCode(id, household.codeSerial)),
  }
}

function openHousehold({ _id, codeIndex: _, ...document }: HouseholdDocument): Household {
  return { ...document, id: _id, address: sealing().at('households', _id).open(document.address, 'address') }
}

export async function readHousehold(from: DocumentStore, id: string): Promise<Household | null> {
  const document = await readDocument<HouseholdDocument>(from, 'households', id)
  return document === null ? null : openHousehold(document)
}

export async function putHousehold(to: DocumentStore, household: Household): Promise<void> {
  await putDocument(to, 'households', sealHousehold(household))
}

/** The household of a code as somebody typed it; null = no paper in force has it. */
export async function householdByCode(db: Database, typed: string): Promise<Household | null> {
  const [found] = (
    await db
      .collection('households')
      .where({ codeIndex: codeIndex(readCode(typed)) })
      .limit(1)
      .get()
  ).data as HouseholdDocument[]
  return found === undefined ? null : openHousehold(found)
}

/** @throws Refusal UNKNOWN_VILLAGE */
export async function requireVillage(from: DocumentStore, id: string): Promise<VillageDocument> {
  const village = await readDocument<VillageDocument>(from, 'villages', id)
  if (village !== null) return village
  throw new Refusal({
    code: 'UNKNOWN_VILLAGE',
    message: '没有找到这个村（社区），这次没有办理。请返回重新选择村（社区）。',
    path: 'village',
  })
}

export async function villagesOfRegion(db: Database, region: string): Promise<VillageDocument[]> {
  return (await db.collection('villages').where({ region }).limit(1_000).get()).data as VillageDocument[]
}

/** @throws Refusal UNKNOWN_HOUSEHOLD */
export async function requireHousehold(from: DocumentStore, id: string): Promise<Household> {
  const household = await readHousehold(from, id)
  if (household !== null) return household
  throw new Refusal({
    code: 'UNKNOWN_HOUSEHOLD',
    message: '没有找到这一户，这次没有办理。请返回重新查找。',
    path: 'household',
  })
}

/**
 * The code on a household's paper: who holds it can bind themself to a member or look after one. It is made from the
 * household and a serial by the deployment's index key and not stored; counting the serial on voids the paper.
 */

/** Crockford's: no I, L, O, U, which a reader takes for 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10
const BITS = 5

/** Ten characters, without the dash. */
export function householdCode(household: string, serial: number): string {
  return encodeReadable(sealing().blindIndex(`${household}:${serial}`, 'householdPaper'), LENGTH)
}

/** The beginning of a digest (base64url) in characters that people can read out and type: five bits each. */
export function encodeReadable(digest: string, length: number): string {
  const bytes = Buffer.from(digest, 'base64url')
  const bits = [...bytes.subarray(0, (length * BITS + 7) >> 3)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return Array.from({ length }, (_, i) => ALPHABET[parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)]).join('')
}

/** As it is printed: `XXXXX-XXXXX`. */
export function printedCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
}

/** As it is compared, however it was typed. */
export function readCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

function codeIndex(code: string): string {
  return sealing().blindIndex(code, 'householdCode')
}

/** A village whose name was put right shows it everywhere after ten minutes. */
const VILLAGES = /* @__PURE__ */ rememberedFor<VillageDocument>('villages', 600_000)

/** The villages that several people belong to, for their cards. */
export const villagesByIds = (db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, VillageDocument>> =>
  VILLAGES.recall(db, ids)

/** A household's place in the list. */
export type ListedHousehold = Pick<HouseholdDocument, '_id' | 'head' | 'address'>

/** Those of some ids that there are, in the order of ids. */
export async function householdsWithIds(db: Database, ids: readonly string[]): Promise<ListedHousehold[]> {
  if (ids.length === 0) return []
  return (
    await db
      .collection('households')
      .where({ _id: db.command.in([...ids]) })
      .orderBy('_id', 'asc')
      .limit(ids.length)
      .field({ head: true, address: true })
      .get()
  ).data as ListedHousehold[]
}

/** The head's resident of each of these households that has one. */
export async function headsOf(db: Database, households: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map(
    (await householdsWithIds(db, [...new Set(households)])).flatMap(({ _id, head }) =>
      head === null ? [] : [[_id, head] as const],
    ),
  )
}
