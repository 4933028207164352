import { addMonths, birthday, dayNumber, monthStarts, type DayNumber } from '../calendar/civil-day'
import type { NamedDay, Policy } from '../language/policy'
import { boundariesOf } from './boundaries'
import { usualPeriod } from './conditions'
import { decisionState } from './fields'
import { outline, type Outline } from './judge'
import { later } from './named-day'
import type { Person } from './person'
import type { Rulebook } from './rulebook'

/** A stretch of days of payment on which the same clauses decide. */
export interface Segment {
  from: DayNumber
  to: DayNumber
  outline: Outline
}

const dayNamed = (person: Person, name: NamedDay): DayNumber | null | undefined =>
  ({
    birth: person.birth,
    event: person.event,
    schoolStart: person.schoolStart,
    previousPayment: person.previousPayment,
    paid: null,
    arrived: person.arrival,
  })[name]

/** The eve of the first day that the notice speaks of. */
export const dayBeforeSeason = (policy: Policy): DayNumber => Math.min(...boundariesOf(policy).fixed) - 1

/** All days in the range on which this person's answer may turn. */
export function changeDays(policy: Policy, person: Person, from: DayNumber, to: DayNumber): DayNumber[] {
  const { fixed, monthDays, ages, lengths } = boundariesOf(policy)
  const days = new Set<DayNumber>(fixed)
  if (monthDays.size > 0)
    for (const first of monthStarts(from, to))
      for (const d of monthDays) days.add(d > 31 ? addMonths(first, 1) : first + d - 1)
  if (person.birth != null) for (const years of ages) days.add(birthday(person.birth, years))
  for (const { from: name, length, keepMonthEnd } of lengths) {
    const start = dayNamed(person, name)
    if (start != null) [start, later(start, length, keepMonthEnd) + 1].forEach((d) => days.add(d))
  }
  for (const held of person.held ?? []) [held.from, held.ended].forEach((d) => d !== null && days.add(d))
  // The last day of payment from which a wait still ends inside the benefit period.
  const end = dayNumber(usualPeriod(policy).to)!
  days.add(end + 1)
  for (const { gives, open } of policy.decisions.waitingPeriod.clauses) {
    for (const wait of [gives, open?.reading, ...(open?.alternatives ?? [])]) {
      if (wait == null || wait === 'none') continue
      if (wait.unit === 'days') days.add(end - wait.count + 1)
      else for (let d = addMonths(end, -wait.count) - 3; d <= addMonths(end, -wait.count) + 3; d++) days.add(d)
    }
  }
  return [...days].filter((d) => d > from && d <= to).sort((a, b) => a - b)
}

/** What decides on a day, without what merely moves along with it (a wait counted from payment). */
export function terms({ fields, world }: Outline): string {
  const sure = Object.entries(fields).map(
    ([name, f]) =>
      `${name}:${f?.is}:${name === 'benefitStart' || name === 'benefitEnd' ? String(decisionState(f) === null) : JSON.stringify(decisionState(f))}`,
  )
  return [...sure, world.start.clause?.id, world.waiting.clause?.id, world.neverCovered].join('|')
}

/** The stretches of one person's season, each decided by the same clauses. */
export function segments(book: Rulebook, person: Person, from: DayNumber, to: DayNumber): Segment[] {
  const found: Segment[] = []
  for (const day of [from, ...changeDays(book.policy, person, from, to)]) {
    const here = outline(book, person, day)
    const last = found[found.length - 1]
    if (last) last.to = day - 1
    if (last && terms(last.outline) === terms(here)) last.to = to
    else found.push({ from: day, to, outline: here })
  }
  return found
}
