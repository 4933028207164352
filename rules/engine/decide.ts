import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { Amount, DayRule, Period, RegistrationRule, TieredAmount, Waiting, YesNo } from '../language/policy'
import type { Fen, WindowStatus } from '../language/words'
import type { CaseState } from './moment'
import { later, namedDay } from './named-day'
import { first, forced, unsettled, type Outcome } from './outcome'
import { BIT } from './person'
import type { Rulebook } from './rulebook'
import { cellOf, decideSubsidy, fenOf, type SubsidyOutcome } from './subsidy'

/** Everything the policy decides for one person on one day, each with the clause it rests on. */
export interface CaseDecisions {
  eligible: Outcome<YesNo>
  contribution: Outcome<TieredAmount<Fen>>
  /** fen of the person's tier; undefined when the tier is not told. */
  base: Fen | undefined
  subsidy: SubsidyOutcome
  window: Outcome<WindowStatus>
  waiting: Outcome<Waiting>
  period: Outcome<Period>
  start: Outcome<DayRule>
  /** The first day with benefits by the start's rule; undefined when open without a reading or not told. */
  startDay: DayNumber | undefined
  /** The start, by its rule, lies behind the end of the benefit period. */
  neverCovered: boolean
  registration: Outcome<RegistrationRule>
  payable: Outcome<YesNo>
}

/** A value taken instead of the decision's own, to see what hangs on it. */
export interface Assumption {
  window?: WindowStatus
  waiting?: Waiting
  subsidy?: Amount
  contribution?: TieredAmount<Fen>
}

function baseFee(world: Pick<CaseDecisions, 'contribution'>, m: CaseState): { base: Fen | undefined; missing: number } {
  const supposed = m.person.told.hypotheticalBaseFee
  if (typeof supposed === 'number') return { base: Math.round(supposed * 100), missing: 0 }
  const { value, missing } = world.contribution
  if (value === undefined) return { base: undefined, missing }
  const tier = m.person.told.tier
  const cell = cellOf(value, tier)
  return typeof cell === 'number' ? { base: cell, missing: 0 } : { base: undefined, missing: BIT.tier }
}

/** The day that a rule for the start of benefits means for this person; never before birth. */
export function startOf(
  rule: DayRule,
  waiting: Outcome<Waiting>,
  period: Period,
  m: CaseState,
): { day: DayNumber | undefined; missing: number } {
  m.missing = 0
  const day = ruleDay(rule, waiting, period, m)
  if (day === undefined) return { day, missing: m.missing }
  const { birth } = m.person
  if (birth === undefined && m.strict) return { day: undefined, missing: BIT.birthDate }
  return { day: birth != null && day < birth ? birth : day, missing: 0 }
}

function ruleDay(rule: DayRule, waiting: Outcome<Waiting>, period: Period, m: CaseState): DayNumber | undefined {
  if (typeof rule === 'object') {
    const from = namedDay(rule.after, m)
    return from == null ? undefined : later(from, rule.length)
  }
  if (rule === 'benefitPeriod.from') return dayNumber(period.from)!
  if (rule === 'afterWaiting') {
    const paid = m.payment()
    m.missing |= waiting.missing
    return paid === undefined || waiting.value === undefined
      ? undefined
      : waiting.value === 'none'
        ? paid
        : later(paid, waiting.value)
  }
  const fixed = dayNumber(rule)
  return fixed ?? namedDay(rule as Parameters<typeof namedDay>[0], m) ?? undefined
}

function supposedSubsidy(amount: Amount, base: Fen, found: SubsidyOutcome): SubsidyOutcome {
  const fen = fenOf(amount, base)
  return { ...found, amount: fen, doubt: null, winner: fen === 0 ? null : (found.winner ?? found.held[0] ?? null) }
}

/** Takes all decisions in their order of need. */
export function decide(book: Rulebook, m: CaseState, suppose: Assumption = {}): CaseDecisions {
  const { decisions } = book
  const eligible = first(decisions.eligible, m)
  m.eligible = eligible.value === undefined ? undefined : eligible.value === 'yes'
  m.eligibleMissing = eligible.missing

  const contribution =
    suppose.contribution === undefined ? first(decisions.contribution, m) : forced(suppose.contribution)
  const { base, missing: baseMissing } = baseFee({ contribution }, m)

  let subsidy: SubsidyOutcome
  if (base === undefined)
    subsidy = {
      held: [],
      amount: undefined,
      winner: null,
      ties: [],
      doubt: null,
      missing: baseMissing,
      missingForCategory: 0,
    }
  else subsidy = decideSubsidy(book, m, base, m.person.told.tier)
  if (suppose.subsidy !== undefined && base !== undefined) subsidy = supposedSubsidy(suppose.subsidy, base, subsidy)
  const hidden = subsidy.missing !== 0
  m.subsidyMissing = subsidy.missing
  m.subsidyKind = hidden ? undefined : (subsidy.winner?.clause.kind ?? null)
  m.fee = hidden || base === undefined || subsidy.amount === undefined ? undefined : base - subsidy.amount

  const window = suppose.window === undefined ? first(decisions.window, m) : forced(suppose.window)
  m.window = window.value
  m.windowMissing = window.missing

  const waiting = suppose.waiting === undefined ? first(decisions.waitingPeriod, m) : forced(suppose.waiting)
  const period = first(decisions.benefitPeriod, m)
  const start = first(decisions.benefitStart, m)
  let startDay: DayNumber | undefined
  let startMissing = start.missing
  if (start.value !== undefined && period.value !== undefined) {
    const found = startOf(start.value, waiting, period.value, m)
    startDay = found.day
    startMissing = found.missing
  }
  const neverCovered = startDay !== undefined && period.value !== undefined && startDay > dayNumber(period.value.to)!
  m.neverCovered = startMissing === 0 ? neverCovered : undefined
  m.coverMissing = startMissing

  const registration = first(decisions.registration, m)
  m.registerFirst = registration.value === undefined ? undefined : registration.value.first === 'yes'
  m.registerMissing = registration.missing
  const payable = gate(eligible, first(decisions.payable, m))
  const startOutcome = startMissing && start.missing === 0 ? { ...start, missing: startMissing } : start
  return {
    eligible,
    contribution,
    base,
    subsidy,
    window,
    waiting,
    period,
    start: startOutcome,
    startDay,
    neverCovered,
    registration,
    payable,
  }
}

/** Who is not in the circle of people cannot pay; where that itself is open, so is this. */
function gate(eligible: Outcome<YesNo>, payable: Outcome<YesNo>): Outcome<YesNo> {
  if (eligible.value === 'no') return { ...eligible }
  if (eligible.value === undefined && eligible.missing)
    return payable.value === 'no' ? payable : unsettled(eligible.missing | payable.missing)
  return payable
}
