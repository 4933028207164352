/**
 * The timers' expressions, as the platform reads them: seven fields (second minute hour day month weekday year) in
 * China's time, https://cloud.tencent.com/document/product/583/9708 and WeChat's 定时触发器,
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html
 *
 * When both day and weekday are restricted, either is enough. Weekdays by number start with Sunday as 0; an older
 * edition of WeChat's page said Monday, so names are safer. SCF's `? L W #` are refused: WeChat's page does not have
 * them.
 */
export interface Cron {
  /** The first moment after this one, in epoch milliseconds; null when there is none to the end of 2099. */
  after(moment: number): number | null
}

export class CronError extends Error {
  override readonly name = 'CronError'
}

interface FieldRule {
  name: string
  min: number
  max: number
  words?: readonly string[]
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const FIELDS = {
  second: { name: 'second', min: 0, max: 59 },
  minute: { name: 'minute', min: 0, max: 59 },
  hour: { name: 'hour', min: 0, max: 23 },
  day: { name: 'day', min: 1, max: 31 },
  month: { name: 'month', min: 1, max: 12, words: MONTHS },
  weekday: { name: 'weekday', min: 0, max: 6, words: WEEKDAYS },
  year: { name: 'year', min: 1970, max: 2099 },
} as const satisfies Record<string, FieldRule>

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
/** China keeps UTC+8 all year; the platform's timers know no other zone. */
const CHINA_OFFSET_MS = 8 * 3_600_000
const LAST_DAY = Date.UTC(2099, 11, 31)

export function readCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/)
  const [second, minute, hour, day, month, weekday, year] = parts
  if (parts.length !== 7 || !second || !minute || !hour || !day || !month || !weekday || !year) {
    throw new CronError(`a timer has 7 fields, not ${parts.length}: ${JSON.stringify(expression)}`)
  }
  const times = timesOfDay(
    valuesOf(hour, FIELDS.hour),
    valuesOf(minute, FIELDS.minute),
    valuesOf(second, FIELDS.second),
  )
  const isDay = dayTest({ day, month, weekday, year })
  return {
    after(moment) {
      const local = Math.floor(moment / SECOND_MS) * SECOND_MS + CHINA_OFFSET_MS
      for (let date = Math.floor(local / DAY_MS) * DAY_MS; date <= LAST_DAY; date += DAY_MS) {
        if (!isDay(new Date(date))) continue
        const time = firstAbove(times, local - date)
        if (time !== undefined) return date + time - CHINA_OFFSET_MS
      }
      return null
    },
  }
}

function timesOfDay(
  hours: ReadonlySet<number>,
  minutes: ReadonlySet<number>,
  seconds: ReadonlySet<number>,
): readonly number[] {
  return ascending(hours).flatMap((hour) =>
    ascending(minutes).flatMap((minute) =>
      ascending(seconds).map((second) => ((hour * 60 + minute) * 60 + second) * SECOND_MS),
    ),
  )
}

/** Halving, for there may be 86,400 of them. */
function firstAbove(sorted: readonly number[], bound: number): number | undefined {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) > bound) to = middle
    else from = middle + 1
  }
  return sorted[from]
}

function ascending(values: ReadonlySet<number>): readonly number[] {
  return [...values].sort((a, b) => a - b)
}

function dayTest(fields: Record<'day' | 'month' | 'weekday' | 'year', string>): (date: Date) => boolean {
  const days = valuesOf(fields.day, FIELDS.day)
  const months = valuesOf(fields.month, FIELDS.month)
  const weekdays = valuesOf(fields.weekday, FIELDS.weekday)
  const years = valuesOf(fields.year, FIELDS.year)
  const either = fields.day !== '*' && fields.weekday !== '*'
  return (date) => {
    if (!years.has(date.getUTCFullYear()) || !months.has(date.getUTCMonth() + 1)) return false
    const byDay = days.has(date.getUTCDate())
    const byWeekday = weekdays.has(date.getUTCDay())
    return either ? byDay || byWeekday : byDay && byWeekday
  }
}

function valuesOf(field: string, rule: FieldRule): ReadonlySet<number> {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [range = '', step, ...rest] = part.split('/')
    if (rest.length > 0) throw unreadable(part, rule)
    const every = step === undefined ? 1 : wholeNumber(step, part, rule)
    if (every < 1) throw unreadable(part, rule)
    const [from, to] = boundsOf(range, step !== undefined, part, rule)
    for (let value = from; value <= to; value += every) values.add(value)
  }
  return values
}

/** `*`, `5`, `1-15`; with a step, `5` is `5` to the end of the field. */
function boundsOf(range: string, stepped: boolean, part: string, rule: FieldRule): [number, number] {
  if (range === '*') return [rule.min, rule.max]
  const [first = '', last, ...rest] = range.split('-')
  if (rest.length > 0) throw unreadable(part, rule)
  const from = valueOf(first, part, rule)
  const to = last === undefined ? (stepped ? rule.max : from) : valueOf(last, part, rule)
  if (from > to) throw unreadable(part, rule)
  return [from, to]
}

function valueOf(text: string, part: string, rule: FieldRule): number {
  const word = rule.words?.indexOf(text.toUpperCase()) ?? -1
  const value = word >= 0 ? word + rule.min : wholeNumber(text, part, rule)
  if (value < rule.min || value > rule.max) throw unreadable(part, rule)
  return value
}

function wholeNumber(text: string, part: string, rule: FieldRule): number {
  if (!/^\d{1,4}$/.test(text)) throw unreadable(part, rule)
  return Number(text)
}

function unreadable(part: string, rule: FieldRule): CronError {
  return new CronError(
    `${JSON.stringify(part)} is no ${rule.name} of a timer (${rule.min} to ${rule.max}, with , - * /)`,
  )
}
