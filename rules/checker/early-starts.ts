import { dayNumber, type DayNumber } from '../calendar/civil-day'
import { usualPeriod } from '../engine/usual-period'
import type { CaseDecisions } from '../engine/decide'
import { NO, NOT_KNOWN, YES, type ThreeValued } from '../engine/moment'
import { rulebook } from '../engine/rulebook'
import { ruleDay } from '../engine/wait'
import { dayInWords } from '../engine/wording'
import type { NamedDay } from '../language/condition'
import type { Policy } from '../language/policy'
import type { DayRule } from '../language/values'
import type { PlacedFault } from '../language/policy-fault'
import { accepted, all, clausesIn, findFor, not } from './goals'
import { personInWords } from './person-in-words'
import type { Goal, OpenCase, Search } from './search'

/** The day of the person's own that a start counts from; null where it cannot fall before the period. */
function counted(rule: DayRule | null | undefined): NamedDay | 'afterWaiting' | null {
  // A birth before the period is nobody's mistake: whoever is born in December has benefits from January.
  if (rule == null || rule === 'birth' || rule === 'benefitPeriod.from' || rule === 'previousWait') return null
  if (typeof rule !== 'object') return dayNumber(rule) === null ? (rule as NamedDay | 'afterWaiting') : null
  if ('after' in rule) return rule.after
  if ('firstOfNextMonth' in rule) return rule.firstOfNextMonth
  return rule.later.includes('benefitPeriod.from') ? null : counted(rule.later[0])
}

/** The start as its rule says it, before the engine keeps it inside the period. */
function startDay(rule: DayRule, m: OpenCase, world: CaseDecisions): DayNumber | undefined {
  const period = world.period.value
  if (period !== undefined) return ruleDay(rule, period, m, world.wait)
  m.missing |= world.period.missing
  return undefined
}

/**
 * Whether the start falls before the person's period: by the day of payment alone, where that is what it counts from.
 */
function isEarly(rule: DayRule, policy: Policy, m: OpenCase, world: CaseDecisions): ThreeValued {
  const from = counted(rule)
  const usual = dayNumber(usualPeriod(policy).from)!
  if ((from === 'paid' || from === 'arrived' || from === 'afterWaiting') && (m.paid ?? 0) >= usual) return NO
  const day = startDay(rule, m, world)
  if (day === undefined) return NOT_KNOWN
  return day < dayNumber(world.period.value!.from)! ? YES : NO
}

/** A start counted from payment, birth or an event that falls before the period has begun. */
export function earlyStarts(policy: Policy, search: Search): PlacedFault[] {
  const clauses = clausesIn(rulebook(policy), 'benefitStart')
  return clauses.flatMap(({ clause, test }, i): PlacedFault[] => {
    const rule = (clause.gives ?? clause.open?.reading) as DayRule | null | undefined
    if (rule == null || counted(rule) === null) return []
    let day: DayNumber | undefined
    const early: Goal = (m, world) => {
      day = startDay(rule, m, world)
      m.missing = 0
      return all(
        m,
        () => isEarly(rule, policy, m, world),
        () => test(m),
        ...clauses.slice(0, i).map((one) => () => not(one.test(m))),
        () => accepted(m, world),
      )
    }
    const found = findFor(policy, search, 'benefitStart', early, clauses.slice(0, i + 1))
    if (found === null || found === 'gaveUp') return []
    const { from } = usualPeriod(policy)
    return [
      {
        code: 'START_BEFORE_PERIOD',
        path: ['decisions', 'benefitStart', 'clauses', i],
        // The engine keeps it inside the period; whether the notice means that, only its author can tell.
        severity: 'warning',
        message: `“${clause.id}”对早缴费的人算出来的日子在享受期（从 ${from} 起）以前，答案会改成 ${from}。请对照通知，看早缴费的人是不是这样。`,
        allowed:
          '等待期该从享受期第一天数起，就写 `waitFrom`；早缴费的人另有规定，就在前面另写一条，`when: { paid: { to: … } }`',
        example: `${personInWords(policy, found)}：按这一条是${dayInWords(day!)}，享受期还没有开始。`,
      },
    ]
  })
}
