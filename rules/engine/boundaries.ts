import { addMonths, dayNumber, type DayNumber } from '../calendar/civil-day'
import { fixedAgeDay } from './usual-period'
import type { Condition, Length, NamedDay } from '../language/condition'
import type { Policy } from '../language/policy'

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
  /** Days of an event on which a condition turns. */
  events: Set<DayNumber>
  /** Ranks of a child on which a condition turns. */
  ranks: Set<number>
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
    events: new Set(),
    ranks: new Set(),
  }
  const { decisions, matters, charges = [] } = policy
  type Conditional = { when?: Condition }
  const decided = (Object.values(decisions) as { clauses: readonly Conditional[] }[]).flatMap(({ clauses }) => clauses)
  const conditional: readonly Conditional[] = [
    ...decided,
    ...(decisions.subsidy.additions ?? []),
    ...charges,
    ...matters,
  ]
  for (const { when } of conditional) if (when) collect(when, all, policy)
  known.set(policy, all)
  return all
}

function collect(condition: Condition, all: Boundaries, policy: Policy): void {
  const { paid, asOf, born, event, dayOfMonth, age, childRank, elapsed, certified, not, anyOf } = condition
  if (paid?.from) all.fixed.add(dayNumber(paid.from)!)
  if (paid?.to) all.fixed.add(dayNumber(paid.to)! + 1)
  if (asOf?.from) all.asOf.add(dayNumber(asOf.from)!)
  if (asOf?.to) all.asOf.add(dayNumber(asOf.to)! + 1)
  if (born?.from) all.born.add(dayNumber(born.from)!)
  if (born?.to) all.born.add(dayNumber(born.to)! + 1)
  if (event?.from) all.events.add(dayNumber(event.from)!)
  if (event?.to) all.events.add(dayNumber(event.to)! + 1)
  if (dayOfMonth) [dayOfMonth.from, dayOfMonth.to + 1].forEach((d) => all.monthDays.add(d))
  for (const years of [age?.atLeast, age?.under]) if (years !== undefined) collectAge(years, age!.on, all, policy)
  if (childRank?.atLeast !== undefined) all.ranks.add(childRank.atLeast)
  if (childRank?.atMost !== undefined) all.ranks.add(childRank.atMost + 1)
  if (certified && certified.after !== 'previousPayment') all.fixed.add(dayNumber(certified.after)! + 1)
  for (const length of [elapsed?.atMost, elapsed?.moreThan]) {
    if (length) all.lengths.push({ from: elapsed!.from, length, keepMonthEnd: elapsed!.counting === 'monthEnds' })
  }
  if (not) collect(not, all, policy)
  anyOf?.forEach((one) => collect(one, all, policy))
}

/** An age on a fixed day turns with the day of birth; 29 February counts as 28 February in other years. */
function collectAge(years: number, on: NonNullable<Condition['age']>['on'], all: Boundaries, policy: Policy): void {
  all.ages.add(years)
  if (on === 'paid' || on === 'benefitPeriod.from') return
  const last = addMonths(fixedAgeDay(on, policy), -12 * years)
  for (const day of [last, last + 1, last + 2]) all.born.add(day)
}
