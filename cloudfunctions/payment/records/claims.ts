import { putDocument, readDocument } from '../../shared/database'
import type { Database, Writable } from '../../shared/database'
import type { ClaimDocument } from '../documents'

const CLAIMS = 'payment-claims'

/** Of whom nobody ever asked. */
export const freeClaim = (enrolment: string): ClaimDocument => ({ _id: enrolment, order: null, state: 'free', assessed: null, assessments: 0 })

/** What money knows of a person and year; a free one where nobody ever asked. */
export async function readClaim(from: Writable, enrolment: string): Promise<ClaimDocument> {
  return (await readDocument<ClaimDocument>(from, CLAIMS, enrolment)) ?? freeClaim(enrolment)
}

export function putClaim(to: Writable, claim: ClaimDocument): Promise<void> {
  return putDocument(to, CLAIMS, claim)
}

/** Those of these enrolments that there are. */
export async function claimsOf(db: Database, enrolments: readonly string[]): Promise<ReadonlyMap<string, ClaimDocument>> {
  if (enrolments.length === 0) return new Map()
  const found = (await db.collection(CLAIMS).where({ _id: db.command.in([...enrolments]) }).limit(enrolments.length).get()).data as ClaimDocument[]
  return new Map(found.map((claim) => [claim._id, claim]))
}

/** Nobody else's order has the person; `order` null = nobody's at all. */
export const isFreeFor = ({ state, order: holder }: ClaimDocument, order: string | null): boolean => state === 'free' || (order !== null && holder === order)
