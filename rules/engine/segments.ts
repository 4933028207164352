import { addMonths, birthday, dayNumber, dayOfMonth, monthStarts, type DayNumber } from '../calendar/civil-day'
import type { Clause } from '../language/clause'
import type { Length, NamedDay } from '../language/condition'
import type { Policy } from '../language/policy'
import type { DayRule, Period, Waiting } from '../language/values'
import { boundariesOf } from './boundaries'
import { usualPeriod } from './usual-period'
import type { CaseDecisions } from './decide'
import { decisionState } from './/field'
import { outline, type Outline } from './judge'
import { later } from './named-day'
import type { Person } from './person'
import type { Rulebook } from './rulebook'
import { lengthOf } from './wait'

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

/** The eve of the first day that the notice speaks of; of its period, where it names no day of payment. */
export const dayBeforeSeason = (policy: Policy): DayNumber =>
  Math.min(...boundariesOf(policy).fixed, dayNumber(usualPeriod(policy).from)!) - 1

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
  for (const period of periodsOf(policy)) {
    const [first, last] = [dayNumber(period.from)!, dayNumber(period.to)!]
    for (const d of [first, first + 1, last, last + 1, monthStart(first), monthStart(last)]) days.add(d)
    // Days of payment from which what is counted from it leads to the period's first day, or past its last.
    for (const { count, unit } of countedFromPayment(policy))
      for (const edge of [first, last])
        if (unit === 'days') [edge - count, edge - count + 1].forEach((d) => days.add(d))
        else for (let d = addMonths(edge, -count) - 3; d <= addMonths(edge, -count) + 3; d++) days.add(d)
    if (person.waitRunsTo != null) days.add(person.waitRunsTo)
  }
  return [...days].filter((d) => d > from && d <= to).sort((a, b) => a - b)
}

/** From the first of a month on, the first of the next is another. */
const monthStart = (day: DayNumber): DayNumber => day - dayOfMonth(day) + 1

/** All periods that the notice gives somebody, by any reading. */
function periodsOf({ decisions }: Policy): Period[] {
  return decisions.benefitPeriod.clauses.flatMap(({ gives, open }) =>
    [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((period) => period ?? []),
  )
}

const lengthsKnown = new WeakMap<Policy, readonly Length[]>()

/** The lengths that are counted from the day of payment: waits, and starts so long after it. */
function countedFromPayment(policy: Policy): readonly Length[] {
  const known = lengthsKnown.get(policy)
  if (known) return known
  const { waitingPeriod, benefitStart } = policy.decisions
  const waits = waitingPeriod.clauses.flatMap(readingsOf).flatMap((wait) => lengthsOf(wait, policy))
  const starts = benefitStart.clauses.flatMap(readingsOf).flatMap(lengthsOfRule)
  const all = [...new Map([...waits, ...starts].map((one) => [`${one.count} ${one.unit}`, one])).values()]
  lengthsKnown.set(policy, all)
  return all
}

const readingsOf = <V>({ gives, open }: Clause<V>): V[] =>
  [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((one) => (one == null ? [] : [one]))

/** All lengths that a wait can come to, whatever was missed and paid back. */
function lengthsOf(wait: Waiting, { year, lapse }: Policy): Length[] {
  if (wait === 'none') return []
  if (!('fixed' in wait)) return [wait]
  const { unit } = wait.fixed
  const most = lengthOf(wait, year - (lapse?.since ?? year), 0).count
  return Array.from({ length: most - wait.fixed.count + 1 }, (_, i) => ({ count: wait.fixed.count + i, unit }))
}

function lengthsOfRule(rule: DayRule): Length[] {
  if (typeof rule !== 'object') return []
  if ('later' in rule) return rule.later.flatMap(lengthsOfRule)
  return 'length' in rule ? [rule.length] : []
}

/** What decides on a day, without what merely moves along with it (a wait counted from payment). */
export function terms({ fields, world }: Outline): string {
  const sure = Object.entries(fields).map(
    ([name, f]) =>
      `${name}:${f?.is}:${MOVING.includes(name) ? String(decisionState(f) === null) : JSON.stringify(decisionState(f))}`,
  )
  return [...sure, world.start.clause?.id, world.waiting.clause?.id, world.neverCovered, atOnce(world)].join('|')
}

/** Fields that may move along with the day of payment. */
const MOVING: readonly string[] = ['benefitStart', 'benefitEnd', 'waitEnds']

/** Benefits begin with the period: paying a day later may cost none. */
export const atOnce = ({ startDay, period }: CaseDecisions): boolean =>
  startDay !== undefined && period.value !== undefined && startDay <= dayNumber(period.value.from)!

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
