import { dayNumber, type DayNumber } from '../calendar/civil-day'
import type { YesNo } from '../language/condition'
import type {
  Amount,
  BenefitEnd,
  DayRule,
  Period,
  Refund,
  RegistrationRule,
  TieredAmount,
  Wait,
  Waiting,
} from '../language/values'
import type { Fen, WindowStatus } from '../language/words'
import { decideAdditions, NO_ADDITIONS, type Additions } from './additions'
import { decideCharges, type Charges } from './charges'
import type { CaseState } from './moment'
import { first, forced, unsettled, type Outcome } from './outcome'
import { BIT, type Person } from './person'
import type { Rulebook } from './rulebook'
import { cellOf, decideSubsidy, fenOf, type SubsidyOutcome } from './subsidy'
import { inFigures, runOf, startOf, unknownWait, type FoundWait } from './wait'

/** Everything the policy decides for one person on one day, each with the clause it rests on. */
export interface CaseDecisions {
  eligible: Outcome<YesNo>
  contribution: Outcome<TieredAmount<Fen>>
  /** fen of the person's tier; undefined when the tier is not told. */
  base: Fen | undefined
  subsidy: SubsidyOutcome
  /** What adds up with the winning subsidy. */
  additions: Additions
  exempt: Outcome<YesNo>
  window: Outcome<WindowStatus>
  waiting: Outcome<Wait>
  wait: FoundWait
  period: Outcome<Period>
  start: Outcome<DayRule>
  /** The first day with benefits by the start's rule; undefined when open without a reading or not told. */
  startDay: DayNumber | undefined
  /** The last day with benefits: the period's, or the day of death. */
  endDay: DayNumber | undefined
  /** Benefits end because employee insurance takes their place. */
  intoEmployee: boolean
  /** The start, by its rule, lies behind the end of the benefit period. */
  neverCovered: boolean
  registration: Outcome<RegistrationRule>
  payable: Outcome<YesNo>
  /** What is paid beside the contribution. */
  charges: Charges
  refund: Outcome<Refund>
}

/** A value taken instead of the decision's own, to see what hangs on it. */
export interface Assumption {
  exempt?: YesNo
  window?: WindowStatus
  waiting?: Waiting
  subsidy?: Amount
  contribution?: TieredAmount<Fen>
  period?: Period
  start?: DayRule
  payable?: YesNo
}

function baseFee(contribution: Outcome<TieredAmount<Fen>>, m: CaseState): { base: Fen | undefined; missing: number } {
  const supposed = m.person.told.hypotheticalBaseFee
  if (typeof supposed === 'number') return { base: Math.round(supposed * 100), missing: 0 }
  const { value, missing } = contribution
  if (value === undefined) return { base: undefined, missing }
  const cell = cellOf(value, m.person.told.tier)
  return typeof cell === 'number' ? { base: cell, missing: 0 } : { base: undefined, missing: BIT.tier }
}

function supposedSubsidy(amount: Amount, base: Fen, found: SubsidyOutcome): SubsidyOutcome {
  const fen = fenOf(amount, base)
  return { ...found, amount: fen, doubt: null, winner: fen === 0 ? null : (found.winner ?? found.held[0] ?? null) }
}

const unknownSubsidy = (missing: number): SubsidyOutcome => ({
  held: [],
  amount: undefined,
  winner: null,
  ties: [],
  doubt: null,
  missing,
  missingForCategory: 0,
})

/** Takes all decisions in their order of need. */
export function decide(book: Rulebook, m: CaseState, suppose: Assumption = {}): CaseDecisions {
  const { decisions } = book
  const eligible = first(decisions.eligible, m)
  m.eligible = eligible.value === undefined ? undefined : eligible.value === 'yes'
  m.eligibleMissing = eligible.missing
  const money = decideMoney(book, m, suppose)

  const exempt = suppose.exempt === undefined ? first(decisions.exempt, m) : forced(suppose.exempt)
  m.exempt = exempt.value === undefined ? undefined : exempt.value === 'yes'
  m.exemptMissing = exempt.missing

  const window = suppose.window === undefined ? first(decisions.window, m) : forced(suppose.window)
  m.window = window.value
  m.windowMissing = window.missing

  const days = decideDays(book, m, suppose)
  const registration = first(decisions.registration, m)
  m.registerFirst = registration.value === undefined ? undefined : registration.value.first === 'yes'
  m.registerMissing = registration.missing
  const found = first(decisions.payable, m)
  // Supposed instead of a clause's own value it stays that clause's: money may wait for a registration only.
  const payable = gate(
    eligible,
    suppose.payable === undefined ? found : { ...forced(suppose.payable), clause: found.clause },
  )
  const charges = decideCharges(book, m, money.base)
  return {
    eligible,
    ...money,
    exempt,
    window,
    ...days,
    registration,
    payable,
    charges,
    refund: first(decisions.refund, m),
  }
}

