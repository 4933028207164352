import type { CivilDay, Fen, WindowStatus } from './words'

/** What a checked policy file holds, as the engine reads it. Amounts are fen, days are civil days. */

export type YesNo = 'yes' | 'no'

/** A clause's source: always the clause's name and its sentence, to the letter. */
export interface Source {
  cite: string
  quote: string
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
  /** The value follows from the text only by inference: why, in plain Chinese. */
  inferred?: string
}

export interface Decision<V> {
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
  age?: { atLeast?: number; under?: number; on: 'paid' | 'benefitPeriod.from' }
  born?: DayRange
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
  cover?: 'never'
  registerFirst?: YesNo
  not?: Condition
  anyOf?: readonly Condition[]
}

/* ---- values ------------------------------------------------------------------------------------------------ */

/** An amount on the contribution. `percent` is of the contribution, `floor` the least that is given. */
export type Amount = Fen | 'full' | { percent: number; floor?: Fen }

/** An amount, one by tier, or a cell of the table that the notice leaves open. */
export type TieredAmount<A> = A | { byTier: Readonly<Record<string, A | { open: Open<A> }>> }

export type DayRule =
  | CivilDay
  | NamedDay
  | 'benefitPeriod.from'
  /** The day after the waiting period that was found, counted from payment. */
  | 'afterWaiting'
  | { after: NamedDay; length: Length }

/** No wait, or a length counted from the day of payment. */
export type Waiting = 'none' | Length

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

export interface SubsidyClause extends Clause<TieredAmount<Amount>> {
  /** 全额资助, 定额资助 … as the notice files it. */
  kind: string
  /** The notice's own name for the category where it is narrower than the identity told. */
  name?: string
  certifier?: string
  funder?: string
}

/** A matter beyond the answer itself, or a field of it, that the notice leaves open for this person. */
export interface Matter extends Source {
  id: string
  when: Condition
  /** Fields of the answer, or names of other matters. */
  about: readonly string[]
  why: string
}

export interface Decisions {
  eligible: Decision<YesNo>
  contribution: Decision<TieredAmount<Fen>>
  subsidy: { combine: Combine; clauses: readonly SubsidyClause[] }
  window: Decision<WindowStatus>
  waitingPeriod: Decision<Waiting>
  benefitPeriod: Decision<Period>
  benefitStart: Decision<DayRule>
  registration: Decision<RegistrationRule>
  payable: Decision<YesNo>
  /** Absent where the notice does not speak of suspension. */
  suspension?: Decision<YesNo>
}

/** How several identities of one person combine: 就高 as the notice says, or a reading where it is silent. */
export type Combine = ({ rule: 'highest' } & Source) | { rule: 'silent'; why: string }

/* ---- the rest of a policy ---------------------------------------------------------------------------------- */

export interface Identity {
  /** Other words for the same identity that certifiers use. */
  aliases: readonly string[]
  /** Heading under which the list of identities is shown. */
  group: string
  hint?: string
  /** Why an identity that the notice mentions gets no subsidy. */
  notSubsidised?: string
}

export interface Situation {
  aliases: readonly string[]
  label: string
  /** What the event's day is called: 出生, 退役 …; absent = the day plays no part. */
  dayCalled?: string
}

/** How this place asks for a fact: the words of the question and of its answers. */
export interface Ask {
  ask?: string
  hint?: string
  options?: readonly { value: string | boolean | null; label: string; hint?: string }[]
}

export interface PolicyDocument {
  title: string | null
  number: string | null
  issued: CivilDay | null
  issuer: string | null
  status: 'inForce' | 'draft' | 'undated'
  basis: readonly string[]
  /** Misprints, losses and how they are read, in plain Chinese. */
  remarks: readonly string[]
}

export interface ChannelRule extends Source {
  id: string
  name: string
  kind: 'wechat' | 'app' | 'web' | 'counter' | 'collector' | 'bank' | 'terminal'
  steps: readonly string[]
  needs: readonly ('face' | 'idNumber' | 'idCard' | 'socialCard' | 'bankCard' | 'cash' | 'password' | 'slip')[]
  copy?: string
  /** Closed to people of whom this holds, and why. */
  closed?: { when: Condition; because: string }
}

export interface Note extends Source {
  topic: 'certificate' | 'refund' | 'consequence' | 'pension' | 'help'
  text: string
  when?: Condition
}

/** Something the person should hear before paying. */
export interface WarningRule extends Source {
  code: 'STUDENT_PAID_AT_HOME' | 'NOTE'
  when: Condition
  message: string
}

export interface Policy {
  region: string
  year: number
  name: string
  within: string
  /** A hukou that contains one of these words is local. */
  places: readonly string[]
  document: PolicyDocument
  /** Informational, never subtracted from the fee; null where the notice does not state it. */
  fiscalSubsidy: ({ perHead: Fen; raisedBy: Fen | null } & Source) | null
  tiers: readonly string[]
  identities: Readonly<Record<string, Identity>>
  situations: Readonly<Record<string, Situation>>
  /** The notice's list of situations ends in 等: an event in other words is not refused but left open. */
  situationsOpen: boolean
  asks: Readonly<Record<string, Ask>>
  decisions: Decisions
  matters: readonly Matter[]
  /** Of whom this holds, the subsidy is released only once the own part is paid; absent where the notice has no such rule. */
  ownPartFirst?: { when: Condition } & Source
  warnings: readonly WarningRule[]
  channels: readonly ChannelRule[]
  contacts: readonly ({ name: string; phone: string; about: string } & Source)[]
  notes: readonly Note[]
  /** Digest of the file's content: what was in force when an answer was given. */
  version: string
}
