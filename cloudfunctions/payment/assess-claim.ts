import { isDeepStrictEqual } from 'node:util'
import type { CivilDay } from '../../rules'
import type { Assessed, ClaimDocument } from './documents'
import { entryOf, type Entry } from './ledger'

/** A claim after an assessment, and what the ledger is told of it. */
export interface Reassessed { claim: ClaimDocument; entries: readonly Entry[] }

/** The claim of whom nothing was assessed before; the ledger is the caller's, who has many of them. */
export function firstAssessed(claim: ClaimDocument, assessed: Assessed): ClaimDocument {
  return { ...claim, assessed, assessments: claim.assessments + 1 }
}

/** What is owed is now this: the assessment before, if it was another, is taken back. The same again is nothing. */
export function reassessed(claim: ClaimDocument, assessed: Assessed, day: CivilDay): Reassessed {
  if (isDeepStrictEqual(claim.assessed, assessed)) return { claim, entries: [] }
  const before = withdrawn(claim, day)
  const assessments = claim.assessments + 1
  const entry = entryOf(`assess~${claim._id}~${assessments}`, day, 'assess', { enrolment: claim._id, ...assessed })
  return { claim: { ...claim, assessed, assessments }, entries: [...before.entries, entry] }
}

/** Nothing is owed any more. */
export function withdrawn(claim: ClaimDocument, day: CivilDay): Reassessed {
  if (claim.assessed === null) return { claim, entries: [] }
  const entry = entryOf(`withdraw~${claim._id}~${claim.assessments}`, day, 'withdraw', { enrolment: claim._id, ...claim.assessed })
  return { claim: { ...claim, assessed: null }, entries: [entry] }
}
