import { nearest } from './nearest'
import type { Shape } from './schema-shape'
import { isCalled } from './word-glosses'

/** Conditions that ask for some (`any`) or for none, not for yes or no. */
const MAY_BE_ABSENT = ['student', 'institution', 'cashTo', 'situation', 'subsidised']

/** What an author may have meant by a value that has no allowed form; each is tried against the schema. */
export function meantValues(value: unknown, shapes: readonly Shape[], key: string): unknown[] {
  if (typeof value === 'boolean' && key === 'employeeInsurance') return [value ? 'active' : 'none']
  if (typeof value === 'boolean')
    return (MAY_BE_ABSENT.includes(key) ? ['any', 'none'] : ['yes', 'no']).slice(value ? 0 : 1)
  if (typeof value === 'number') return [String(value), `${value} days`, [value], { atLeast: value, on: 'paid' }]
  if (Array.isArray(value)) return value.length === 1 ? [value[0]] : []
  return typeof value === 'string' ? meantByText(value.trim(), shapes) : []
}

const WORDS: Readonly<Record<string, readonly unknown[]>> = {
  全额: ['full'],
  全额资助: ['full'],
  是: ['yes', true],
  否: ['no', false],
  不是: ['no', false],
  有: ['yes', true],
  没有: ['none', 'no', null],
  无: ['none', null],
  yes: [true],
  no: [false],
  true: ['yes'],
  false: ['no'],
}

const two = (digits: string): string => digits.padStart(2, '0')

function meantByText(text: string, shapes: readonly Shape[]): unknown[] {
  const found: unknown[] = [...(WORDS[text] ?? [])]
  const money = /^(\d+(?:\.\d+)?)\s*元?(?:\/人|每人)?(?:\/年|每年)?$/.exec(text)
  if (money) found.push(Number(money[1]))
  const length = /^(\d+)\s*(天|日|days?|个?月|months?)$/i.exec(text)
  if (length) found.push(`${length[1]} ${/天|日|day/i.test(length[2]!) ? 'days' : 'months'}`)
  const percent = /^(?:百分之)?(\d+(?:\.\d+)?)\s*[%％]?$/.exec(text)
  // Fifty percent, not fifty yuan: the number alone only where a percentage stands already.
  if (percent) found.push({ percent: Number(percent[1]), of: 'contribution' }, Number(percent[1]))
  const day = /^(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?$/.exec(text)
  if (day) found.push(`${day[1]}-${two(day[2]!)}-${two(day[3]!)}`)
  const figures = chineseNumber(text)
  if (figures !== null) found.push(figures)
  const glossed = shapes.flatMap((shape) => shape.enum ?? (shape.const === undefined ? [] : [shape.const]))
  found.push(...glossed.filter((word) => isCalled(word, text)))
  const words = shapes.flatMap((shape) => [...(shape.enum ?? []), ...(shape.const === undefined ? [] : [shape.const])])
  const near = nearest(
    text,
    words.filter((word) => typeof word === 'string'),
  )
  return [...found, ...(near === null ? [] : [near]), [text]]
}

const DIGITS = '零一二三四五六七八九'
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 四百 and 二〇二六 in figures; null = no number. */
function chineseNumber(text: string): number | null {
  const letters = [...text.replace(/元$/, '').replace(/〇/g, '零').replace(/两/g, '二')]
  if (letters.length === 0 || !letters.every((one) => DIGITS.includes(one) || one in PLACES)) return null
  if (letters.every((one) => DIGITS.includes(one))) return Number(letters.map((one) => DIGITS.indexOf(one)).join(''))
  let [sum, digit] = [0, 0]
  for (const one of letters) {
    if (one in PLACES) [sum, digit] = [sum + (digit || 1) * PLACES[one]!, 0]
    else digit = DIGITS.indexOf(one)
  }
  return sum + digit
}

/** A value as one writes it in the file. */
export function inYaml(value: unknown): string {
  if (typeof value === 'string')
    return /^(yes|no|true|false|null|[\d-].*)?$/.test(value) && !isPlain(value) ? `"${value}"` : value
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inside]) => `${key}: ${inYaml(inside)}`)
      .join(', ')} }`
  return String(value)
}

/** Days and lengths need no quotation marks. */
const isPlain = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$|^\d+ (days|months)$/.test(text)
