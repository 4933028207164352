/**
 * What is left of a text when all is gone that people do not see or that programs put there: marks of text, invisible and
 * control characters, the many kinds of spaces, line ends.
 */
export function plainWords(text: string): string {
  return withoutMark(unescaped(text))
    .replace(INVISIBLE, '')
    .replace(/([\p{Script=Han}])[ \t]*[\r\n\u2028\u2029\v\f\u0085]+[ \t]*(?=\p{Script=Han})/gu, '$1')
    .replace(/[\s\u00a0\u0085\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .replace(CONTROLS, '')
    .trim()
}

/** The same for numbers and codes: full-width forms as plain ones, no spaces, capital letters. */
export function plainCode(text: string): string {
  return plainWords(plainWords(text).normalize('NFKC')).replace(/ /g, '').toUpperCase()
}

/** Characters that have no width, say how others stand, or fill a place. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e01ef}]/gu
/** Written so, as a linter takes these characters in a pattern for a slip. */
const CONTROLS = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]', 'g')

/** `_x000D_`: how workbooks write a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** `="0012"` and `'0012`: how people and programs keep a number from being taken for a quantity. */
function withoutMark(text: string): string {
  const inFormula = /^\s*="((?:[^"]|"")*)"\s*$/.exec(text)?.[1]
  if (inFormula !== undefined) return inFormula.replaceAll('""', '"')
  const at = text.search(/[^\s\u200b-\u200f\u202a-\u202e\ufeff\u00a0]/)
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
