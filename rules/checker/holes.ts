import { compileCondition } from '../engine/conditions'
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
  return [...start, ...wait, ...waitsFromNowhere(policy, found), ...tiersNotOffered(policy, search)]
}

type Finding = (decision: DecisionName, goal: Goal, message: string, allowed: string) => PlacedFault[]

/** Somebody who waits, where the file says for some from which day a wait is counted, and not for them. */
function waitsFromNowhere(policy: Policy, found: Finding): PlacedFault[] {
  if (policy.decisions.waitFrom === undefined) return []
  const clauses = clausesIn(rulebook(policy), 'waitFrom')
  const waits: Goal = (m, world) =>
    all(
      m,
      () => not(outcomeIs(m, world.waiting, 'none')),
      () => not(outcomeIs(m, world.waiting, undefined)),
      ...clauses.map((one) => () => not(one.test(m))),
      () => accepted(m, world),
    )
  return found(
    'waitFrom',
    waits,
    '“等待期从哪天数”（`waitFrom`）漏了人：有人要等，却没有一条说从哪天数起，答案只好从缴费那天数。',
    '最后一条不写 `when`，管其余所有人，如 `gives: paid`（从缴费那天数）',
  )
}

/** Somebody who pays, whose contribution goes by the tier, and who is offered none: nothing would say what they owe. */
function tiersNotOffered(policy: Policy, search: Search): PlacedFault[] {
  if (policy.tiersFor === undefined) return []
  const clauses = clausesIn(rulebook(policy), 'contribution')
  const offered = compileCondition(policy.tiersFor, policy)
  return clauses.flatMap(({ clause: { id, gives }, test }, i): PlacedFault[] => {
    if (typeof gives !== 'object' || gives === null || !('byTier' in gives)) return []
    const goal: Goal = (m, world) =>
      all(
        m,
        () => test(m),
        ...clauses.slice(0, i).map((one) => () => not(one.test(m))),
        () => not(offered(m)),
        () => accepted(m, world),
      )
    const one = search.find(goal)
    if (one === null || one === 'gaveUp') return []
    return [
      {
        code: 'HOLE',
        path: ['decisions', 'contribution', 'clauses', i, 'gives'],
        message: `“${id}”按档次定缴费标准，可是有人照 \`tiersFor\` 不选档：答案里就没有他们的应缴金额。`,
        allowed: '给这些人在前面另写一条不分档的 `gives`；或改宽 `tiersFor`，让他们也选档',
        example: `${personInWords(policy, one)}：可以缴费，却不问选哪一档，定不了要交多少。`,
      },
    ]
  })
}

const HOLE_MEANS: Readonly<Partial<Record<DecisionName, string>>> = {
  benefitStart: '没有一条说待遇从哪天算起，答案里就没有开始的日子',
  waitingPeriod: '没有一条说要不要等',
  waitFrom: '没有一条说等待期从哪天数起',
}
