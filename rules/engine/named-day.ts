import type { DayNumber } from '../calendar/civil-day'
import { addMonths } from '../calendar/civil-day'
import type { Length, NamedDay } from '../language/condition'
import type { FactName } from '../language/facts'
import type { CaseState } from './moment'
import type { Person } from './person'

const FACT_OF: Readonly<
  Record<Exclude<NamedDay, 'paid' | 'arrived'>, { fact: FactName; of: (p: Person) => DayNumber | null | undefined }>
> = {
  birth: { fact: 'birthDate', of: (p) => p.birth },
  event: { fact: 'situationDate', of: (p) => p.event },
  schoolStart: { fact: 'schoolStart', of: (p) => p.schoolStart },
  previousPayment: { fact: 'previousPayment', of: (p) => p.previousPayment },
}

/**
 * A day that rules start from; undefined when it was not told (and noted as missing), null when there is none.
 * Money is taken to arrive on the day it is paid until another day is told.
 */
export function namedDay(name: NamedDay, m: CaseState): DayNumber | null | undefined {
  if (name === 'paid') return m.payment()
  if (name === 'arrived') {
    const paid = m.payment()
    const { arrival } = m.person
    // Money does not arrive before it is paid.
    return arrival == null || paid === undefined ? (arrival ?? paid) : Math.max(arrival, paid)
  }
  const { fact, of } = FACT_OF[name]
  const day = of(m.person)
  // Every school has a first day: whoever names none does not know it.
  const unknown = day === undefined || (day === null && name === 'schoolStart')
  if (unknown) m.presumed(fact)
  return unknown ? undefined : day
}

export function later(day: DayNumber, { count, unit }: Length, keepMonthEnd = false): DayNumber {
  return unit === 'days' ? day + count : addMonths(day, count, keepMonthEnd)
}
