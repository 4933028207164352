import { readDay } from '../language/facts'
import { RulesError } from '../language/faults'
import type { CivilDay } from '../language/words'
import { civilDay, dayNumber, type DayNumber } from './civil-day'
import { HOLIDAY_NOTICES } from './holidays'

const YEARS = HOLIDAY_NOTICES.map(({ year }) => year)

/** Days that are otherwise than their weekday says: true = worked. */
const SET = new Map<DayNumber, boolean>()
for (const { off, work } of HOLIDAY_NOTICES) {
  for (const [from, to] of off) for (let n = dayNumber(from)!; n <= dayNumber(to)!; n++) SET.set(n, false)
  for (const day of work) SET.set(dayNumber(day)!, true)
}

/** 1970-01-01 was a Thursday. */
const atWeekend = (n: DayNumber): boolean => [0, 6].includes((n + 4) % 7)

function works(n: DayNumber): boolean {
  const day = civilDay(n)
  const year = Number(day.slice(0, 4))
  if (!YEARS.includes(year)) {
    throw new RulesError(
      'HOLIDAYS_UNKNOWN',
      `算工作日要用${year}年的放假安排，这里只有${YEARS[0]}年到${YEARS.at(-1)}年的。请先把国务院办公厅${year}年的放假通知加进来。`,
      'day',
      day,
    )
  }
  return SET.get(n) ?? !atWeekend(n)
}

/**
 * Whether people work on this day in China: weekends, holidays and make-up days as the State Council's notices say.
 * @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE, HOLIDAYS_UNKNOWN (no notice for that year is at hand)
 */
export function isWorkingDay(day: CivilDay): boolean {
  return works(dayNumber(readDay(day, 'day'))!)
}

/**
 * The `count`-th working day after a day, which itself is not counted. `count` is a whole number from 1.
 * @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE, HOLIDAYS_UNKNOWN
 */
export function workingDaysAfter(day: CivilDay, count: number): CivilDay {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`${count} working days cannot be counted: give a whole number from 1`)
  let n = dayNumber(readDay(day, 'day'))!
  for (let left = count; left > 0;) if (works(++n)) left--
  return civilDay(n)
}
