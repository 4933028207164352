import { addMonths, civilDay, dayNumber, type DayNumber } from '../calendar/civil-day'
import { FACTS, type FactName, type Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { boundariesOf } from './boundaries'
import { historyOf } from './history'
import { usualPeriod } from './usual-period'
import { optionsFor } from './question-options'

const ORDINARY_AGE = 40
/** Days before a limit, to cross the end of a month whose length a limit of months depends on. */
const NEAR = 4

/**
 * Values of a fact of which at least one falls on each side of every condition that looks at it; the ordinary one
 * stands first.
 */
export function candidateValues(policy: Policy, fact: FactName, paid: number | undefined, told: Facts = {}): unknown[] {
  if (fact === 'missedYears') return missedValues(policy, told)
  if (fact === 'repaidYears') return [0, ...upTo(missedAtMost(policy, told))]
  if (fact === 'childRank') return childRanks(policy)
  if (FACTS[fact].type === 'day' || FACTS[fact].type === 'dayOrDays') return decisiveDaysOnce(policy, paid)
  if (fact === 'categories') return [[], ...Object.keys(policy.identities).map((name) => [name])]
  if (fact === 'disabledSoldierGrade') return [null, 1, 6, 7, 10]
  const values = optionsFor(policy, fact).map(({ value }) => value)
  return values.includes(null) ? [null, ...values.filter((value) => value !== null)] : values
}

const upTo = (most: number): number[] => Array.from({ length: most }, (_, i) => i + 1)

function missedAtMost(policy: Policy, told: Facts): number {
  const { most } = historyOf(told, policy)
  return Math.min(most, policy.year - (policy.lapse?.since ?? policy.year - 1))
}

/** None missed, never insured, and every number that counts; only those that fit what was told in the old words. */
function missedValues(policy: Policy, told: Facts): (number | null)[] {
  const lapsed = upTo(missedAtMost(policy, {}))
  switch (told.enrolmentHistory) {
    case '续保':
      return [0]
    case '新参保':
      return [null]
    case '中断续保':
      return lapsed
    default:
      return [0, null, ...lapsed]
  }
}

/** One on each side of every limit. */
function childRanks(policy: Policy): number[] {
  const limits = [...boundariesOf(policy).ranks].flatMap((rank) => [rank - 1, rank])
  return [...new Set([1, ...limits])].filter((rank) => rank >= 1).sort((a, b) => a - b)
}

/** Days of birth, of an event, of the start of school that fall on each side of every limit of the policy. */
function decisiveDays(policy: Policy, paid: number | undefined): CivilDay[] {
  const { ages, lengths, born, events } = boundariesOf(policy)
  const yearStart = dayNumber(usualPeriod(policy).from)!
  const at = paid ?? yearStart
  const limits = [
    at,
    ...born,
    ...events,
    ...periodStarts(policy),
    ...[...ages].flatMap((years) => [addMonths(at, -12 * years), addMonths(yearStart, -12 * years)]),
    ...lengths.map(({ length: { count, unit } }) => (unit === 'days' ? at - count : addMonths(at, -count))),
  ]
  const near = limits.flatMap((day) => [day - NEAR, day - 1, day, day + 1])
  return [...new Set([addMonths(at, -12 * ORDINARY_AGE), ...near])].filter((day) => day <= at).map(civilDay)
}

const daysKnown = new WeakMap<Policy, { paid: number | undefined; days: CivilDay[] }>()

/** A round of questions asks for the same days hundreds of times. */
function decisiveDaysOnce(policy: Policy, paid: number | undefined): CivilDay[] {
  const last = daysKnown.get(policy)
  if (last && last.paid === paid) return last.days
  const days = decisiveDays(policy, paid)
  daysKnown.set(policy, { paid, days })
  return days
}

/** Benefits start with a birth inside the period, and never before it. */
const periodStarts = (policy: Policy): DayNumber[] => [dayNumber(usualPeriod(policy).from)!]
