import type { Cited, Clause, Open } from './clause'
import type { Condition, Length, NamedDay, YesNo } from './condition'
import type { CivilDay, Fen } from './words'

/** What the decisions of a policy give: amounts, days, waits, periods. Amounts are fen, days are civil days. */

/**
 * An amount on the contribution. `percent` is of the contribution, or of another tier's (`ofTier`); `floor` the least
 * that is given.
 */
export type Amount = Fen | 'full' | { percent: number; floor?: Fen; ofTier?: string }

/** An amount, one by tier, or a cell of the table that the notice leaves open. */
export type TieredAmount<A> = A | { byTier: Readonly<Record<string, A | { open: Open<A> }>> }

export type DayRule =
  | CivilDay
  | NamedDay
  | 'benefitPeriod.from'
  /** The first day after the waiting period that was found, counted from the day that `waitFrom` gives (payment). */
  | 'afterWaiting'
  /** The first day after a wait begun in the year before; the first day of the period where none runs. */
  | 'previousWait'
  | { after: NamedDay; length: Length }
  | { firstOfNextMonth: NamedDay }
  /** Whichever comes last. */
  | { later: readonly DayRule[] }

/** No wait, or a length counted from the day that `waitFrom` gives. */
export type Wait = 'none' | Length

/** A wait that grows with the years missed, of which some can be bought back: the nation's mechanism. */
export interface WaitSum {
  fixed: Length
  /** From which missed year on each adds a length of the same unit. */
  perMissed?: { adds: Length; from: number }
  /** Each missed year paid back takes so much off what was added. */
  repair?: { takes: Length }
  /** From so many missed years on, never less than this, repaired or not. */
  floor?: { fromMissed: number; least: Length }
}
export type Waiting = Wait | WaitSum

export interface Period {
  from: CivilDay
  to: CivilDay
}

export interface RegistrationRule {
  first: YesNo
  at?: string
  by?: string
  form?: string
  documents?: readonly string[]
}

/** Money that adds up with the winning subsidy; the sum stops at the contribution. */
export interface Addition extends Cited {
  id: string
  name: string
  when?: Condition
  gives: TieredAmount<Amount>
  funder?: string
  /** Not for whom a subsidy of the contest is given already. */
  notWith?: 'any'
  /** Not off the fee: paid to the person after the season. */
  paidOut?: 'afterSeason'
}

/** Money beside the contribution, never subsidised: `perRepaid` is asked for each missed year paid back. */
export interface Charge {
  id: string
  name: string
  when?: Condition
  gives?: Fen | { perRepaid: 'contribution' }
  open?: Open<Fen | { perRepaid: 'contribution' }>
  cite: string | null
  quote: string | null
  says?: string
  doc?: string
}

/** How missed years are counted. */
export interface Lapse extends Cited {
  /** The first year that counts. */
  since: number
  /** Whether a year in employee insurance is an insured year. */
  insured: 'basic' | 'resident'
  /** The unbroken run before the policy year, or all years missed since the first insured one. */
  run: 'last' | 'all'
}

/** What raises the ceiling of 大病保险. Fen. */
export interface Ceiling extends Cited {
  original: Fen
  capPercent: number
  /** For each unbroken year of resident insurance beyond `after`, counted from `since`, stepping from `from` on. */
  loyal: { adds: Fen; after: number; since: number; from: number } & Cited
  /** For each year without any payment by the fund, from `since` on. */
  noClaims: { adds: Fen; since: number } & Cited
}

/**
 * Where benefits end before the period: with the day of death, with the day on which employee insurance begins, or with
 * the day before it.
 */
export type BenefitEnd = 'death' | 'employee' | 'beforeEmployee'

/** What is paid back: nothing, or what was paid. */
export type Refund = 'none' | 'all'

export interface SubsidyClause extends Clause<TieredAmount<Amount>> {
  /** 全额资助, 定额资助 … as the notice files it. */
  kind: string
  /** The notice's own name for the category where it is narrower than the identity told. */
  name?: string
  certifier?: string
  funder?: string
}

/** A matter beyond the answer itself, or a field of it, that the notice leaves open for this person. */
export interface Matter extends Cited {
  id: string
  when: Condition
  /** Fields of the answer, or names of other matters. */
  about: readonly string[]
  why: string
}
