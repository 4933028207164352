import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Condition, Length, NamedDay, Policy } from '../language/policy'

/** Days on which some condition of the policy can flip, for anybody. */
export interface Boundaries {
  fixed: Set<DayNumber>
  monthDays: Set<number>
  ages: Set<number>
  lengths: { from: NamedDay; length: Length; keepMonthEnd: boolean }[]
  /** Days on which the status of an unpaid enrolment can turn, whatever else stays. */
  asOf: Set<DayNumber>
  /** Days of birth on which a condition turns. */
  born: Set<DayNumber>
}

const known = new WeakMap<Policy, Boundaries>()

export function boundariesOf(policy: Policy): Boundaries {
  const found = known.get(policy)
  if (found) return found
  const all: Boundaries = {
    fixed: new Set(),
    monthDays: new Set(),
    ages: new Set(),
    lengths: [],
    asOf: new Set(),
    born: new Set(),
  }
  const { decisions, matters } = policy
  for (const { clauses } of Object.values(decisions) as { clauses: readonly { when?: Condition }[] }[])
    clauses.forEach(({ when }) => when && collect(when, all))
  matters.forEach(({ when }) => collect(when, all))
  known.set(policy, all)
  return all
}

function collect(condition: Condition, all: Boundaries): void {
  const { paid, asOf, born, dayOfMonth, age, elapsed, certified, not, anyOf } = condition
  if (paid?.from) all.fixed.add(dayNumber(paid.from)!)
  if (paid?.to) all.fixed.add(dayNumber(paid.to)! + 1)
  if (asOf?.from) all.asOf.add(dayNumber(asOf.from)!)
  if (asOf?.to) all.asOf.add(dayNumber(asOf.to)! + 1)
  if (born?.from) all.born.add(dayNumber(born.from)!)
  if (born?.to) all.born.add(dayNumber(born.to)! + 1)
  if (dayOfMonth) [dayOfMonth.from, dayOfMonth.to + 1].forEach((d) => all.monthDays.add(d))
  if (age) [age.atLeast, age.under].forEach((years) => years !== undefined && all.ages.add(years))
  if (certified && certified.after !== 'previousPayment') all.fixed.add(dayNumber(certified.after)! + 1)
  for (const length of [elapsed?.atMost, elapsed?.moreThan]) {
    if (length) all.lengths.push({ from: elapsed!.from, length, keepMonthEnd: elapsed!.counting === 'monthEnds' })
  }
  if (not) collect(not, all)
  anyOf?.forEach((one) => collect(one, all))
}
