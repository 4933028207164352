import { rulebook } from '../engine/rulebook'
import { DECISION_WORDS } from '../language/check-order'
import type { DecisionName } from '../language/conditions-of'
import type { Clause } from '../language/clause'
import type { Policy } from '../language/policy'
import type { PlacedFault } from '../language/policy-fault'
import { all, clausesIn, findFor, not } from './goals'
import { personInWords } from './person-in-words'
import type { Goal, Search, Someone } from './search'

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
      const alone = findFor(policy, search, decision, (m) => test(m), [clauses[i]!])
      const hiding = before.flatMap((one) => {
        const others = before.filter((other) => other !== one)
        const hidden: Goal = (m) => all(m, () => test(m), ...others.map((other) => () => not(other.test(m))))
        const person = findFor(policy, search, decision, hidden, clauses.slice(0, i + 1))
        return person === null || person === 'gaveUp' ? [] : [{ id: one.clause.id, person }]
      })
      return [deadClause(policy, decision as DecisionName, i, clause, alone !== null, hiding)]
    })
  })
}

function deadClause(
  policy: Policy,
  decision: DecisionName,
  index: number,
  { id }: Clause<unknown>,
  possible: boolean,
  hiding: readonly { id: string; person: Someone }[],
): PlacedFault {
  const fault = { code: 'DEAD_CLAUSE', path: ['decisions', decision, 'clauses', index] } as const
  if (!possible)
    return {
      ...fault,
      message: `“${id}”永远不会成立：没有一个人、没有一个缴费日符合它的条件。看看里面的日期和条件是不是互相矛盾。`,
      example: `试遍了这份文件分得出的各种人和各个日子，“${DECISION_WORDS[decision]}”没有一次用到它。`,
    }
  const last = hiding.at(-1)
  return {
    ...fault,
    message: `“${id}”永远轮不到：符合它的人，前面的${hiding.map((one) => `“${one.id}”`).join('、') || '几条'}都先管到了。把它移到前面，或改窄前面的条件。`,
    ...(last && { example: `${personInWords(policy, last.person)}：符合“${id}”，可是先用了“${last.id}”。` }),
  }
}
