import type { FlawCode } from './entry'
import { FLAWS } from './entry'
import { householdByCode } from './households'
import { guessIdKind, normalisedNumber } from './identity-number'
import { isSameName } from './names'
import type { Resident } from './residents'
import { openResident, residentOfSameIdentity, residentByNumber, residentsOfHousehold, sealResident } from './residents'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { dayNumber } from '../../../rules'

/** 重: whether somebody else in the ledger is the same person, and where; null = nobody. */
export async function duplicateOf(db: Database, resident: Resident): Promise<FlawCode | null> {
  const other = await residentOfSameIdentity(db, resident)
  if (other === null) return (await isEnteredAsNewborn(db, resident)) ? 'CHILD_TWICE' : null
  if (other.id === resident.id) return null
  if (resident.idNumber === null) return 'NEWBORN_TWICE'
  return other.village === resident.village ? 'TWICE_HERE' : 'TWICE_ELSEWHERE'
}

/** A child with a number whom the household has as a newborn without one: to be completed, not entered again. */
async function isEnteredAsNewborn(
  db: Database,
  { id, household, idNumber, name, birthDate }: Resident,
): Promise<boolean> {
  if (idNumber === null) return false
  const members = await residentsOfHousehold(db, household)
  return members.some(
    (other) =>
      other.id !== id && other.idNumber === null && isSameName(other.name, name) && other.birthDate === birthDate,
  )
}

/** Where it is a use case of one entry. Who the other is, and where, is not told. */
export async function requireNoDuplicate(db: Database, resident: Resident): Promise<void> {
  const code = await duplicateOf(db, resident)
  if (code !== null) throw invalidEntry([code])
}

/** An entry that cannot be kept: every reason, the first one's code. */
export function invalidEntry(flaws: readonly FlawCode[]): Refusal {
  const blocking = flaws.filter((code) => FLAWS[code].blocks)
  const [first = 'NAME_MISSING'] = [...blocking, ...flaws]
  const words = (blocking.length > 0 ? blocking : [first])
    .map((code) => `${FLAWS[code].words}（${FLAWS[code].kind}）`)
    .join('；')
  return new Refusal({ code: first, message: `没有保存：${words}。`, path: 'entry' })
}

/** A number as it is compared, however it was typed. */
export const typedNumber = normalisedNumber

/**
 * Who has this number and this name; null = nobody. It does the same work whether the number is nobody's or the name is
 * another, so that how long it takes does not tell one from the other.
 */
export async function identify(db: Database, name: string, idNumber: string): Promise<Resident | null> {
  const found = await residentByNumber(db, guessIdKind(idNumber), idNumber)
  const person = found ?? openResident(nobody())
  return isSameName(person.name, name) && found !== null ? found : null
}

/** A newborn without a number, by name, day of birth and the household's code; null = nobody, or it was no day. */
export async function identifyNewborn(
  db: Database,
  name: string,
  birthDate: string,
  householdCode: string,
): Promise<Resident | null> {
  const day = birthDate.normalize('NFKC').replace(/^(\d{4})\D?(\d{2})\D?(\d{2})$/, '$1-$2-$3')
  if (dayNumber(day) === null) return null
  const household = await householdByCode(db, householdCode)
  return household === null
    ? null
    : residentOfSameIdentity(db, { ...NOBODY, household: household.id, birthDate: day, name })
}

/** One answer for whatever did not match, so that nobody learns who exists by trying. */
export function notMatched(): Refusal {
  return new Refusal({
    code: 'NOT_MATCHED',
    message:
      '姓名、证件号码和码对不上，没有办成。请对照身份证和户里的纸核对一遍；都没写错的，请到村（社区）经办人员处核对登记信息。',
  })
}

const NOBODY: Resident = {
  id: 'nobody',
  region: '',
  village: '',
  household: '',
  group: null,
  idKind: 'newborn',
  idNumber: null,
  name: '无名',
  sex: '女',
  birthDate: '1900-01-01',
  phone: null,
  address: null,
  categories: [],
  hukou: '',
  ground: 'hukou',
  absent: null,
  flaws: [],
}
let sealedNobody: ReturnType<typeof sealResident> | undefined
/** With as many seals to open as somebody. */
const nobody = () =>
  (sealedNobody ??= sealResident({ ...NOBODY, idNumber: '0'.repeat(18), phone: '0'.repeat(11), address: '无' }))
