import { dayNumber } from '../../rules'
import type { Database } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { likelyKind, normalisedNumber } from './identity-document'
import { householdByCode } from './records/households'
import { openResident, residentAlike, residentByNumber, sealResident } from './records/residents'
import type { Resident } from './records/residents'

/** A number as it is compared, however it was typed. */
export const typedNumber = normalisedNumber

/** A name as it is compared: blanks, width and the many dots between a foreign name's parts do not count. */
export function comparedName(name: string): string {
  return name.normalize('NFKC').replace(/[·•・‧∙.．﹒]/g, '·').replace(/\s/g, '').toUpperCase()
}

/**
 * Who has this number and this name; null = nobody. It does the same work whether the number is nobody's or the name is
 * another, so that how long it takes does not tell one from the other.
 */
export async function identify(db: Database, name: string, idNumber: string): Promise<Resident | null> {
  const found = await residentByNumber(db, likelyKind(idNumber), idNumber)
  const person = found ?? openResident(nobody())
  return comparedName(person.name) === comparedName(name) && found !== null ? found : null
}

/** A newborn without a number, by name, day of birth and the household's code; null = nobody, or it was no day. */
export async function identifyNewborn(db: Database, name: string, birthDate: string, householdCode: string): Promise<Resident | null> {
  const day = birthDate.normalize('NFKC').replace(/^(\d{4})\D?(\d{2})\D?(\d{2})$/, '$1-$2-$3')
  if (dayNumber(day) === null) return null
  const household = await householdByCode(db, householdCode)
  return household === null ? null : residentAlike(db, { ...NOBODY, household: household.id, birthDate: day, name })
}

/** One answer for whatever did not match, so that nobody learns who exists by trying. */
export function notMatched(): Refusal {
  return new Refusal({
    code: 'NOT_MATCHED',
    message: '姓名、证件号码和码对不上，没有办成。请对照身份证和户里的纸核对一遍；都没写错的，请到村（社区）经办人员处核对登记信息。',
  })
}

const NOBODY: Resident = {
  id: 'nobody', region: '', village: '', household: '', group: null, idKind: 'newborn', idNumber: null, name: '无名', sex: '女', birthDate: '1900-01-01',
  phone: null, address: null, categories: [], hukou: '', ground: 'hukou', absent: null, flaws: [],
}
let sealedNobody: ReturnType<typeof sealResident> | undefined
/** With as many seals to open as somebody. */
const nobody = () => (sealedNobody ??= sealResident({ ...NOBODY, idNumber: '0'.repeat(18), phone: '0'.repeat(11), address: '无' }))
