/**
 * The closed words of an answer. A policy file may use no others, a screen shows no others.
 * Meanings: design record 0001 and `docs/policy-language.md`.
 */

/** A civil day in Asia/Shanghai, `YYYY-MM-DD`. Never an instant. */
export type CivilDay = string

/** Money in integer fen. */
export type Fen = number

/**
 * How the day of payment stands to the collection window.
 * `dayClosed`: inside the season, on a day of the month without payment. `suspended`: a system pause.
 * `special`: exempt from the window. `late`: accepted with a waiting period.
 */
export const WINDOW_STATUSES = [
  'before',
  'open',
  'dayClosed',
  'suspended',
  'extended',
  'special',
  'newborn',
  'midyear',
  'late',
  'closed',
] as const
export type WindowStatus = (typeof WINDOW_STATUSES)[number]

/** A sum with the name that the notice gives it, fen. */
export interface NamedAmount {
  name: string
  amount: Fen
}

/** The fields of an answer that cases compare, in the order a person asks for them. */
export interface Answers {
  /** Inside the notice's circle of people; does not depend on the day. */
  eligible: boolean
  /** The notice accepts payment, or an enrolment at no charge, on the day asked about. */
  payable: boolean
  /** The chosen tier where the place has tiers, else null. */
  tier: string | null
  /** 个人缴费标准, fen. */
  baseFee: Fen
  /** 资助 on the personal part, fen; never the fiscal subsidy per head. */
  subsidy: Fen
  /** What is paid now: baseFee − subsidy + charges, fen, never negative. */
  fee: Fen
  /** What is paid beside the contribution, fen; absent when nothing is. */
  charges: readonly NamedAmount[]
  /** What adds up with the winning subsidy, fen, in `subsidy` already; absent when nothing does. */
  additions: readonly NamedAmount[]
  /** The identity that won, in the words told or the notice's name for it; null when none or when several tie. */
  subsidyCategory: string | null
  windowStatus: WindowStatus
  /** Length of the waiting period in days; absent when the notice counts it in months or has none to speak of. */
  waitingDays: number
  waitingMonths: number
  /** The first day after the wait, also where it lies behind the period; absent without a wait. */
  waitEnds: CivilDay
  /** First day with benefits; null = none at all. */
  benefitStart: CivilDay | null
  /** Last day with benefits; null = none at all. */
  benefitEnd: CivilDay | null
  /** The person has to register somewhere before paying. */
  registerFirst: boolean
  /** Who pays the subsidy, where the notice names it. */
  fundedBy: string | null
  /** What the ceiling of 大病保险 rises by, fen; only where the records bring the years. */
  ceilingBonus: Fen
  /** What is paid back, fen; only of whom the notice speaks. */
  refund: Fen
  /** `status` questions only. */
  status: string
  suspended: boolean
  benefitActive: boolean
}
export type AnswerField = keyof Answers
