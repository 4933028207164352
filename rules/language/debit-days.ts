import { addMonths, civilDay, dayNumber, monthStarts, type DayNumber } from '../calendar/civil-day'
import { isWorkingDay } from '../calendar/working-days'
import { RulesError } from './faults'
import type { ChannelRule } from './policy'
import type { CivilDay } from './words'

type Debit = NonNullable<ChannelRule['debit']>

/**
 * The days on which a bank debits for a year, one a month, from the summer before it to its end. Where the State
 * Council's notice of a year is not out yet, the days of that year are not known, and none is given.
 */
export function debitDays({ day, ifNotWorking }: Debit, year: number): CivilDay[] {
  const months = monthStarts(dayNumber(`${year - 1}-07-01`)!, dayNumber(`${year}-12-31`)!)
  return [...months].flatMap((month) => {
    const named = day === 'last' ? addMonths(month, 1) - 1 : month + day - 1
    return ifNotWorking === 'same' ? [civilDay(named)] : workingDay(named, ifNotWorking === 'next' ? 1 : -1)
  })
}

function workingDay(named: DayNumber, step: 1 | -1): CivilDay[] {
  try {
    let day = named
    while (!isWorkingDay(civilDay(day))) day += step
    return [civilDay(day)]
  } catch (fault) {
    if (fault instanceof RulesError && fault.code === 'HOLIDAYS_UNKNOWN') return []
    throw fault
  }
}
