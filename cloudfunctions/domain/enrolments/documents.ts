import type { StatusId } from './states'
import type { Sealed } from '../people'
import type { CivilDay, Fen } from '../../../rules'

/** What a person pays of the fee themself. */
export const OWN_SHARES = {
  whole: '全额自缴',
  /** A subsidy pays the rest. */
  part: '部分资助',
  /** A subsidy pays all. */
  funded: '全额资助',
  /** Nothing is asked of them, and nobody pays for them. */
  free: '免缴',
  unsettled: '待核定',
} as const
export type OwnShare = keyof typeof OWN_SHARES

/** Subsidised is whose assessment has a subsidy above 0. */
export const isSubsidised = (share: OwnShare): boolean => share === 'part' || share === 'funded'

export function ownShareOf({ subsidy, fee }: Pick<EnrolmentDocument['assessment'], 'subsidy' | 'fee'>): OwnShare {
  if (subsidy !== null && subsidy > 0) return fee === 0 ? 'funded' : 'part'
  if (fee === null) return 'unsettled'
  return fee === 0 ? 'free' : 'whole'
}

/** One a person and insured year: `_id` is `<resident>-<year>`. */
export interface EnrolmentDocument {
  _id: string
  resident: string
  household: string
  village: string
  township: string
  region: string
  year: number
  /** Version of the policy file that the assessment was made by. */
  policy: string
  /** JSON of `EnrolmentRecord['told']`. */
  told: Sealed
  /** JSON of `Certification[]`, as they stood when the enrolment was made. */
  certified: Sealed
  events: readonly StoredEvent[]
  assessment: {
    baseFee: Fen | null
    subsidy: Fen | null
    fee: Fen | null
    /** JSON of {@link AssessmentDetail} */ detail: Sealed
  }
  /** Derived from all above by `lifecycle.ts` for `statusDay`; kept so that lists can be served. */
  status: StatusId
  since: CivilDay
  /** The first day on which the status will be another; null = none in sight. */
  nextChange: CivilDay | null
  /** The last day of payment on the present terms; null = none. Kept for those who are followed. */
  deadline: CivilDay | null
  /** The next day for a reminder; null = none. */
  remindOn: CivilDay | null
  /** A user is linked who can be reminded. */
  followed: boolean
  /** How often it was written anew without an event: moved, or followed by another. */
  timesPlaced: number
  /**
   * The writing of many at once that added it, and the last that changed it (`records/enrolment-batches.ts`); null =
   * none.
   */
  addedIn: string | null
  changedIn: string | null
}

/** What of an assessment would tell a person's category. */
export interface AssessmentDetail {
  category: string | null
  fundedBy: string | null
  /** Codes of the clauses it rests on. */
  clauses: readonly string[]
}

/** An event as it is kept; `facts` is the JSON of what it brings. */
export interface StoredEvent {
  id: string
  kind: string
  day: CivilDay
  /** When it was written down, ms since 1970. */
  at: number
  /** `openid`, or the name of a job. */
  by: string
  facts: Sealed | null
}
