import type { Open, Source } from '../language/clause'
import type { YesNo } from '../language/condition'
import type { RosterField } from '../language/roster-columns'
import type { CivilDay } from '../language/words'
import type { FormKind } from './forms'

/**
 * What a notice asks of the offices: duties, milestones, targets, rosters. For the clerks' and the county's rooms and
 * for records; the phone does not carry it. `reading` says, in plain Chinese, how an unclear sentence is taken.
 */
export interface Office {
  region: string
  year: number
  /** The place's name. */
  name: string
  registrationUnit?: { unit: string } & Source
  /** Absent: the notice does not speak of refunds. */
  refunds?: Refunds
  milestones: readonly Milestone[]
  duties: readonly Duty[]
  targets?: Targets
  rosters: readonly Roster[]
}

/** What a notice says of giving back what was paid. */
export interface Refunds extends Source {
  /** Who asks, and whom. */
  by: string
  at: string
  /** What it leaves to be asked beforehand. */
  asks: string
  /** The first in which the day of asking falls answers. */
  rules: readonly RefundRule[]
}

/** Both days included; what is absent is not limited. It gives an answer or leaves it open. */
export interface RefundRule extends Source {
  id: string
  from?: CivilDay
  to?: CivilDay
  daysOfMonth?: { from: number; to: number }
  gives?: YesNo
  open?: Open<YesNo>
}

export interface Milestone extends Source {
  id: string
  /** Last day, included. */
  by: CivilDay
  whom: string
  /** Share of the target, in percent. */
  sharePercent?: number
  /** The share is of entries of the ledger, not of people. */
  of?: 'entries'
  /** Of whom the milestone speaks; absent = of everybody. */
  group?: Group
  reading?: string
}

/** A group of people that the notice names without defining it. */
export interface Group {
  called: string
  /** What is open about it. */
  why: string
  /** Who is read as belonging to it. */
  includes: readonly GroupPart[]
  /** Who may or may not. */
  perhaps: readonly GroupPart[]
}
/** One name of the notice, and the identities of the policy file that it covers. */
export interface GroupPart {
  called: string
  identity: readonly string[]
}

export type Due =
  | { by: CivilDay }
  | { every: 'day' | 'week' | 'month' }
  /** `usually`: the notice says 一般, so no promise. `perhapsLater`: why it may be the working day after. */
  | { workingDays: number; after: string; usually?: true; perhapsLater?: string }
  | { sameDay: true }
  /** 当场: at the counter, while the person is there. */
  | { onTheSpot: true }
  /** The notice gives no time: what it does say. */
  | { unsaid: string }

export interface Duty extends Source {
  id: string
  who: string
  what: string
  due?: Due
  /** What is left open when the duty begins before the end of a season and falls due after it. */
  straddling?: Straddling
  /** Papers, fields or signatures that have to be there. */
  needs?: readonly string[]
  produces?: readonly string[]
  /** Who of our users does it, and how the product helps; absent: it is done elsewhere. */
  desk?: DutyOffice
  reading?: string
}

export interface DutyOffice {
  /** county: the county's office does it for each village. */
  of: 'village' | 'county'
  /** What it begins with, of a duty that is due so long after: money taken at a door, or brought to the bank. */
  begins?: 'cashTaken' | 'deposited'
  /** What can be drawn up for it. */
  paper?: FormKind
  /** The records show that it is done; absent: somebody says so, with evidence. */
  seen?: 'deposited' | 'posted'
  /** What a paper needs to count as evidence: who signs it, whether it bears the seal, and with whom it is filed. */
  proof?: { signedBy: readonly string[]; sealed: boolean; filedTo?: string }
}

export interface Straddling {
  /** Last days of the seasons. */
  lastDays: readonly CivilDay[]
  field: 'paymentDate'
  why: string
  /** The day taken: the one on which the duty began, or the one on which it was done. */
  reading: 'began' | 'done'
}

export interface Targets extends Source {
  unit: string
  /** Who counts towards it: those who paid, or all who are enrolled, those whom a subsidy spares the payment too. */
  counts: 'paid' | 'enrolled'
  /** People; the rows add up to it. */
  total?: number
  rows?: readonly { name: string; people: number }[]
  /** `listOpen`: the list of those to take off ends in 等. */
  formula?: { from: string; minus: readonly string[]; listOpen: boolean }
  /** Whose figure is final. */
  officialFigure?: string
  reading?: string
}

export interface RosterCertifier {
  name: string
  groups: readonly string[]
}

/** A column of a list, by the notice's heading. `open`: whether it has to be there is a reading. */
export interface RosterColumn {
  heading: string
  holds: RosterField
  /** Other headings for the same. */
  also?: readonly string[]
  open?: { why: string; reading: 'required' | 'optional' }
}

/** A list of people that one office sends to another. */
export interface Roster extends Source {
  id: string
  from: string
  /**
   * Offices that send it, with the groups of identities that each certifies; absent = nothing comes under this name.
   */
  certifiers?: readonly RosterCertifier[]
  columns?: readonly RosterColumn[]
  /** What the column of levels says: the identity of each. */
  levels?: Readonly<Record<string, string>>
  /** `open`: which batch the day itself belongs to. */
  first?: { confirmedBy: CivilDay; open?: { why: string; reading: 'first' | 'monthly' } }
  then?: 'monthly'
  /** In what words the notice leaves open on which day it is due. */
  dayUnsaid?: string
  encrypted?: boolean
  takenWhole?: boolean
  reading?: string
}
