import type { Cited, Decision } from './clause'
import type { Condition, YesNo } from './condition'
import type {
  Addition,
  BenefitEnd,
  Ceiling,
  Charge,
  DayRule,
  Lapse,
  Matter,
  Period,
  Refund,
  RegistrationRule,
  SubsidyClause,
  TieredAmount,
  Waiting,
} from './values'
import type { CivilDay, Fen, WindowStatus } from './words'

/** What a checked policy file holds, as the engine reads it. Amounts are fen, days are civil days. */

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
  /** An end before the period's. */
  benefitEnd?: Decision<BenefitEnd>
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
  /** The day of each month on which the bank debits, and what is done where nobody works on it. */
  debit?: { day: number | 'last'; ifNotWorking: 'next' | 'before' | 'same' }
  /** The days of this season that `debit` comes to: reckoned when the policy is built. */
  debitDays?: readonly CivilDay[]
  /** Paid from a relative's account in employee insurance: whose, and what has to be registered first. */
  familyAccount?: { payers: readonly string[]; firstRegister: string }
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

/** Something that has to be confirmed every year for an exemption to hold. */
interface Confirmation extends Cited {
  name: string
  /** Of whom. */
  when: Condition
  /** The days in which it can be done, both included. */
  from: CivilDay
  to: CivilDay
  /** Where it is done, as a resident reads it. */
  at: string
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
  /** What has to be confirmed in the season, each year anew. */
  confirmation?: Confirmation
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
