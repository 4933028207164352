import { birthday, dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import { boundariesOf, type Boundaries } from './boundaries'
import { usualPeriod } from './usual-period'
import { later } from './named-day'
import { dayBeforeSeason } from './segments'

/** Around the season, so that a payment recorded a little outside of it is still inside. */
const MARGIN_DAYS = 400

/**
 * A text that two sets of facts share only if they come to the same status on every day of the season: all facts as
 * told, and of the day of birth no more than on which side of each limit it lies. Whose limit falls into the season, or
 * who was born about then, shares it with those of the same birthday only. So a county is a few thousand different
 * people.
 */
export function equivalenceKey(policy: Policy, told: Facts): string {
  const facts = Object.entries(told)
    .filter(([name, value]) => name !== 'birthDate' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([birthSide(policy, told), ...facts])
}

function birthSide(policy: Policy, { birthDate, arrivalDate }: Facts): string | null {
  const birth = birthDate == null ? null : dayNumber(birthDate)
  // Money that arrived may have done so on any day.
  if (birth === null || arrivalDate != null) return birthDate ?? null
  const around = { from: dayBeforeSeason(policy) - MARGIN_DAYS, to: dayNumber(usualPeriod(policy).to)! + MARGIN_DAYS }
  const limits = limitsOf(boundariesOf(policy), birth)
  if (birth > around.from || limits.some((limit) => limit > around.from && limit <= around.to)) return birthDate!
  return [...limits.map((limit) => limit <= around.from), ...[...boundariesOf(policy).born].map((day) => birth >= day)]
    .map(Number)
    .join('')
}

/** The days on which a condition on age or on time since birth turns for someone. */
function limitsOf({ ages, lengths }: Boundaries, birth: DayNumber): DayNumber[] {
  const sinceBirth = lengths.filter(({ from }) => from === 'birth')
  return [
    ...[...ages].map((years) => birthday(birth, years)),
    ...sinceBirth.map(({ length, keepMonthEnd }) => later(birth, length, keepMonthEnd) + 1),
  ]
}
