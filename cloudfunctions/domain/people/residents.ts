import type { Certification, IdKind, ResidentDocument } from './documents'
import { normalisedNumber } from './identity-number'
import { comparableName, isSameName } from './names'
import { Refusal } from '../../platform/base'
import type { Database, DocumentStore } from '../../platform/database'
import { READ_LIMIT, putDocument, readAll, readDocument } from '../../platform/database'
import type { Sealing } from '../../platform/sealing'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Facts } from '../../../rules'

const RESIDENTS = 'residents'

/** A resident in clear, as use cases handle one. Never answered or logged as it is. */
export interface Resident {
  id: string
  region: string
  village: string
  household: string
  group: string | null
  idKind: IdKind
  /** null = a newborn without one. */
  idNumber: string | null
  name: string
  sex: '男' | '女'
  birthDate: CivilDay
  phone: string | null
  address: string | null
  categories: readonly Certification[]
  hukou: string
  ground: ResidentDocument['ground']
  absent: ResidentDocument['absent']
  flaws: readonly string[]
}

/** Of a number; unique among all residents of the deployment. */
export function numberIndex(idKind: IdKind, idNumber: string): string {
  return sealing().blindIndex(`${idKind}:${normalisedNumber(idNumber)}`, 'identity')
}

function identityIndex({ idKind, idNumber, household, birthDate, name }: Resident): string {
  return idNumber === null
    ? sealing().blindIndex(`newborn:${household}:${birthDate}:${name}`, 'identity')
    : numberIndex(idKind, idNumber)
}

/** @throws Refusal SEALED_UNREADABLE */
export function openResident({ _id, idIndex: _index, likeness: _likeness, ...document }: ResidentDocument): Resident {
  const { open } = sealing().at(RESIDENTS, _id)
  const openOrNone = (sealed: string | null, purpose: string) => (sealed === null ? null : open(sealed, purpose))
  return {
    ...document,
    id: _id,
    idNumber: openOrNone(document.idNumber, 'idNumber'),
    name: open(document.name, 'name'),
    birthDate: open(document.birthDate, 'birthDate'),
    phone: openOrNone(document.phone, 'phone'),
    address: openOrNone(document.address, 'address'),
    categories: JSON.parse(open(document.categories, 'categories')) as Certification[],
    hukou: openHukou({ _id, hukou: document.hukou }),
  }
}

/** '' = not written down. Earlier versions kept it in clear. */
const openHukou = ({ _id, hukou }: Pick<ResidentDocument, '_id' | 'hukou'>, keys: Sealing = sealing()): string =>
  hukou === '' ? '' : keys.at(RESIDENTS, _id).openOrClear(hukou, 'hukou')

export function sealResident(resident: Resident): ResidentDocument {
  const { id, ...plain } = resident
  const { seal } = sealing().at(RESIDENTS, id)
  const sealOrNone = (text: string | null, purpose: string) => (text === null ? null : seal(text, purpose))
  return {
    ...plain,
    _id: id,
    idIndex: identityIndex(resident),
    likeness: sealing().blindIndex(`${plain.birthDate}:${comparableName(plain.name)}`, 'likeness'),
    idNumber: sealOrNone(plain.idNumber, 'idNumber'),
    name: seal(plain.name, 'name'),
    birthDate: seal(plain.birthDate, 'birthDate'),
    phone: sealOrNone(plain.phone, 'phone'),
    address: sealOrNone(plain.address, 'address'),
    categories: seal(JSON.stringify(plain.categories), 'categories'),
    hukou: plain.hukou === '' ? '' : seal(plain.hukou, 'hukou'),
  }
}

export async function readResident(from: DocumentStore, id: string): Promise<Resident | null> {
  const document = await readDocument<ResidentDocument>(from, RESIDENTS, id)
  return document === null ? null : openResident(document)
}

/** Throws the platform's E11000 when the number is another's. */
export async function putResident(to: DocumentStore, resident: Resident): Promise<void> {
  await putDocument(to, RESIDENTS, sealResident(resident))
}

/** Whoever has this number; null = nobody in the deployment. */
export async function residentByNumber(db: Database, idKind: IdKind, idNumber: string): Promise<Resident | null> {
  return byIndex(db, numberIndex(idKind, idNumber))
}

/** Everybody with one of these {@link numberIndex}es, in no order; at most 1,000. */
export async function residentsByIndexes(db: Database, indexes: readonly string[]): Promise<Resident[]> {
  if (indexes.length === 0) return []
  const found = await db
    .collection(RESIDENTS)
    .where({ idIndex: db.command.in(indexes) })
    .limit(READ_LIMIT)
    .get()
  return (found.data as ResidentDocument[]).map(openResident)
}

