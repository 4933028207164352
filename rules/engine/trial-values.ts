import { addMonths, civilDay, dayNumber } from '../calendar/civil-day'
import { FACTS, type FactName } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { boundariesOf } from './boundaries'
import { usualPeriod } from './conditions'
import { optionsFor } from './question-options'

const ORDINARY_AGE = 40
/** Days before a limit, to cross the end of a month whose length a limit of months depends on. */
const NEAR = 4

/**
 * Values of a fact of which at least one falls on each side of every condition that looks at it; the ordinary one
 * stands first.
 */
export function candidateValues(policy: Policy, fact: FactName, paid: number | undefined): unknown[] {
  if (FACTS[fact].type === 'day' || FACTS[fact].type === 'dayOrDays') return decisiveDaysOnce(policy, paid)
  if (fact === 'categories') return [[], ...Object.keys(policy.identities).map((name) => [name])]
  if (fact === 'disabledSoldierGrade') return [null, 1, 6, 7, 10]
  const values = optionsFor(policy, fact).map(({ value }) => value)
  return values.includes(null) ? [null, ...values.filter((value) => value !== null)] : values
}

/** Days of birth, of an event, of the start of school that fall on each side of every limit of the policy. */
function decisiveDays(policy: Policy, paid: number | undefined): CivilDay[] {
  const { ages, lengths, born } = boundariesOf(policy)
  const yearStart = dayNumber(usualPeriod(policy).from)!
  const at = paid ?? yearStart
  const limits = [
    at,
    ...born,
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
