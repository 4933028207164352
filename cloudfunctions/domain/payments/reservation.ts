import { isDeepStrictEqual } from 'node:util'
import type { Assessed, ReservationDocument } from './documents'
import type { Entry } from './ledger'
import { entryOf } from './ledger'
import { reservationMachine } from './reservation-machine'
import type { CivilDay } from '../../../rules'

/** Of whom nobody ever asked. */
export const freeReservation = (enrolment: string): ReservationDocument => ({
  _id: enrolment,
  order: null,
  state: 'free',
  assessed: null,
  assessments: 0,
})

/** Nobody else's order has the person; `order` null = nobody's at all. */
export const isReservableBy = ({ state, order: holder }: ReservationDocument, order: string | null): boolean =>
  state === 'free' || (order !== null && holder === order)

/** An order has the person, and waits for its money. */
export const heldBy = (claim: ReservationDocument, order: string): ReservationDocument => ({
  ...claim,
  order,
  state: reservationMachine.require(claim.state, 'hold'),
})

/** The person is paid for by this order: nobody else can hold them. */
export const paidBy = (claim: ReservationDocument, order: string): ReservationDocument => ({
  ...claim,
  order,
  state: reservationMachine.require(claim.state, 'pay'),
})

/** The person can be paid for again. */
export const released = (claim: ReservationDocument): ReservationDocument => ({
  ...claim,
  order: null,
  state: reservationMachine.require(claim.state, 'release'),
})

/** A claim after an assessment, and what the ledger is told of it. */
interface Reassessed {
  claim: ReservationDocument
  entries: readonly Entry[]
}

/** The claim of whom nothing was assessed before; the ledger is the caller's, who has many of them. */
export function firstAssessed(claim: ReservationDocument, assessed: Assessed): ReservationDocument {
  return { ...claim, assessed, assessments: claim.assessments + 1 }
}

/** What is owed is now this: the assessment before, if it was another, is taken back. The same again is nothing. */
export function withAssessment(claim: ReservationDocument, assessed: Assessed, day: CivilDay): Reassessed {
  if (isDeepStrictEqual(claim.assessed, assessed)) return { claim, entries: [] }
  const before = withoutAssessment(claim, day)
  const assessments = claim.assessments + 1
  const entry = entryOf(`assess~${claim._id}~${assessments}`, day, 'assess', { enrolment: claim._id, ...assessed })
  return { claim: { ...claim, assessed, assessments }, entries: [...before.entries, entry] }
}

/** Nothing is owed any more. */
export function withoutAssessment(claim: ReservationDocument, day: CivilDay): Reassessed {
  if (claim.assessed === null) return { claim, entries: [] }
  const entry = entryOf(`withdraw~${claim._id}~${claim.assessments}`, day, 'withdraw', {
    enrolment: claim._id,
    ...claim.assessed,
  })
  return { claim: { ...claim, assessed: null }, entries: [entry] }
}

/**
 * Whether the tax office's news of a person is still waited for by an order: not once their money has arrived, goes
 * back (two people have agreed, and nothing is owed any more), or is another order's.
 */
export const isAwaitingArrival = ({ order, assessed, arrival }: ReservationDocument, of: string): boolean =>
  order === of && assessed !== null && arrival?.order !== of
