import type { EnrolmentDocument, EnrolmentRecord } from '../enrolments'
import { enrolmentsWithIds, readEnrolment, readRecord } from '../enrolments'
import type { ReservationDocument } from './documents'
import { freeReservation } from './reservation'
import { readReservation, reservationsOf } from './reservations'
import type { Database, Transaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/** Somebody whom money comes for: what money knows of them, and what is recorded of their year. */
export interface Insured {
  claim: ReservationDocument
  /** As kept, and as opened; null = there is no such enrolment. */
  enrolment: { document: EnrolmentDocument; record: EnrolmentRecord } | null
}

const opened = (document: EnrolmentDocument | null): Insured['enrolment'] =>
  document === null ? null : { document, record: readRecord(document, sealing()) }

/** Read once, in a transaction; all that follows is planned from it. In the order of the ids. */
export function loadInsured(transaction: Transaction, enrolments: readonly string[]): Promise<Insured[]> {
  return Promise.all(
    enrolments.map(async (id) => {
      const [claim, document] = await Promise.all([readReservation(transaction, id), readEnrolment(transaction, id)])
      return { claim, enrolment: opened(document) }
    }),
  )
}

/**
 * The same in two requests, however many they are, for a transaction that has read something and will write all of it:
 * its first read fixed what it sees, so what changes between that and these reads ends it with a conflict, and it is
 * done anew.
 */
export async function loadInsuredBeside(db: Database, enrolments: readonly string[]): Promise<Insured[]> {
  const [claims, found] = await Promise.all([reservationsOf(db, enrolments), enrolmentsWithIds(db, enrolments)])
  const documents = new Map(found.map((document) => [document._id, document]))
  return enrolments.map((id) => ({
    claim: claims.get(id) ?? freeReservation(id),
    enrolment: opened(documents.get(id) ?? null),
  }))
}

/**
 * The same of people who are read already and of whom the transaction changes nothing but what money knows: the first
 * in the transaction, whose view this fixes, the others beside it.
 */
export async function loadInsuredAs(
  transaction: Transaction,
  db: Database,
  documents: readonly EnrolmentDocument[],
): Promise<Insured[]> {
  const [first, ...others] = documents.map(({ _id }) => _id)
  const claims = [
    ...(first === undefined ? [] : [await readReservation(transaction, first)]),
    ...(await reservationsOf(db, others)).values(),
  ]
  return documents.map((document) => ({
    claim: claims.find(({ _id }) => _id === document._id) ?? freeReservation(document._id),
    enrolment: opened(document),
  }))
}
