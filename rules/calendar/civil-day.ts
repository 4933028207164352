import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import type { CivilDay } from '../language/words'

dayjs.extend(utc)

/**
 * Days since 1970-01-01 of a civil day in Asia/Shanghai. An integer, so that comparing and adding days is
 * plain arithmetic; no time zone and no hour can creep in.
 */
export type DayNumber = number

const MS_PER_DAY = 86_400_000
const FORM = /^\d{4}-\d{2}-\d{2}$/
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Date.UTC takes years below 100 for the twentieth century's. */
const FIRST_YEAR = 1000

const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Reads `YYYY-MM-DD`; null when the text is no such day (2022-02-30, 2022-2-3, an instant). */
export function dayNumber(text: string): DayNumber | null {
  if (!FORM.test(text)) return null
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const date = Number(text.slice(8))
  const length = month === 2 && leap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
  if (year < FIRST_YEAR || date < 1 || date > length) return null
  return Date.UTC(year, month - 1, date) / MS_PER_DAY
}

export function civilDay(n: DayNumber): CivilDay {
  return new Date(n * MS_PER_DAY).toISOString().slice(0, 10)
}

/** A civil day as people write it: 2022年4月1日. */
export function inWords(n: DayNumber): string {
  const d = dayjs.utc(n * MS_PER_DAY)
  return `${d.year()}年${d.month() + 1}月${d.date()}日`
}

/**
 * Calendar months later, clamped to the month's end: 08-31 + 3 → 11-30.
 * `keepMonthEnd`: the last day of a month leads to the last day of a month: 02-28 + 3 → 05-31.
 */
export function addMonths(n: DayNumber, months: number, keepMonthEnd = false): DayNumber {
  // By hand: a county's night asks for a million birthdays, and dayjs takes ten times as long.
  const from = new Date(n * MS_PER_DAY)
  const [year, month, date] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()]
  const last = lastDate(year, month + months)
  const endsMonth = keepMonthEnd && date === lastDate(year, month)
  return Date.UTC(year, month + months, endsMonth ? last : Math.min(date, last)) / MS_PER_DAY
}

/** Of a month counted from January as 0; 12 is the January that follows. */
function lastDate(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

/** The birthday on which a person turns `years`; 29 February counts as 28 February in other years. */
export function birthday(birth: DayNumber, years: number): DayNumber {
  return addMonths(birth, years * 12)
}

export function dayOfMonth(n: DayNumber): number {
  return new Date(n * MS_PER_DAY).getUTCDate()
}

/** First days of all months that touch the range. */
export function monthStarts(from: DayNumber, to: DayNumber): DayNumber[] {
  const starts: DayNumber[] = []
  for (let n = from - dayOfMonth(from) + 1; n <= to; n = addMonths(n, 1)) starts.push(n)
  return starts
}

/** Today in Asia/Shanghai, from an instant that the caller brings (time is always an argument). */
export function shanghaiDay(epochMs: number): CivilDay {
  const SHANGHAI_AHEAD_MS = 8 * 3_600_000
  return civilDay(Math.floor((epochMs + SHANGHAI_AHEAD_MS) / MS_PER_DAY))
}
