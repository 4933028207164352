import type { CivilDay, CollectionDays } from '../../../rules'

/**
 * A published policy, never changed. `_id` is `<region>-<year>@<version of the policy>`: what an enrolment names as the
 * policy that it was decided by.
 */
export interface EditionDocument {
  _id: string
  region: string
  year: number
  /** JSON of {@link EditionHead}, the very text that was signed. */
  head: string
  /** Ed25519 over the text of the head, base64. */
  signature: string
  /** JSON of the policy, whose digest stands in the head. */
  policy: string
  /** JSON of the offices' part. */
  office: string
}

/** What is signed. Phones rely on nothing else. */
export interface EditionHead {
  edition: string
  region: string
  year: number
  name: string
  /** What a program has to be able to read. */
  language: number
  /** Day of the notice; null = it has none. */
  issued: CivilDay | null
  /** The first day on which it holds. */
  effective: CivilDay
  /** The edition or bundled version that it takes the place of; null = the place and year had none. */
  predecessor: string | null
  /** SHA-512 of the policy's and of the offices' text, base64. */
  policyDigest: string
  officeDigest: string
}

/** Which editions hold, newest first in each place and year; one document, so that a look costs one read. */
export interface EditionIndex {
  _id: typeof INDEX_ID
  /** Counts the changes: who has this one has all. */
  serial: number
  entries: readonly EditionEntry[]
}
export const INDEX_ID = 'all'

/** One edition in the index. Taken back it leaves the index, and its predecessor holds again. */
export interface EditionEntry {
  edition: string
  region: string
  year: number
  name: string
  language: number
  effective: CivilDay
  /** When its money is collected, for lists that name the place without its rules; absent in older entries. */
  collection?: CollectionDays
}
