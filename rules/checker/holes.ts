import { rulebook } from '../engine/rulebook'
import type { DecisionName } from '../language/conditions-of'
import type { Policy } from '../language/policy'
import type { PlacedFault } from '../language/policy-fault'
import { accepted, all, clausesIn, findFor, not, outcomeIs } from './goals'
import { personInWords } from './person-in-words'
import type { Goal, Search } from './search'

/** Somebody who pays, and of whom nothing says from when they have benefits or whether they wait. */
export function holes(policy: Policy, search: Search): PlacedFault[] {
  const book = rulebook(policy)
  const nobodyOf =
    (decision: string): Goal =>
    (m, world) =>
      all(m, () => accepted(m, world), ...clausesIn(book, decision).map((one) => () => not(one.test(m))))
  const found = (decision: DecisionName, goal: Goal, message: string, allowed: string): PlacedFault[] => {
    const one = findFor(policy, search, decision, goal, clausesIn(book, decision))
    if (one === null || one === 'gaveUp') return []
    return [
      {
        code: 'HOLE',
        path: ['decisions', decision],
        at: 'key',
        message,
        allowed,
        example: `${personInWords(policy, one)}：可以缴费，却${HOLE_MEANS[decision]}。`,
      },
    ]
  }
  const start = found(
    'benefitStart',
    nobodyOf('benefitStart'),
    '“待遇起始日”（`benefitStart`）漏了人：有人缴得了费，却没有一条说他们的待遇从哪天算起。',
    '再写一条，`when` 用下面这个人的情况；或让最后一条不写 `when`，管其余所有人',
  )
  const silent = (policy.decisions.waitingPeriod as { silent?: true }).silent === true
  const waits: Goal = (m, world, here) =>
    silent
      ? all(
          m,
          () => outcomeIs(m, world.start, 'afterWaiting'),
          () => nobodyOf('waitingPeriod')(m, world, here),
        )
      : nobodyOf('waitingPeriod')(m, world, here)
  const wait = found(
    'waitingPeriod',
    waits,
    '“等待期”（`waitingPeriod`）漏了人：有人缴得了费，却没有一条说他们要不要等。',
    '再写一条，不用等就 `gives: none`；通知确实没有提等待期，就在 `waitingPeriod` 下面写 `silent: true`',
  )
  return [...start, ...wait]
}

const HOLE_MEANS: Readonly<Partial<Record<DecisionName, string>>> = {
  benefitStart: '没有一条说待遇从哪天算起，答案里就没有开始的日子',
  waitingPeriod: '没有一条说要不要等',
}
