import type { SheetCell } from '../sheet'
import { plainCode, plainWords, withDigits } from './words'

/** What a cell of days says. `from`: of whom it is known otherwise, as a number of an identity card says the birth. */
interface DayRead {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  day: string | null
  how: 'said' | 'besides' | 'unreadable'
}

const MS_A_DAY = 86_400_000
const SHANGHAI_AHEAD_MS = 8 * 3_600_000
/** 30 December 1899 as days since 1970: the day 0 of spreadsheets. */
const SERIAL_ZERO = -25_569
/** Mid-1927 to the end of 2100: what is smaller may be a year. */
const SERIALS = [10_000, 73_415] as const
const YEARS = [1800, 2199] as const

/**
 * A day as people and programs write it. What leaves out the century or the day (68.9.12, 1968年9月, 农历…) is no day by
 * itself: where the day is known `besides` and nothing speaks against it, that one is taken, and said to be.
 */
export function readDay(cell: SheetCell, besides: string | null): DayRead {
  const said = dayOfKind(cell) ?? dayIn(plainWords(cell.text))
  if (said !== null) return { day: said, how: 'said' }
  if (besides !== null && mayMean(cell, besides)) return { day: besides, how: 'besides' }
  return { day: null, how: 'unreadable' }
}

/** A day that the program kept as a number. */
function dayOfKind({ kind, serial, text }: SheetCell): string | null {
  if (kind === 'day') return /^\d{4}-\d{2}-\d{2}/.test(text) ? dayIn(text) : null
  if (kind !== 'number' || serial === undefined) return null
  return serial >= SERIALS[0] && serial < SERIALS[1] + 1 ? dayOfSerial(serial) : null
}

const dayOfSerial = (serial: number): string =>
  new Date((Math.floor(serial) + SERIAL_ZERO) * MS_A_DAY).toISOString().slice(0, 10)

const TIME = String.raw`(?:[ T]*(?:上午|下午|早上|晚上|凌晨|中午|AM|PM)? *\d{1,2}[:时点].*)?`
const WITH_SEPARATORS = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?${TIME}$`, 'i')
const TOGETHER = /^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?:\.0+)?$/
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i

function dayIn(words: string): string | null {
  const text = withDigits(words.normalize('NFKC').trim()).replace(/ *([-/.年月]) */g, '$1')
  if (WITH_ZONE.test(text)) return dayOfInstant(text)
  const parts = WITH_SEPARATORS.exec(text) ?? TOGETHER.exec(text)
  if (parts !== null) return civil(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0
  return serial >= SERIALS[0] && serial < SERIALS[1] + 1 ? dayOfSerial(serial) : null
}

function dayOfInstant(text: string): string | null {
  const instant = Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(instant) ? null : new Date(instant + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10)
}

function civil(year: number, month: number, date: number): string | null {
  const day = new Date(Date.UTC(year, month - 1, date))
  const isThere = day.getUTCFullYear() === year && day.getUTCMonth() === month - 1 && day.getUTCDate() === date
  return isThere && year >= YEARS[0] && year <= YEARS[1] ? day.toISOString().slice(0, 10) : null
}

/** Nothing that the cell does say is otherwise; of a day by the moon nothing can be compared. */
function mayMean(cell: SheetCell, besides: string): boolean {
  const [year, month, date] = besides.split('-').map(Number) as [number, number, number]
  const text = withDigits(plainWords(cell.text).normalize('NFKC')).replace(/ /g, '')
  if (/农历|阴历|旧历/.test(text)) return true
  const isYear = (said: number): boolean => said === year || (said < 100 && said === year % 100)
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  if (!/^\d{2,4}\D\d{1,2}(\D(\d{1,2}\D?)?)?$|^\d{1,2}\/\d{1,2}\/\d{2,4}$|^\d{6}$/.test(text)) return false
  if (/^\d{6}$/.test(text)) return text === besides.slice(0, 7).replace('-', '') || text === shortDay(besides)
  const [first = 0, second = 0, third] = numbers
  if (third === undefined) return isYear(first) && second === month
  const inOrder = isYear(first) && second === month && third === date
  const otherWays = isYear(third) && [first, second].sort().join() === [month, date].sort().join()
  return inOrder || otherWays
}

const shortDay = (day: string): string => day.slice(2).replaceAll('-', '')

/** Of an insured year as tax offices and villages write it: 2022, 2022年度, 202201, 2022-01-01至2022-12-31, 二〇二二年. */
export function readYear(cell: SheetCell): number | null {
  const { kind, serial } = cell
  // A year that a sheet shows as a day in 1905.
  if (kind === 'day' && serial !== undefined && isYear(serial)) return serial
  // 202201 is a month, and no day in the year 2453.
  if (kind === 'number' && serial !== undefined && serial >= FIRST_SERIAL && serial < SERIALS[1] + 1)
    return Number(dayOfSerial(serial).slice(0, 4))
  const text = withDigits(plainCode(cell.text)).replace(/\.0+$/, '')
  const parts = text.split(/[至到~—–]|-{2,}|-(?=20\d\d)/)
  const years = parts.map((part) => /^(20\d\d)(?=$|年|[-/.]|\d{2}(\D|$)|\d{4}(\D|$))/.exec(part)?.[1])
  const [first] = years
  return first !== undefined && years.every((year) => year === first) ? Number(first) : null
}

const isYear = (serial: number): boolean => Number.isInteger(serial) && serial >= 2000 && serial < 2100
/** 1 January 2000. */
const FIRST_SERIAL = 36_526
