import type { IdKind } from './documents'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber } from '../../../rules'

/**
 * Numbers of identity documents, and what they say of their holder.
 *
 * - Resident ID, 18 characters: area 6, birth 8, order 3 (odd for men), check digit of ISO 7064 MOD 11-2 (GB 11643-1999).
 *   The 15 digits of the first generation hold no more since 2013.
 * - Residence permit of Hong Kong, Macao and Taiwan residents: the same make, with 810000, 820000 or 830000 for the area
 *   (港澳台居民居住证申领发放办法, 国办发〔2018〕81号).
 * - Foreigner's permanent residence card: three letters and twelve digits; on cards of December 2023 and later 18
 *   characters that begin with 9 and end with the same check digit (国家移民管理局《新版外国人永久居留身份证机读信息规则》,
 *   as printed at http://www.eastcoms.com/service/pro/840.html). What their middle means is not made out there beyond
 *   doubt, so no birth or sex is read from it.
 */
type NumberedKind = Exclude<IdKind, 'newborn'>

type NumberFault = 'ID_FORM' | 'ID_OLD' | 'ID_KIND' | 'ID_DAY' | 'ID_CHECK_DIGIT'

export interface NumberReading {
  /** As it is kept and compared: half-width, no spaces, capital letters. */
  number: string
  /** The first thing that is wrong with it; null = well made. */
  fault: NumberFault | null
  /** What the number says; null = it says nothing of it. */
  birthDate: CivilDay | null
  sex: '男' | '女' | null
}

/** No place on earth: made-up people of tests and demonstrations have their numbers there. */
const NOWHERE = '990000'
const PERMIT_AREAS = ['810000', '820000', '830000']
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_DIGITS = '10X98765432'
const EIGHTEEN = /^\d{17}[\dX]$/
const FIRST_GENERATION = /^\d{15}$/
const FOREIGNER_OLD = /^[A-Z]{3}\d{12}$/

/** How a number is kept, however it was typed. */
export function normalisedNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

export function readIdentityNumber(kind: NumberedKind, typed: string): NumberReading {
  const number = normalisedNumber(typed)
  if (kind === 'foreigner') return readForeigner(number)
  if (FIRST_GENERATION.test(number)) return faulty(number, 'ID_OLD')
  if (FOREIGNER_OLD.test(number)) return faulty(number, 'ID_KIND')
  if (!EIGHTEEN.test(number)) return faulty(number, 'ID_FORM')
  if (kindOf18(number) !== kind) return faulty(number, 'ID_KIND')
  const birthDate = birthIn(number)
  if (birthDate === null) return faulty(number, 'ID_DAY')
  return {
    number,
    birthDate,
    sex: Number(number[16]) % 2 === 1 ? '男' : '女',
    fault: hasCheckDigit(number) ? null : 'ID_CHECK_DIGIT',
  }
}

/** What a program leaves of a number that it took for a quantity: its last three digits are noughts. */
export const endsInNoughts = (number: string): boolean => /^\d{15}000$/.test(number)

/** It ends so and cannot be a number. */
export const isRounded = (number: string): boolean =>
  endsInNoughts(number) && readIdentityNumber('residentId', number).fault !== null

/** The kind that a number looks like; for spreadsheets, which seldom say it. */
export function guessIdKind(typed: string): NumberedKind {
  const number = normalisedNumber(typed)
  if (FOREIGNER_OLD.test(number)) return 'foreigner'
  return EIGHTEEN.test(number) ? kindOf18(number) : 'residentId'
}

function readForeigner(number: string): NumberReading {
  const saysNothing = { number, birthDate: null, sex: null }
  if (FOREIGNER_OLD.test(number)) return { ...saysNothing, fault: null }
  if (!EIGHTEEN.test(number)) return faulty(number, 'ID_FORM')
  if (kindOf18(number) !== 'foreigner') return faulty(number, 'ID_KIND')
  return { ...saysNothing, fault: hasCheckDigit(number) ? null : 'ID_CHECK_DIGIT' }
}

function kindOf18(number: string): NumberedKind {
  if (PERMIT_AREAS.includes(number.slice(0, 6))) return 'hkMacaoTaiwan'
  return number.startsWith('9') && !number.startsWith(NOWHERE) ? 'foreigner' : 'residentId'
}

function faulty(number: string, fault: NumberFault): NumberReading {
  return { number, fault, birthDate: null, sex: null }
}

/** Nobody alive was born before. */
const FIRST_BIRTH = dayNumber('1900-01-01')!

/** A day there was: `dayNumber` takes no 31 February. */
function birthIn(number: string): CivilDay | null {
  const day = dayNumber(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  return day === null || day < FIRST_BIRTH ? null : civilDay(day)
}

function hasCheckDigit(number: string): boolean {
  const sum = WEIGHTS.reduce((all, weight, i) => all + weight * Number(number[i]), 0)
  return CHECK_DIGITS[sum % 11] === number[17]
}
