import type { CivilDay, WindowStatus } from './words'

/** Conditions of a policy: several keys of one all have to hold. */

export type YesNo = 'yes' | 'no'

/** A length of time: `90 days`, `3 months`. */
export interface Length {
  count: number
  unit: 'days' | 'months'
}

/** Days that a rule can start from. */
export type NamedDay = 'birth' | 'event' | 'schoolStart' | 'paid' | 'arrived' | 'previousPayment'

export interface DayRange {
  from?: CivilDay
  to?: CivilDay
}

export interface Condition {
  hukou?: 'local' | 'elsewhere'
  resident?: YesNo
  residencePermit?: 'local' | 'none'
  nationality?: readonly string[]
  permit?: readonly string[]
  employeeInsurance?: readonly string[]
  /** Holds one of these identities, valid on the day of payment. */
  identity?: readonly string[]
  /** One of these, or `any`. */
  student?: readonly string[]
  /** The school's name or place contains one of these words. */
  school?: readonly string[]
  tier?: readonly string[]
  /** One of these, `any`, or `unlisted`: an event in words that the notice does not name. */
  situation?: readonly string[]
  enrolmentHistory?: readonly string[]
  registered?: YesNo
  lostWorkAbility?: YesNo
  disabledSoldierGrade?: { from: number; to: number }
  institution?: readonly string[]
  cashTo?: readonly string[]
  /** Pays for a year before the policy's. */
  paysEarlierYear?: YesNo
  /** The agency has assessed that earlier year's fee. */
  assessed?: YesNo
  /** Full years on a named day, 以上 included. */
  age?: { atLeast?: number; under?: number; on: 'paid' | 'benefitPeriod.from' | 'yearEnd' | CivilDay }
  sex?: '男' | '女'
  /** Which child of the household. */
  childRank?: { atLeast?: number; atMost?: number }
  /** Years missed without a break before the policy year, counted as `lapse` says; nobody who was never insured. */
  missed?: { atLeast?: number; atMost?: number }
  neverInsured?: YesNo
  /** Missed years paid back with this payment. */
  repaid?: { atLeast: number }
  /** A wait begun in the year before runs into the period. */
  previousWait?: 'runs'
  /** The yearly 新生儿免缴确认 was made. */
  confirmed?: YesNo
  /** Died; on whichever day, or in a range of days. */
  died?: YesNo | DayRange
  /** Joined employee insurance after paying here; on whichever day, or in a range of days. */
  joinedEmployee?: YesNo | DayRange
  /** The year was paid for twice. */
  paidTwice?: YesNo
  born?: DayRange
  /** The situation arose on one of these days. */
  event?: DayRange
  paid?: DayRange
  /** Day of the month of payment, both ends included. */
  dayOfMonth?: { from: number; to: number }
  /** Time between two days: at most the length (difference ≤ length, never negative), or more. */
  elapsed?: { from: NamedDay; to: 'paid' | 'arrived'; atMost?: Length; moreThan?: Length; counting?: 'monthEnds' }
  /** Some identity held was certified after this day. */
  certified?: { after: CivilDay | 'previousPayment' }
  /** Some identity held ends after the day of payment. */
  identityEnds?: 'afterPaid'
  asOf?: DayRange
  /** Results of decisions taken before. */
  eligible?: YesNo
  /** Kinds of subsidy (`全额资助` …), `any` or `none`. */
  subsidised?: readonly string[]
  fee?: 'zero' | 'owed'
  window?: readonly WindowStatus[]
  /** Found to have no wait, by the decision `exempt`. */
  exempt?: YesNo
  /** Benefits never start: the wait outlasts the period, or (`notBegun`) the person died before they did. */
  cover?: 'never' | 'notBegun'
  registerFirst?: YesNo
  not?: Condition
  anyOf?: readonly Condition[]
}
