import { dayNumber, type DayNumber } from '../calendar/civil-day'
import { usualPeriod } from '../engine/usual-period'
import type { CaseDecisions } from '../engine/decide'
import { NO, NOT_KNOWN, YES, type ThreeValued } from '../engine/moment'
import { later, namedDay } from '../engine/named-day'
import { rulebook } from '../engine/rulebook'
import { dayInWords } from '../engine/wording'
import type { DayRule, NamedDay, Policy } from '../language/policy'
import type { PlacedFault } from '../language/policy-fault'
import { accepted, all, clausesIn, findFor, not } from './goals'
import { personInWords } from './person-in-words'
import type { Goal, OpenCase, Search } from './search'

/** Rules by which a start can fall before the period: those that count from a day of the person's own. */
function counted(rule: DayRule | null | undefined): NamedDay | 'afterWaiting' | null {
  if (rule == null) return null
  if (typeof rule === 'object') return 'after' in rule ? rule.after : null
  return rule === 'benefitPeriod.from' || dayNumber(rule) !== null ? null : (rule as NamedDay | 'afterWaiting')
}

/** The start as its rule says it, before the engine keeps it inside the period; null = no such day. */
function ruleDay(rule: DayRule, m: OpenCase, world: CaseDecisions): DayNumber | null | undefined {
  if (typeof rule === 'object' && 'after' in rule) {
    const from = namedDay(rule.after, m)
    return from == null ? from : later(from, rule.length)
  }
  if (rule !== 'afterWaiting') return namedDay(rule as NamedDay, m)
  const { value, missing } = world.waiting
  m.missing |= missing
  const paid = m.payment()
  if (value === undefined || paid === undefined) return missing ? undefined : null
  return value === 'none' ? paid : later(paid, value)
}

/** Whether the start falls before the person's period: by the day of payment alone, where that is what it counts from. */
function isEarly(rule: DayRule, policy: Policy, m: OpenCase, world: CaseDecisions): ThreeValued {
  const from = counted(rule)
  const usual = dayNumber(usualPeriod(policy).from)!
  if ((from === 'paid' || from === 'arrived' || from === 'afterWaiting') && (m.paid ?? 0) >= usual) return NO
  const day = ruleDay(rule, m, world)
  if (day === undefined) return NOT_KNOWN
  if (world.period.value === undefined) {
    m.missing |= world.period.missing
    return world.period.missing ? NOT_KNOWN : NO
  }
  return day !== null && day < dayNumber(world.period.value.from)! ? YES : NO
}

/** A start counted from payment, birth or an event that falls before the period has begun. */
export function earlyStarts(policy: Policy, search: Search): PlacedFault[] {
  const clauses = clausesIn(rulebook(policy), 'benefitStart')
  return clauses.flatMap(({ clause, test }, i): PlacedFault[] => {
    const rule = (clause.gives ?? clause.open?.reading) as DayRule | null | undefined
    if (rule == null || counted(rule) === null) return []
    let day: DayNumber | null | undefined
    const early: Goal = (m, world) => {
      day = ruleDay(rule, m, world)
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
        // A reading of a silence: the engine keeps it inside the period, and another reading is shown beside it.
        severity: clause.open ? 'warning' : 'fault',
        message: `“${clause.id}”会把待遇算到享受期（从 ${from} 起）以前。待遇不会早于享受期：另写一条，对早缴费的人给 \`benefitPeriod.from\`。`,
        allowed: '`benefitPeriod.from`（享受期第一天），用 `when: { paid: { to: … } }` 和别人分开',
        example: `${personInWords(policy, found)}：按这一条从${dayInWords(day!)}就算有待遇，享受期还没有开始。`,
      },
    ]
  })
}
