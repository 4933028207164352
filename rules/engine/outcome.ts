import type { Clause, Open } from '../language/clause'
import { NOT_KNOWN, YES, type CaseState } from './moment'
import type { CompiledClause, CompiledDecision } from './rulebook'

/** What a decision came to for one person on one day. */
export interface Outcome<V> {
  /** The clause that settled it; null when none holds or when a fact is missing. */
  clause: Clause<V> | null
  /** The value given, or the reading of an open clause; undefined when there is neither. */
  value: V | undefined
  /** Set when the notice leaves it open. */
  open: Open<V> | null
  /** Facts without which it cannot be settled. */
  missing: number
}

const settled = <V>(clause: Clause<V>): Outcome<V> => ({
  clause,
  value: clause.open ? (clause.open.reading ?? undefined) : clause.gives,
  open: clause.open ?? null,
  missing: 0,
})

export const unsettled = (missing: number): Outcome<never> => ({ clause: null, value: undefined, open: null, missing })
export const forced = <V>(value: V): Outcome<V> => ({ clause: null, value, open: null, missing: 0 })

const sameOutcome = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Two clauses come to the same: the same value, or the same reading of a silence. */
const same = (a: Clause<unknown>, b: Clause<unknown>): boolean =>
  (a.open === undefined) === (b.open === undefined) &&
  sameOutcome(a.gives, b.gives) &&
  sameOutcome(a.open?.reading, b.open?.reading)

/**
 * The first clause that holds. A clause before it that hangs on a fact not told keeps the decision open, unless it
 * gives the same.
 */
export function first<V>(decision: CompiledDecision<V>, m: CaseState): Outcome<V> {
  m.missing = 0
  let possible: CompiledClause<Clause<V>>[] | null = null
  for (let i = 0; i < decision.length; i++) {
    const one = decision[i]!
    const found = one.test(m)
    if (found === YES) {
      if (possible === null) return settled(one.clause)
      possible.push(one)
      break
    }
    if (found === NOT_KNOWN) (possible ??= []).push(one)
  }
  if (possible === null) return unsettled(0)
  const [head, ...rest] = possible
  return rest.length > 0 && rest.every((one) => same(head!.clause, one.clause))
    ? settled(rest[rest.length - 1]!.clause)
    : unsettled(m.missing)
}
