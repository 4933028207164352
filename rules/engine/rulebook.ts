import type { Clause } from '../language/clause'
import type { Policy } from '../language/policy'
import type { Addition, Charge, SubsidyClause } from '../language/values'
import { ALWAYS, compileCondition, type Test } from './conditions'
import { wordIndex, type Vocabulary } from './person'

export interface CompiledClause<C> {
  clause: C
  test: Test
}
export type CompiledDecision<V> = readonly CompiledClause<Clause<V>>[]

type Compiled = {
  [K in Exclude<keyof Policy['decisions'], 'subsidy'>]: NonNullable<Policy['decisions'][K]> extends {
    clauses: readonly Clause<infer V>[]
  }
    ? CompiledDecision<V>
    : never
}

/** A policy made ready to be applied to many people: its conditions as functions, its words as an index. */
export interface Rulebook {
  policy: Policy
  vocabulary: Vocabulary
  decisions: Compiled
  subsidy: readonly CompiledClause<SubsidyClause>[]
  additions: readonly CompiledClause<Addition>[]
  charges: readonly CompiledClause<Charge>[]
  /** What the notice counts its waits in. */
  waitUnit: 'days' | 'months'
}

/** Decisions that a notice need not speak of. */
const MAY_BE_ABSENT = ['exempt', 'waitFrom', 'benefitEnd', 'refund', 'suspension'] as const
const ABSENT = Object.fromEntries(MAY_BE_ABSENT.map((name) => [name, { clauses: [] }]))

function compileClauses<C extends { when?: Clause<unknown>['when'] }>(
  clauses: readonly C[],
  policy: Policy,
): CompiledClause<C>[] {
  return clauses.map((clause) => ({ clause, test: clause.when ? compileCondition(clause.when, policy) : ALWAYS }))
}

const books = new WeakMap<Policy, Rulebook>()

/** Compiles a policy once. */
export function rulebook(policy: Policy): Rulebook {
  const known = books.get(policy)
  if (known) return known
  const { subsidy, ...firsts } = policy.decisions
  const decisions = Object.fromEntries(
    Object.entries({ ...ABSENT, ...firsts } as Omit<Policy['decisions'], 'subsidy'>).map(([name, { clauses }]) => [
      name,
      compileClauses<Clause<unknown>>(clauses, policy),
    ]),
  ) as unknown as Compiled
  const book: Rulebook = {
    policy,
    vocabulary: { identities: wordIndex(policy.identities), situations: wordIndex(policy.situations) },
    decisions,
    subsidy: compileClauses(subsidy.clauses, policy),
    additions: compileClauses(subsidy.additions ?? [], policy),
    charges: compileClauses(policy.charges ?? [], policy),
    waitUnit: unitOf(policy),
  }
  books.set(policy, book)
  return book
}

/** Days, where the notice speaks of any wait in days, or of none. */
function unitOf({ decisions }: Policy): 'days' | 'months' {
  const units = decisions.waitingPeriod.clauses.flatMap(({ gives, open }) =>
    [gives, open?.reading, ...(open?.alternatives ?? [])].flatMap((one) =>
      one == null || one === 'none' ? [] : ['fixed' in one ? one.fixed.unit : one.unit],
    ),
  )
  return units.length > 0 && units.every((unit) => unit === 'months') ? 'months' : 'days'
}
