import { dayNumber, type DayNumber } from '../calendar/civil-day'
import { boundariesOf } from '../engine/boundaries'
import { usualPeriod } from '../engine/usual-period'
import type { CaseDecisions } from '../engine/decide'
import { NO, NOT_KNOWN, YES, type ThreeValued } from '../engine/moment'
import type { Rulebook } from '../engine/rulebook'
import type { Clause } from '../language/clause'
import type { Policy } from '../language/policy'
import type { Found, Goal, OpenCase, Search, Silent } from './search'

/** What goals are made of: tests of clauses, put together in three values. */

type Clauses = readonly { clause: Clause<unknown>; test: (m: OpenCase) => ThreeValued }[]

export const clausesIn = (book: Rulebook, decision: string): Clauses =>
  (decision === 'subsidy' ? book.subsidy : ((book.decisions as Record<string, unknown>)[decision] ?? [])) as Clauses

/** All hold. Where that is open it hangs on the first that is: one thing is told at a time. */
export function all(m: OpenCase, ...tests: readonly (() => ThreeValued)[]): ThreeValued {
  let whole: ThreeValued = YES
  let missing = m.missing
  for (const test of tests) {
    const found = test()
    if (found === NO) return NO
    if (found === NOT_KNOWN && whole === YES) {
      whole = NOT_KNOWN
      missing = m.missing
    }
  }
  m.missing = missing
  return whole
}
export const not = (value: ThreeValued): ThreeValued => (value === NOT_KNOWN ? NOT_KNOWN : value === YES ? NO : YES)

/** Facts that no test calls missing and that these clauses look at. */
function silentIn(clauses: Clauses): Silent[] {
  const text = JSON.stringify(clauses.map(({ clause }) => clause))
  return [
    ...(text.includes('"arrived"') ? (['arrivalDate'] as const) : []),
    ...(text.includes('identityEnds') ? (['categoryEndedOn'] as const) : []),
    ...(text.includes('previousWait') ? (['waitRunsTo'] as const) : []),
    ...(text.includes('"joinedEmployee"') ? (['employeeFrom'] as const) : []),
    ...(text.includes('"died"') || text.includes('notBegun') ? (['deathDate'] as const) : []),
  ]
}

/** Days asked about, for what is only decided of one. */
function daysAsked(policy: Policy): DayNumber[] {
  const edges = [...boundariesOf(policy).asOf]
  return [dayNumber(usualPeriod(policy).to)!, ...edges.flatMap((day) => [day, day - 1])]
}

export function findFor(policy: Policy, search: Search, decision: string, goal: Goal, clauses: Clauses): Found {
  if (decision !== 'suspension') return search.find(goal, silentIn(clauses))
  let last: Found = null
  for (const asOf of daysAsked(policy)) {
    const found = search.find(goal, silentIn(clauses), asOf)
    if (found !== null && found !== 'gaveUp') return found
    if (found === 'gaveUp') last = found
  }
  return last
}

export const outcomeIs = (m: OpenCase, outcome: { value: unknown; missing: number }, wanted: unknown): ThreeValued => {
  if (outcome.value !== undefined) return outcome.value === wanted ? YES : NO
  m.missing |= outcome.missing
  return outcome.missing ? NOT_KNOWN : NO
}

/** Who may enrol and pay on the day. */
export const accepted = (m: OpenCase, world: CaseDecisions): ThreeValued =>
  all(
    m,
    () => outcomeIs(m, world.eligible, 'yes'),
    () => outcomeIs(m, world.payable, 'yes'),
  )
