import type { Assessed, Entry, ReservationDocument } from '../payments'
import { withAssessment, withoutAssessment } from '../payments'
import type { CivilDay } from '../../../rules'

/** Somebody for whom a subsidy is assessed, and what the ledger knows of them. */
export interface Subsidised {
  claim: ReservationDocument
  /** Paid or enrolled without owing, and in force. */
  enrolled: boolean
  assessed: Assessed
}

/** What has to be written, so that the ledger has what is due for each. */
interface AssessmentPlan {
  claims: readonly ReservationDocument[]
  entries: readonly Entry[]
  entered: number
  takenOut: number
}

/**
 * Who pays nothing is enrolled by registering, with no payment that would bring what their funder owes into the ledger:
 * so it is entered here, and taken out when they are enrolled no more. Who pays a part is left to their payment.
 */
export function planAssessment(people: readonly Subsidised[], today: CivilDay): AssessmentPlan {
  const changed = people.flatMap(({ claim, enrolled, assessed }) => {
    if (assessed.fee !== 0 || claim.order !== null) return []
    const after = enrolled ? withAssessment(claim, assessed, today) : withoutAssessment(claim, today)
    return after.entries.length === 0 ? [] : [{ ...after, enrolled }]
  })
  return {
    claims: changed.map(({ claim }) => claim),
    entries: changed.flatMap(({ entries }) => entries),
    entered: changed.filter(({ enrolled }) => enrolled).length,
    takenOut: changed.filter(({ enrolled }) => !enrolled).length,
  }
}
