import { rulebook } from '../engine/rulebook'
import { dayRuleWords, formatYuan, waitingWords, WINDOW_WORDS } from '../engine/wording'
import { DECISION_WORDS } from '../language/check-order'
import { clausesOf, type ConditionIn, type DecisionName } from '../language/conditions-of'
import type { Clause } from '../language/clause'
import type { Policy } from '../language/policy'
import type { DayRule, Wait } from '../language/values'
import type { PlacedFault } from '../language/policy-fault'
import type { PolicyFile } from '../language/schema'
import type { WindowStatus } from '../language/words'
import { accepted, all, clausesIn, findFor, not } from './goals'
import { personInWords } from './person-in-words'
import { Search, type Found, type Goal, type Someone } from './search'

/** Conditions on a stretch, and the names of its ends; of `under` the end itself is outside. */
const STRETCHES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  paid: ['from', 'to'],
  born: ['from', 'to'],
  event: ['from', 'to'],
  asOf: ['from', 'to'],
  dayOfMonth: ['from', 'to'],
  age: ['atLeast', 'under'],
  missed: ['atLeast', 'atMost'],
  childRank: ['atLeast', 'atMost'],
}

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

type End = string | number | undefined
type Stretch = { from: End; to: End }

/**
 * Two clauses that differ in one stretch only, and whose stretches run into each other: the usual trace of a day or an
 * age that was mistyped. One inside the other is an exception, and meant.
 */
export function stretchesOverlap(file: PolicyFile): PlacedFault[] {
  const found = clausesOf(file).filter(({ decision }) => decision !== 'subsidy')
  return found.flatMap((later) =>
    found.flatMap((earlier): PlacedFault[] => {
      const both = earlier.decision === later.decision && earlier.index < later.index
      if (!both || sameText(answerOf(earlier.clause), answerOf(later.clause))) return []
      const key = onlyDifference(earlier.clause.when, later.clause.when)
      const shared = key === null ? null : overlap(key, earlier.clause.when!, later.clause.when!)
      if (key === null || shared === null) return []
      return [
        {
          code: 'CLAUSES_OVERLAP',
          path: [...later.path, 'when', key],
          severity: 'warning',
          message: `${inWords(key, shared)}，这一条和上面的“${earlier.clause.id}”都管到，给的却不一样：照先写的“${earlier.clause.id}”算。`,
          allowed: '两条接着写，不要重叠；真是这个意思，就把重叠的那一段从其中一条里去掉',
        },
      ]
    }),
  )
}

const answerOf = ({ gives, open }: { gives?: unknown; open?: unknown }): unknown => gives ?? open

/** The one stretch in which two conditions differ; null where they differ in more, or in something else. */
function onlyDifference(one: ConditionIn | undefined, other: ConditionIn | undefined): string | null {
  if (one === undefined || other === undefined) return null
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => !sameText(one[key], other[key]),
  )
  const [key] = keys
  if (keys.length !== 1 || key === undefined || !(key in STRETCHES)) return null
  const [a, b] = [one[key] as { on?: unknown } | undefined, other[key] as { on?: unknown } | undefined]
  return a !== undefined && b !== undefined && a.on === b.on ? key : null
}

function stretchOf(key: string, condition: ConditionIn): Stretch {
  const [from, to] = STRETCHES[key]!
  const written = condition[key] as Readonly<Record<string, End>>
  const last = written[to]
  return { from: written[from], to: to === 'under' && typeof last === 'number' ? last - 1 : last }
}

const before = (a: End, b: End): boolean => a !== undefined && b !== undefined && a < b

/** Where two stretches run into each other; null where they do not meet, or one holds the other. */
function overlap(key: string, one: ConditionIn, other: ConditionIn): Stretch | null {
  const [a, b] = [stretchOf(key, one), stretchOf(key, other)]
  const [first, second] = a.from === undefined || before(a.from, b.from) ? [a, b] : [b, a]
  // The second begins inside the first, and ends behind it.
  const begins = second.from !== undefined && first.from !== second.from && !before(first.to, second.from)
  const ends = first.to !== undefined && (second.to === undefined || before(first.to, second.to))
  return begins && ends ? { from: second.from, to: first.to } : null
}

const STRETCH_WORDS: Readonly<Record<string, string>> = {
  paid: '缴费',
  born: '出生',
  event: '发生',
  asOf: '那几天',
  dayOfMonth: '日',
  age: '周岁',
  missed: '年断保',
  childRank: '个孩子',
}

const inWords = (key: string, { from, to }: Stretch): string =>
  `${from === to ? String(from) : `${String(from)} 到 ${String(to)}`} ${STRETCH_WORDS[key]!}的`

/** Two clauses of which both hold for somebody, neither only where the other does, with different answers. */
interface Overlap {
  decision: string
  first: string
  second: string
  example: string
}

const LISTED: readonly DecisionName[] = [
  'contribution',
  'exempt',
  'window',
  'waitingPeriod',
  'waitFrom',
  'benefitStart',
]

/** For the author to go through: everywhere that the order of the clauses decides. */
export function overlapsOf(policy: Policy): Overlap[] {
  const book = rulebook(policy)
  const search = new Search(policy)
  return LISTED.flatMap((decision) => {
    const clauses = clausesIn(book, decision).filter(({ clause }) => clause.when !== undefined)
    return clauses.flatMap((one, i) =>
      clauses.slice(i + 1).flatMap((other): Overlap[] => {
        if (sameText(answerOf(one.clause), answerOf(other.clause))) return []
        const find = (goal: Goal): Found => findFor(policy, search, decision, goal, [one, other])
        const both = find((m, world) =>
          all(
            m,
            () => one.test(m),
            () => other.test(m),
            ...clauses.slice(0, i).map((earlier) => () => not(earlier.test(m))),
            () => accepted(m, world),
          ),
        )
        if (both === null || both === 'gaveUp') return []
        // One that holds only where the other does is an exception to it, or dead.
        const alone = [
          find((m) =>
            all(
              m,
              () => one.test(m),
              () => not(other.test(m)),
            ),
          ),
          find((m) =>
            all(
              m,
              () => other.test(m),
              () => not(one.test(m)),
            ),
          ),
        ]
        if (alone.includes(null)) return []
        return [overlapIn(policy, decision, one.clause, other.clause, both)]
      }),
    )
  })
}

function overlapIn(
  policy: Policy,
  decision: DecisionName,
  one: Clause<unknown>,
  other: Clause<unknown>,
  both: Someone,
): Overlap {
  const said = ({ id, gives, open }: Clause<unknown>): string =>
    `“${id}”（${valueInWords(decision, gives ?? open?.reading)}）`
  return {
    decision: DECISION_WORDS[decision],
    first: one.id,
    second: other.id,
    example: `${personInWords(policy, both)}：${said(one)}和${said(other)}都符合，照先写的“${one.id}”算。`,
  }
}

function valueInWords(decision: DecisionName, value: unknown): string {
  if (value === undefined || value === null) return '不定'
  if (decision === 'window') return WINDOW_WORDS[value as WindowStatus]
  if (decision === 'waitingPeriod')
    return typeof value === 'object' && 'fixed' in value ? '按断保年数算' : waitingWords(value as Wait)
  if (decision === 'benefitStart' || decision === 'waitFrom') return dayRuleWords(value as DayRule)
  if (typeof value === 'number') return formatYuan(value)
  return value === 'yes' ? '是' : value === 'no' ? '不是' : '按档次'
}
