import { addMonths, dayNumber, dayOfMonth, type DayNumber } from '../calendar/civil-day'
import type { Clause } from '../language/clause'
import type { Length, NamedDay } from '../language/condition'
import type { DayRule, Period, Wait, Waiting, WaitSum } from '../language/values'
import type { CaseState } from './moment'
import { later, namedDay } from './named-day'
import type { Outcome } from './outcome'
import { BIT } from './person'

/** A wait found for one person, and from when to when it runs. */
export interface FoundWait {
  /** undefined = not settled. */
  length: Wait | undefined
  /** The day it is counted from. */
  from: DayNumber | undefined
  /** The first day after it; undefined where there is none, or it is not settled. */
  ends: DayNumber | undefined
  /** Counted from payment, so that who pays later waits until later. */
  fromPayment: boolean
  /** The first day of the wait inside the period; undefined without a wait. */
  begins: DayNumber | undefined
  /** The first day after a wait begun in the year before that runs into the period. */
  runsOn: DayNumber | undefined
  missing: number
}

const plus = ({ count, unit }: Length, more: number): Length => ({ count: count + more, unit })

/** The wait of somebody who missed so many years and pays so many of them back. */
export function lengthOf({ fixed, perMissed, repair, floor }: WaitSum, missed: number, repaid: number): Length {
  const added = perMissed ? Math.max(0, missed - perMissed.from + 1) * perMissed.adds.count : 0
  const left = Math.max(0, added - (repair ? repair.takes.count * repaid : 0))
  const total = plus(fixed, left)
  return floor && missed >= floor.fromMissed && total.count < floor.least.count ? floor.least : total
}

/** The most years that paying back can still shorten the wait by. */
function repairable(sum: WaitSum, missed: number): number {
  const full = lengthOf(sum, missed, 0).count
  for (let years = 1; years <= missed; years++) {
    if (lengthOf(sum, missed, years).count === lengthOf(sum, missed, missed).count)
      return lengthOf(sum, missed, years).count === full ? 0 : years
  }
  return 0
}

const isSum = (waiting: Waiting): waiting is WaitSum => typeof waiting === 'object' && 'fixed' in waiting

/** A wait in figures: a sum needs the years missed, and those paid back where they can shorten it. */
function waitOf(waiting: Waiting, m: CaseState): Wait | undefined {
  if (!isSum(waiting)) return waiting
  if (m.person.history.never === true) return lengthOf(waiting, 0, 0)
  const missed = m.missedYears()
  if (missed === undefined) return undefined
  if (repairable(waiting, missed) === 0) return lengthOf(waiting, missed, 0)
  m.repairable = true
  const repaid = m.fact('repaidYears')
  return repaid === undefined ? undefined : lengthOf(waiting, missed, repaid ?? 0)
}

/** A clause's wait with its readings in figures, so that everything behind it compares lengths. */
export function inFigures(found: Outcome<Waiting>, m: CaseState): Outcome<Wait> {
  m.missing = 0
  const { value, open, clause } = found
  const length = value === undefined ? undefined : waitOf(value, m)
  const missing = found.missing | (value !== undefined && length === undefined ? m.missing : 0)
  if (missing) return { clause: null, value: undefined, open: null, missing }
  const figures = open?.alternatives?.map((one) => waitOf(one, m))
  // One that hangs on a fact not told: then nothing is known of other readings.
  const readings = figures?.includes(undefined) ? undefined : (figures as Wait[] | undefined)
  return {
    clause: clause as Clause<Wait> | null,
    value: length,
    missing: 0,
    open: open && { why: open.why, reading: length ?? null, ...(readings && { alternatives: readings }) },
  }
}

export const unknownWait = (length: Wait | undefined, missing: number): FoundWait => ({
  length,
  from: undefined,
  ends: undefined,
  fromPayment: true,
  begins: undefined,
  runsOn: undefined,
  missing,
})

/** From when to when a wait runs, counted by `rule` (payment where there is none). */
export function runOf(waiting: Outcome<Wait>, rule: DayRule | undefined, period: Period, m: CaseState): FoundWait {
  m.missing = 0
  const from = rule === undefined ? m.payment() : ruleDay(rule, period, m)
  const length = waiting.value
  const missing = waiting.missing | m.missing
  const ends = from === undefined || length === undefined || length === 'none' ? undefined : later(from, length)
  const before = m.person.waitRunsTo
  const opening = dayNumber(period.from)!
  const runsOn = before != null && before > opening ? before : undefined
  const fromPayment = rule === undefined || rule === 'paid' || rule === 'arrived'
  const begins = ends !== undefined && from !== undefined ? Math.max(from, opening) : runsOn && opening
  return { length, from, ends, runsOn, fromPayment, begins, missing }
}

/** The day that a rule means for this person, by itself; undefined = not told, and noted as missing. */
export function ruleDay(rule: DayRule, period: Period, m: CaseState, wait?: FoundWait): DayNumber | undefined {
  if (typeof rule === 'object') {
    if ('later' in rule) {
      const days = rule.later.map((one) => ruleDay(one, period, m, wait))
      return days.includes(undefined) ? undefined : Math.max(...(days as DayNumber[]))
    }
    const from = namedDay('after' in rule ? rule.after : rule.firstOfNextMonth, m)
    if (from == null) return undefined
    return 'after' in rule ? later(from, rule.length) : addMonths(from - dayOfMonth(from) + 1, 1)
  }
  if (rule === 'benefitPeriod.from') return dayNumber(period.from)!
  if (rule === 'previousWait') return m.person.waitRunsTo ?? dayNumber(period.from)!
  if (rule === 'afterWaiting') {
    m.missing |= wait?.missing ?? 0
    return wait?.length === undefined ? undefined : wait.length === 'none' ? wait.from : wait.ends
  }
  return dayNumber(rule) ?? namedDay(rule as NamedDay, m) ?? undefined
}

/** The first day with benefits by a rule: never before birth, and never before the period begins. */
export function startOf(
  rule: DayRule,
  wait: FoundWait,
  period: Period,
  m: CaseState,
): { day: DayNumber | undefined; missing: number } {
  m.missing = 0
  const day = ruleDay(rule, period, m, wait)
  if (day === undefined) return { day, missing: m.missing }
  const { birth } = m.person
  if (birth === undefined && m.strict) return { day: undefined, missing: BIT.birthDate }
  return { day: Math.max(day, dayNumber(period.from)!, birth ?? -Infinity), missing: 0 }
}
