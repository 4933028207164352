import { dayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { holds } from './conditions'
import { CaseState } from './moment'
import { readPerson } from './person'
import { rulebook } from './rulebook'

/**
 * The last day of what this person still has to confirm this season; null = nothing, or it is done, or not its time.
 */
export function confirmBy(policy: Policy, told: Facts, day: CivilDay): CivilDay | null {
  const { confirmation } = policy
  if (confirmation === undefined || told.exemptionConfirmed === true) return null
  const { when, from, to } = confirmation
  if (day < from || day > to) return null
  const m = new CaseState(readPerson(told, policy, rulebook(policy).vocabulary), dayNumber(day)!, false)
  return holds(when, policy, m) ? to : null
}
