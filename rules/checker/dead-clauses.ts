import { rulebook } from '../engine/rulebook'
import { DECISION_WORDS } from '../language/check-order'
import type { DecisionName } from '../language/conditions-of'
import type { Clause, Policy } from '../language/policy'
import type { PlacedFault } from '../language/policy-fault'
import { all, clausesIn, findFor, not, type Clauses } from './goals'
import { personInWords } from './person-in-words'
import { Search, type Found, type Goal, type Someone } from './search'

/** A clause that decides nobody, with the clause before it that hides it. */
export function deadClauses(policy: Policy, search: Search): PlacedFault[] {
  const book = rulebook(policy)
  return Object.keys(policy.decisions).flatMap((decision) => {
    const clauses = clausesIn(book, decision)
    return clauses.flatMap(({ clause, test }, i): PlacedFault[] => {
      // Subsidies are a contest: there a clause needs only to hold.
      const before = decision === 'subsidy' ? [] : clauses.slice(0, i)
      const first: Goal = (m) => all(m, () => test(m), ...before.map((one) => () => not(one.test(m))))
      if (findFor(policy, search, decision, first, clauses.slice(0, i + 1)) !== null) return []
      const somebody = findFor(policy, search, decision, (m) => test(m), [clauses[i]!])
      return [deadClause(policy, decision as DecisionName, i, clause, somebody, before)]
    })
  })
}

function deadClause(
  policy: Policy,
  decision: DecisionName,
  index: number,
  { id }: Clause<unknown>,
  somebody: Found,
  before: Clauses,
): PlacedFault {
  const fault = { code: 'DEAD_CLAUSE', path: ['decisions', decision, 'clauses', index] } as const
  if (somebody === null || somebody === 'gaveUp')
    return {
      ...fault,
      message: `“${id}”永远不会成立：没有一个人、没有一个缴费日符合它的条件。看看里面的日期和条件是不是互相矛盾。`,
      example: `试遍了这份文件分得出的各种人和各个日子，“${DECISION_WORDS[decision]}”没有一次用到它。`,
    }
  const hiding = before.filter((one) => hides(policy, one, somebody)).map(({ clause }) => `“${clause.id}”`)
  return {
    ...fault,
    message: `“${id}”永远轮不到：符合它的人，前面的${hiding.join('、') || '几条'}都先管到了。把它移到前面，或改窄前面的条件。`,
    example: `${personInWords(policy, somebody)}：符合“${id}”，可是先用了${hiding[0] ?? '前面的一条'}。`,
  }
}

const hides = (policy: Policy, { test }: Clauses[number], somebody: Someone): boolean =>
  new Search(policy).isSo(somebody, (m) => test(m))
