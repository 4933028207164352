import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Condition } from '../language/condition'
import type { Policy } from '../language/policy'
import type { Period } from '../language/values'

/** The benefit period of an ordinary person: the one that holds for everybody else. */
export function usualPeriod({ decisions }: Policy): Period {
  return decisions.benefitPeriod.clauses.find((c) => c.when === undefined)!.gives!
}

/** Days between which anybody pays for the year: from a year before its benefits begin to a season after they end. */
export function payableDays(policy: Policy): { from: DayNumber; to: DayNumber } {
  const { from, to } = usualPeriod(policy)
  return { from: dayNumber(from)! - 366, to: dayNumber(to)! + 92 }
}

/** The day on which an age is taken, where it is the same for everybody. */
export function fixedAgeDay(on: Exclude<NonNullable<Condition['age']>['on'], 'paid'>, policy: Policy): DayNumber {
  if (on === 'benefitPeriod.from') return dayNumber(usualPeriod(policy).from)!
  return dayNumber(on === 'yearEnd' ? `${policy.year - 1}-12-31` : on)!
}
