import type { IdKind, ResidentDocument } from './documents'
import { guessIdKind } from './identity-number'
import { bareHeading, plainCode, readCell } from '../../platform/files'

/** What the words of a column say, however a clerk or a program has written them. */

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

/** GB/T 2261.1 (as told by its users; not seen in full): 1 and 2; 0 and 9 say that it is not known. */
const SEXES: ReadonlyMap<string, string | null> = new Map([
  ['1', '男'],
  ['2', '女'],
  ['0', null],
  ['9', null],
])

export function readSex(words: string | null): string | null {
  if (words === null) return null
  const code = plainCode(words)
  const known = SEXES.get(code)
  return known === undefined ? words.replace(/性$/, '') : known
}

/** Numbers of phones lose their first zero in a number cell; a mobile has none. */
export function readPhone(code: string | null): string | null {
  return code === null
    ? null
    : code
        .normalize('NFKC')
        .replace(/^(\+|00)86[- ]?/, '')
        .replace(/[ ]/g, '')
}

/**
 * Which of a column's relations are the head of a household's: by the words of villages and of the public security,
 * and by GB/T 4761 (as told by its users; not seen in full). It has two sets of codes: of two digits, 01 oneself and
 * 02 the head, which lose their nought in a sheet; and of one, in which 0 is the head, 1 the spouse and 2 a son. A
 * nought alone, or a single digit above 2, says that it is the latter; then neither 1 nor 2 is anybody's head.
 */
export function headRelations(all: readonly (string | null)[]): (words: string | null) => boolean {
  const codes = new Set(all.flatMap((words) => (words === null ? [] : [plainCode(words)])))
  const hasLong = [...codes].some((code) => /^\d\d$/.test(code))
  const isOneDigit = !hasLong && [...codes].some((code) => /^(0|[3-9])$/.test(code))
  const heads = isOneDigit ? ONE_DIGIT_HEAD : TWO_DIGIT_HEAD
  return (words) => words !== null && (HEAD_WORDS.test(plainCode(words)) || heads.test(plainCode(words)))
}

const HEAD_WORDS = /^(户主|本人|本人或户主|户主本人|户主或本人|本人\(户主\)|户主\(本人\)|本人\/户主|户主\/本人)$/
const ONE_DIGIT_HEAD = /^0$/
const TWO_DIGIT_HEAD = /^(0?1|0?2)$/

/** A village group in one spelling: 3组 for 第三组, 三组, 3; what is no number stays as it is written. */
export function normalisedGroup(words: string): string {
  const found = /^第?([\d〇零一二两三四五六七八九十百]+)(?:村民)?(小组|组|社|队)?$/.exec(plainCode(words))
  const number = found === null ? null : readCell({ text: found[1]!, kind: 'text' }, 'count').value
  if (number === null) return words
  const kind = found![2] ?? '组'
  return `${number}${kind === '小组' ? '组' : kind}`
}

/** A name of a place without spaces and without what stands in brackets. */
export const normalisedHeading = bareHeading
