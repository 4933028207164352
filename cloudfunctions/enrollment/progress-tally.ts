import type { OwnShare } from './own-shares'
import { INSURED, UNINSURED } from './statuses'
import type { StatusId } from './statuses'

/** How far some people have come. */
export interface Tally {
  /** All who have an enrolment. */
  people: number
  /** Paid, and in force. */
  paid: number
  /** Enrolled without paying. */
  exempt: number
  unpaid: number
  /** Of the unpaid those whose fee is subsidised, in part or whole. */
  unpaidSubsidised: number
}

export const NOBODY: Tally = { people: 0, paid: 0, exempt: 0, unpaid: 0, unpaidSubsidised: 0 }

const PAYS_NOTHING: ReadonlySet<OwnShare> = new Set<OwnShare>(['funded', 'free'])

export function tallied(lines: Iterable<{ status: StatusId; share: OwnShare; subsidised: boolean; people: number }>): Tally {
  const tally = { ...NOBODY }
  for (const { status, share, subsidised, people } of lines) {
    tally.people += people
    if (INSURED.has(status)) tally[PAYS_NOTHING.has(share) ? 'exempt' : 'paid'] += people
    if (!UNINSURED.has(status)) continue
    tally.unpaid += people
    if (subsidised) tally.unpaidSubsidised += people
  }
  return tally
}
