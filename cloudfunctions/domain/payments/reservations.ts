import { isDeepStrictEqual } from 'node:util'
import type { Assessed, ReservationDocument } from './documents'
import type { Entry } from './ledger'
import { entryOf } from './ledger'
import { reservationMachine } from './reservation-machine'
import { Refusal } from '../../platform/base'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { putDocument, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

const RESERVATIONS = 'payment-claims'

/** Of whom nobody ever asked. */
export const freeReservation = (enrolment: string): ReservationDocument => ({
  _id: enrolment,
  order: null,
  state: 'free',
  assessed: null,
  assessments: 0,
})

/** What money knows of a person and year; a free one where nobody ever asked. */
export async function readReservation(from: DocumentStore, enrolment: string): Promise<ReservationDocument> {
  return (await readDocument<ReservationDocument>(from, RESERVATIONS, enrolment)) ?? freeReservation(enrolment)
}

export function putReservation(to: DocumentStore, claim: ReservationDocument): Promise<void> {
  return putDocument(to, RESERVATIONS, claim)
}

/** Those of these enrolments that there are. */
export async function reservationsOf(
  db: Database,
  enrolments: readonly string[],
): Promise<ReadonlyMap<string, ReservationDocument>> {
  if (enrolments.length === 0) return new Map()
  const found = (
    await db
      .collection(RESERVATIONS)
      .where({ _id: db.command.in([...enrolments]) })
      .limit(enrolments.length)
      .get()
  ).data as ReservationDocument[]
  return new Map(found.map((claim) => [claim._id, claim]))
}

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
 * Whether the tax office's news of a person is still waited for by an order: not once their money has arrived, goes back
 * (two people have agreed, and nothing is owed any more), or is another order's.
 */
export const isAwaitingArrival = ({ order, assessed, arrival }: ReservationDocument, of: string): boolean =>
  order === of && assessed !== null && arrival?.order !== of

/** @throws Refusal PERSON_PAID, PERSON_HELD */
export async function requireUnreserved(transaction: Transaction, enrolment: string): Promise<void> {
  const { state } = await readReservation(transaction, enrolment)
  if (state === 'paid')
    throw new Refusal({
      code: 'PERSON_PAID',
      path: 'enrolment',
      message: '这个人这一年的费用系统里已经有一笔付好了，没有再记。确实付了两笔的，等税务文件到了按“重复缴费”办退。',
    })
  if (state === 'held')
    throw new Refusal({
      code: 'PERSON_HELD',
      path: 'enrolment',
      message:
        '这个人正在一份没付完的订单里，没有记。请付款人先取消那份订单再记；在官方渠道缴的，不用补记，税务文件到了会自动算上。',
    })
}
