/**
 * What is left of a text when all is gone that people do not see or that programs put there: marks of text, invisible
 * and control characters, the many kinds of spaces, line ends.
 */
export function plainWords(text: string): string {
  if (PLAIN.test(text)) return text
  return withoutMark(seen(unescaped(text)))
    .replace(/([\p{Script=Han}])[ \t]*[\r\n\u2028\u2029\v\f\u0085]+[ \t]*(?=\p{Script=Han})/gu, '$1')
    .replace(/[\s\u00a0\u0085\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .trim()
}

/** Most cells: a hundred thousand rows need not be looked through for what they have not. */
const PLAIN = /^[!-&(-<>-^a-~\u00b7\u3400-\u9fff\uff01-\uff06\uff08-\uff5e]+$/
const PLAIN_CODE = /^[0-9A-Z]+$/

/** The same for numbers and codes: full-width forms as plain ones, no spaces, capital letters. */
export function plainCode(text: string): string {
  if (PLAIN_CODE.test(text)) return text
  return plainWords(plainWords(text).normalize('NFKC')).replace(/ /g, '').toUpperCase()
}

/**
 * Characters that nobody sees: controls, and what has no width, says how others stand, or fills a place. From, to; line
 * ends and tabs are spaces and not among them.
 */
const UNSEEN: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe01ef],
]
const ALL_SEEN = /^[\u0020-\u007e\u00b7\u3400-\u9fff\uff00-\uff5e]*$/

function seen(text: string): string {
  if (ALL_SEEN.test(text)) return text
  const isSeen = (code: number): boolean => !UNSEEN.some(([from, to]) => code >= from && code <= to)
  return [...text].filter((char) => isSeen(char.codePointAt(0)!)).join('')
}

/** `_x000D_`: how workbooks write a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** `="0012"` and `'0012`: how people and programs keep a number from being taken for a quantity. */
function withoutMark(text: string): string {
  const inFormula = /^\s*="((?:[^"]|"")*)"\s*$/.exec(text)?.[1]
  if (inFormula !== undefined) return inFormula.replaceAll('""', '"')
  const at = text.search(/\S/)
  return at !== -1 && MARKS.has(text[at]!) ? text.slice(at + 1) : text
}
const MARKS: ReadonlySet<string> = new Set(["'", '‘', '’', '＇', '`'])

/** Characters that no two machines show alike, or that are lost: of the private areas, and U+FFFD. */
export const hasUnknownCharacter = (text: string): boolean => /[\p{Co}\ufffd]/u.test(text)

/** What a spreadsheet program would run, were it in one. */
export const looksLikeFormula = (text: string): boolean => /^[=+@]|^-(?!\d)/.test(text.normalize('NFKC').trim())

const DIGITS = new Map<string, number>(
  [...'〇一二三四五六七八九']
    .map((char, value) => [char, value] as [string, number])
    .concat(
      [...'零壹贰叁肆伍陆柒捌玖'].map((char, value) => [char, value]),
      [
        ['○', 0],
        ['Ｏ', 0],
        ['两', 2],
        ['貳', 2],
        ['弐', 2],
        ['參', 3],
        ['陸', 6],
      ],
    ),
)
const UNITS = new Map<string, number>([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1_000],
  ['仟', 1_000],
  ['万', 10_000],
  ['萬', 10_000],
])

/** A whole number in Chinese numerals, by places (二〇二二) or with units (三百二十); null = it is none. */
export function chineseNumber(text: string): number | null {
  const chars = [...text]
  if (chars.length === 0 || chars.length > 16) return null
  if (chars.every((char) => DIGITS.has(char)))
    return chars.length > 9 ? null : chars.reduce((sum, char) => sum * 10 + DIGITS.get(char)!, 0)
  let [total, section, digit, lastUnit] = [0, 0, null as number | null, Infinity]
  for (const char of chars) {
    const [value, unit] = [DIGITS.get(char), UNITS.get(char)]
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = value
    } else if (unit === undefined) return null
    else if (unit === 10_000) {
      total = (section + (digit ?? 0)) * unit
      ;[section, digit, lastUnit] = [0, null, Infinity]
    } else {
      if (unit >= lastUnit || (digit === null && unit !== 10)) return null
      section += (digit ?? 1) * unit
      ;[digit, lastUnit] = [null, unit]
    }
  }
  return total + section + (digit ?? 0)
}

/** Chinese numerals in a text as digits, each run by itself: 二〇二二年十二月 as 2022年12月. */
export function withDigits(text: string): string {
  return text.replace(/[〇零○一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾百佰千仟万]+/g, (run) => {
    const value = chineseNumber(run)
    return value === null ? run : String(value)
  })
}
