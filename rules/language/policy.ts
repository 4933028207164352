import type { CivilDay, Fen, WindowStatus } from './words'

/** What a checked policy file holds, as the engine reads it. Amounts are fen, days are civil days. */

export type YesNo = 'yes' | 'no'

/** A clause's source: always the clause's name and its sentence, to the letter. */
export interface Source {
  cite: string
  quote: string
}

/**
 * A source that may be another document than the policy's own. Of one that is not at hand in full the sentence is not
 * quoted but told: `quote` is null and `says` holds our own words.
 */
interface Cited {
  cite: string
  quote: string | null
  says?: string
  /** The document it stands in, of `documents`; absent = the policy's own. */
  doc?: string
}

/** How a silence or a contradiction is written. No `alternatives` = nothing is known of other answers. */
export interface Open<V> {
  /** One plain Chinese sentence: what is open and why. */
  why: string
  /** The reading taken; null = the file takes none. */
  reading: V | null
  alternatives?: readonly V[]
}

/** A rule of a decision: it holds `when`, and then either gives a value or says that the notice leaves it open. */
export interface Clause<V> {
  id: string
  when?: Condition
  gives?: V
  open?: Open<V>
  cite: string | null
  quote: string | null
  /** The sentence in our own words, of a document that is not at hand in full. */
  says?: string
  /** The document it stands in, of `documents`; absent = the policy's own. */
  doc?: string
  /** The value follows from the text only by inference: why, in plain Chinese. */
  inferred?: string
}

interface Decision<V> {
  clauses: readonly Clause<V>[]
}

/* ---- conditions: several keys of one condition all have to hold ------------------------------------------ */

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

/* ---- values ------------------------------------------------------------------------------------------------ */

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

interface Decisions {
  eligible: Decision<YesNo>
  contribution: Decision<TieredAmount<Fen>>
  subsidy: { combine: Combine; clauses: readonly SubsidyClause[]; additions?: readonly Addition[] }
  /** Who has no wait; absent where the notice speaks of it only by window. */
  exempt?: Decision<YesNo>
  window: Decision<WindowStatus>
  /**
   * `silent`: that some windows have no clause is meant: no wait arises there. `unit`: what somebody without a wait is
   * told that they wait none of; absent = days.
   */
  waitingPeriod: Decision<Waiting> & { silent?: true; unit?: 'months' }
  /** From which day a wait is counted; absent = from payment. */
  waitFrom?: Decision<DayRule>
  benefitPeriod: Decision<Period>
  benefitStart: Decision<DayRule>
  /** An end before the period's: for the dead, the day of death. */
  benefitEnd?: Decision<'death'>
  registration: Decision<RegistrationRule>
  payable: Decision<YesNo>
  /** For whom money comes back; who has no clause has no matter of refunds. */
  refund?: Decision<Refund>
  /** Absent where the notice does not speak of suspension. */
  suspension?: Decision<YesNo>
}

/** How several identities of one person combine: 就高 as the notice says, or a reading where it is silent. */
type Combine = ({ rule: 'highest' } & Cited) | { rule: 'silent'; why: string }

/* ---- the rest of a policy ---------------------------------------------------------------------------------- */

interface Identity {
  /** Other words for the same identity that certifiers use. */
  aliases: readonly string[]
  /** Heading under which the list of identities is shown. */
  group: string
  hint?: string
  /** Why an identity that the notice mentions gets no subsidy. */
  notSubsidised?: string
}

interface Situation {
  aliases: readonly string[]
  label: string
  /** What the event's day is called: 出生, 退役 …; absent = the day plays no part. */
  dayCalled?: string
}

/** How this place asks for a fact: the words of the question and of its answers. */
interface Ask {
  ask?: string
  hint?: string
  options?: readonly { value: string | number | boolean | null; label: string; hint?: string }[]
}

/** Where a document was seen: the office's own page, a copy or repost of it, or the press. */
type Seen = 'official' | 'repost' | 'press'

interface DocumentHead {
  title: string | null
  number: string | null
  issued: CivilDay | null
  seen?: Seen
}

interface PolicyDocument extends DocumentHead {
  title: string | null
  number: string | null
  issued: CivilDay | null
  issuer: string | null
  status: 'inForce' | 'draft' | 'undated'
  basis: readonly string[]
  /** Misprints, losses and how they are read, in plain Chinese. */
  remarks: readonly string[]
}

export interface ChannelRule extends Cited {
  id: string
  name: string
  kind: 'wechat' | 'app' | 'web' | 'counter' | 'collector' | 'bank' | 'terminal'
  steps: readonly string[]
  needs: readonly ('face' | 'idNumber' | 'idCard' | 'socialCard' | 'bankCard' | 'cash' | 'password' | 'slip')[]
  copy?: string
  /** Closed to people of whom this holds, and why. */
  closed?: { when: Condition; because: string }
}

interface Note extends Cited {
  topic: 'certificate' | 'refund' | 'consequence' | 'pension' | 'help'
  text: string
  when?: Condition
}

/** Something the person should hear before paying. */
interface WarningRule extends Cited {
  code: 'STUDENT_PAID_AT_HOME' | 'NOTE'
  when: Condition
  message: string
}

export interface Policy {
  region: string
  /** The six-digit code of the division, for names that stand twice. */
  code?: string
  year: number
  name: string
  within: string
  /** A hukou that contains one of these words is local. */
  places: readonly string[]
  document: PolicyDocument
  /** Informational, never subtracted from the fee; null where the notice does not state it. */
  fiscalSubsidy: ({ perHead: Fen; raisedBy: Fen | null } & Cited) | null
  tiers: readonly string[]
  /** To whom tiers are offered; absent = to everybody, where there are any. */
  tiersFor?: Condition
  identities: Readonly<Record<string, Identity>>
  /** An identity certified after this day counts from the first of the month that follows. */
  certifiedLater?: { after: CivilDay; counts: 'nextMonth' } & Cited
  situations: Readonly<Record<string, Situation>>
  /** The notice's list of situations ends in 等: an event in other words is not refused but left open. */
  situationsOpen: boolean
  asks: Readonly<Record<string, Ask>>
  lapse?: Lapse
  charges?: readonly Charge[]
  ceiling?: Ceiling
  /** Other documents that clauses stand in, by their ids. */
  documents?: Readonly<Record<string, DocumentHead>>
  decisions: Decisions
  matters: readonly Matter[]
  /**
   * Of whom this holds, the subsidy is released only once the own part is paid; absent where the notice has no such
   * rule.
   */
  ownPartFirst?: { when: Condition } & Cited
  warnings: readonly WarningRule[]
  channels: readonly ChannelRule[]
  contacts: readonly ({
    name: string
    phone: string
    about: string
    at?: { latitude: number; longitude: number; address: string }
  } & Cited)[]
  notes: readonly Note[]
  /**
   * Where later notices changed it: the days from which, and until (that day no more), it was what is known; null =
   * from the beginning, until today. Absent = never changed.
   */
  edition?: { from: CivilDay | null; until: CivilDay | null }
  /** Digest of the file's content: what was in force when an answer was given. */
  version: string
}