/** Who has these {@link numberIndex}es, and no more of them than is asked for; at most 1,000. */
export async function namesByIndexes(
  db: Database,
  indexes: readonly string[],
): Promise<ReadonlyMap<string, Pick<Resident, 'id' | 'region' | 'name'>>> {
  if (indexes.length === 0) return new Map()
  const found = await db
    .collection(RESIDENTS)
    .where({ idIndex: db.command.in(indexes) })
    .field({ idIndex: true, region: true, name: true })
    .limit(READ_LIMIT)
    .get()
  const residents = found.data as Pick<ResidentDocument, '_id' | 'idIndex' | 'region' | 'name'>[]
  return new Map(
    residents.map(({ _id, idIndex, region, name }) => [
      idIndex,
      { id: _id, region, name: sealing().at(RESIDENTS, _id).open(name, 'name') },
    ]),
  )
}

/** Whoever would collide with this one by their number, or as the same newborn. */
export async function residentOfSameIdentity(db: Database, resident: Resident): Promise<Resident | null> {
  return byIndex(db, identityIndex(resident))
}

async function byIndex(db: Database, idIndex: string): Promise<Resident | null> {
  const [found] = (await db.collection(RESIDENTS).where({ idIndex }).limit(1).get()).data as ResidentDocument[]
  return found === undefined ? null : openResident(found)
}

export async function residentsOfHousehold(db: Database, household: string): Promise<Resident[]> {
  return (await readAll<ResidentDocument>(db, RESIDENTS, { household })).map(openResident)
}

/** Those of a village who bear this name. Names are sealed, so every one of the village is opened. */
export async function residentsNamed(db: Database, village: string, name: string): Promise<Resident[]> {
  const all = await readAll<ResidentDocument>(db, RESIDENTS, { village })
  return all
    .filter((document) => isSameName(sealing().at(RESIDENTS, document._id).open(document.name, 'name'), name))
    .map(openResident)
}

/** Those of many ids who exist, in no order; at most 1,000. */
export async function residentsOf(db: Database, ids: readonly string[]): Promise<Resident[]> {
  if (ids.length === 0) return []
  const found = await db
    .collection(RESIDENTS)
    .where({ _id: db.command.in(ids) })
    .limit(READ_LIMIT)
    .get()
  return (found.data as ResidentDocument[]).map(openResident)
}

/**
 * What a kind of identity document says of nationality and permit, in the words of the notices. A permit of 港澳台 does
 * not say which of the three.
 */
const BY_DOCUMENT: Readonly<Record<IdKind, Facts>> = {
  residentId: { nationality: '中国', permit: null },
  hkMacaoTaiwan: { hukou: null, permit: '港澳台居民居住证' },
  foreigner: { hukou: null, nationality: '外国', permit: '外国人永久居留身份证' },
  newborn: { nationality: '中国', permit: null, situation: '新生儿', enrolmentHistory: '新参保' },
}

/**
 * The facts that the ledger itself tells of someone. The village's ledger lists who lives there and is not in employee
 * insurance; whoever it is otherwise with tells so, or is marked as departed. What the ledger does not hold stays not
 * told.
 */
export function factsOfResident(
  resident: Pick<ResidentDocument, '_id' | 'birthDate' | 'hukou' | 'idKind' | 'absent'>,
  sealing: Sealing,
): Facts {
  const { _id, birthDate, idKind, absent } = resident
  const hukou = openHukou(resident, sealing)
  return {
    birthDate: sealing.at(RESIDENTS, _id).open(birthDate, 'birthDate'),
    hukou: hukou === '' ? null : hukou,
    resident: absent?.why !== 'movedAway',
    employeeInsurance: absent?.why === 'employee' ? 'active' : 'none',
    ...BY_DOCUMENT[idKind],
  }
}

export function certificationsOf(
  { _id, categories }: Pick<ResidentDocument, '_id' | 'categories'>,
  sealing: Sealing,
): readonly Certification[] {
  return JSON.parse(sealing.at(RESIDENTS, _id).open(categories, 'categories')) as readonly Certification[]
}

/** @throws Refusal UNKNOWN_RESIDENT */
export async function requireResident(from: Parameters<typeof readResident>[0], id: string): Promise<Resident> {
  const resident = await readResident(from, id)
  if (resident !== null) return resident
  throw new Refusal({
    code: 'UNKNOWN_RESIDENT',
    message: '没有找到这个人，这次没有办理。请返回重新查找。',
    path: 'resident',
  })
}
