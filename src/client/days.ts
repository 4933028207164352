import { hearTime, lastHeard, markNow, serverTime } from './clock'

/** Days as a screen needs them. A day is `YYYY-MM-DD` in Asia/Shanghai, never an instant. */
const MS_PER_DAY = 86_400_000
const SHANGHAI_AHEAD_MS = 8 * 3_600_000

/** The day by the phone's own clock, which may run as it likes. */
export function phoneDay(): string {
  return dayOf(Date.now())
}

/** The civil day of an instant, in Asia/Shanghai. */
export const dayOf = (ms: number): string => new Date(ms + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10)

/** Days by which the server's calendar is before the phone's, where it has told the day and no time. */
let ahead = 0

/** Of a page in a browser that a demonstration of another year has served: its time then. */
function hearServingTime(): void {
  if (process.env.TARO_ENV !== 'h5' || typeof document === 'undefined') return
  const at = document.querySelector('meta[name="served-at"]')?.getAttribute('content') ?? null
  if (at !== null) hearTime(Number(at))
}
hearServingTime()

/**
 * The server said what day it is: forms go by it, be the phone's clock wrong or the server a demonstration of
 * another year.
 */
export function tellServerDay(day: string): void {
  ahead = daysFromTo(phoneDay(), day)
}

/** Today: the server's, as far as it was ever heard, however the phone's clock was set since; else the phone's. */
export function today(): string {
  const time = serverTime(markNow(), lastHeard())
  return time === null ? addDays(phoneDay(), ahead) : dayOf(time)
}

function dayCount(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY
}

/** The day `year-month-day`, or null when the calendar has no such day (2022-02-30). */
export function realDay(year: number, month: number, day: number): string | null {
  if (![year, month, day].every(Number.isInteger) || year < 1000 || year > 9999) return null
  const text = `${year}-${twoDigits(month)}-${twoDigits(day)}`
  const count = dayCount(text)
  return Number.isNaN(count) || new Date(count * MS_PER_DAY).toISOString().slice(0, 10) !== text ? null : text
}

export function isRealDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && realDay(...partsOf(text)) === text
}

export function partsOf(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

/** 2022-04-01 → 2022年4月1日. */
export function dayInWords(day: string): string {
  const [year, month, date] = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** 2021年9月1日至12月25日: the year said once where it is the same. No end: 2022年1月1日起. */
export function saySpan(from: string, to: string | null): string {
  if (to === null) return `${dayInWords(from)}起`
  if (from === to) return dayInWords(from)
  const end = dayInWords(to)
  return `${dayInWords(from)}至${from.slice(0, 4) === to.slice(0, 4) ? end.slice(5) : end}`
}

export function daysFromTo(from: string, to: string): number {
  return dayCount(to) - dayCount(from)
}

export function addDays(day: string, days: number): string {
  return new Date((dayCount(day) + days) * MS_PER_DAY).toISOString().slice(0, 10)
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