type Money = Pick<CaseDecisions, 'contribution' | 'base' | 'subsidy' | 'additions'>

/** The contribution, the best subsidy on it, and what adds up with that. */
function decideMoney(book: Rulebook, m: CaseState, suppose: Assumption): Money {
  const contribution =
    suppose.contribution === undefined ? first(book.decisions.contribution, m) : forced(suppose.contribution)
  const { base, missing } = baseFee(contribution, m)
  if (base === undefined) {
    m.subsidyMissing = missing
    m.fee = undefined
    m.subsidyKind = missing ? undefined : null
    return { contribution, base, subsidy: unknownSubsidy(missing), additions: NO_ADDITIONS }
  }
  const found = decideSubsidy(book, m, base, m.person.told.tier, contribution.value)
  const subsidy = suppose.subsidy === undefined ? found : supposedSubsidy(suppose.subsidy, base, found)
  const additions = decideAdditions(book, m, base, subsidy)
  m.subsidyMissing = subsidy.missing | additions.missing
  m.subsidyKind = subsidy.missing ? undefined : (subsidy.winner?.clause.kind ?? null)
  m.fee =
    m.subsidyMissing || subsidy.amount === undefined ? undefined : Math.max(0, base - subsidy.amount - additions.amount)
  return { contribution, base, subsidy, additions }
}

type Days = Pick<
  CaseDecisions,
  'intoEmployee' | 'waiting' | 'wait' | 'period' | 'start' | 'startDay' | 'endDay' | 'neverCovered'
>

/** The wait, and from which day to which benefits run. */
function decideDays(book: Rulebook, m: CaseState, suppose: Assumption): Days {
  const { decisions } = book
  const waiting = inFigures(
    suppose.waiting === undefined ? first(decisions.waitingPeriod, m) : forced(suppose.waiting),
    m,
  )
  const waitFrom = first(decisions.waitFrom, m)
  const period = suppose.period === undefined ? first(decisions.benefitPeriod, m) : forced(suppose.period)
  const start = suppose.start === undefined ? first(decisions.benefitStart, m) : forced(suppose.start)
  const wait =
    period.value === undefined || waitFrom.missing
      ? unknownWait(waiting.value, waiting.missing | period.missing | waitFrom.missing)
      : runOf(waiting, waitFrom.value, period.value, m)

  let startDay: DayNumber | undefined
  // Where no clause says a start, the period is no matter.
  const isSilent = start.missing === 0 && start.value === undefined && start.open === null
  let startMissing = isSilent ? 0 : start.missing | period.missing
  if (start.value !== undefined && period.value !== undefined) {
    const found = startOf(start.value, wait, period.value, m)
    startDay = found.day
    startMissing = found.missing
  }
  const last = period.value === undefined ? undefined : dayNumber(period.value.to)!
  const neverCovered = startDay !== undefined && last !== undefined && startDay > last
  m.neverCovered = startMissing === 0 ? neverCovered : undefined
  m.coverMissing = startMissing
  const ends = endOf(first(decisions.benefitEnd, m).value, m.person)
  m.notBegun = startMissing === 0 ? ends.day !== null && startDay !== undefined && startDay > ends.day : undefined
  return {
    waiting,
    wait,
    period,
    start: startMissing && start.missing === 0 ? { ...start, missing: startMissing } : start,
    startDay,
    endDay: last === undefined || ends.day === null ? last : Math.min(last, ends.day),
    intoEmployee: ends.intoEmployee,
    neverCovered,
  }
}

/** The last day with benefits, where something ends them before the period does; null = nothing does. */
function endOf(
  rule: BenefitEnd | undefined,
  { death, employeeFrom }: Person,
): { day: DayNumber | null; intoEmployee: boolean } {
  if (rule === undefined) return { day: null, intoEmployee: false }
  if (rule === 'death') return { day: death ?? null, intoEmployee: false }
  if (employeeFrom == null) return { day: null, intoEmployee: false }
  return { day: rule === 'employee' ? employeeFrom : employeeFrom - 1, intoEmployee: true }
}

/** Who is not in the circle of people cannot pay; where that itself is open, so is this. */
function gate(eligible: Outcome<YesNo>, payable: Outcome<YesNo>): Outcome<YesNo> {
  if (eligible.value === 'no') return { ...eligible }
  if (eligible.value === undefined && eligible.missing)
    return payable.value === 'no' ? payable : unsettled(eligible.missing | payable.missing)
  return payable
}
