import type { IdKind, ResidentDocument } from './documents'
import type { FlawCode } from './entry'
import { guessIdKind, readIdentityNumber } from './identity-number'
import type { SheetCell } from '../../platform/files'
import { civilDay, dayNumber } from '../../../rules'

/** What a cell of each kind of column says, however a clerk or a program has written it. */

/** 30 December 1899: the day 0 of spreadsheets, counting their 29 February 1900. */
const SERIAL_ZERO = dayNumber('1899-12-30')!
/** 1 January 1901 to the end of 2100; what is smaller is a year, what is larger a day written together. */
const SERIALS = [367, 73_415] as const

/** `YYYY-MM-DD` where the text says a day, else the text. */
export function readDayText({ text }: SheetCell): string {
  const trimmed = text.normalize('NFKC').trim()
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d.*)?$/.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed)
  if (parts) return `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
  const serial = /^\d{3,5}(\.\d+)?$/.test(trimmed) ? Math.floor(Number(trimmed)) : 0
  return serial >= SERIALS[0] && serial <= SERIALS[1] ? civilDay(SERIAL_ZERO + serial) : trimmed
}

const DIGITS_OF_A_DOUBLE = 15

/** A number of more than 15 digits that a program took for a quantity is not what was typed any more, in text too. */
export function hasLostDigits({ text, kind }: SheetCell): boolean {
  const number = text.normalize('NFKC').trim()
  if (kind === 'number') return number.length > DIGITS_OF_A_DOUBLE
  const rounded = /^\d{15}000$/.test(number) && readIdentityNumber('residentId', number).fault !== null
  return rounded || /^\d(\.\d+)?E\+?\d+$/i.test(number)
}

const KIND_WORDS: readonly (readonly [RegExp, IdKind])[] = [
  [/新生|无证|没有|出生/, 'newborn'],
  [/港|澳|台/, 'hkMacaoTaiwan'],
  [/外国|永久居留/, 'foreigner'],
  [/身份证|身份号码/, 'residentId'],
]

/** As the column says, else as the number looks. */
export function readIdKind(words: string | null, idNumber: string | null): IdKind {
  const said = words === null ? undefined : KIND_WORDS.find(([pattern]) => pattern.test(words))
  return said?.[1] ?? guessIdKind(idNumber ?? '')
}

export function readGround(words: string | null): ResidentDocument['ground'] {
  return words !== null && /居住/.test(words) ? 'residence' : 'hukou'
}

export function readSex(words: string | null): string | null {
  return words === null ? null : words.replace(/性$/, '')
}

/** Numbers of phones lose their first zero in a number cell; a mobile has none. */
export function readPhone(words: string | null): string | null {
  return words === null
    ? null
    : words
        .normalize('NFKC')
        .replace(/^(\+|00)86[- ]?/, '')
        .replace(/[ ]/g, '')
}

export const isHeadRelation = (words: string | null): boolean => words !== null && /^(户主|本人)$/.test(words)

/** Faults of single cells, before the entry is examined. */
export function cellFaults(cells: readonly (SheetCell | null)[], idNumber: SheetCell | null): FlawCode[] {
  const failed = cells.some((cell) => cell?.kind === 'error')
  return [
    ...(failed ? ['CELL_ERROR' as const] : []),
    ...(idNumber !== null && hasLostDigits(idNumber) ? ['ID_LOST_DIGITS' as const] : []),
  ]
}

/** A name of a place or a heading without spaces and without what stands in brackets. */
export function normalisedHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:]/g, '')
}
