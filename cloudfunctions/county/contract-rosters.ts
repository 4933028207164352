import * as offices from './contract-offices'
import * as quality from './contract-quality'
import * as batches from './contract-roster-batches'

/** Rosters, the ledger's quality, appointments and the audit. */
export const requests = { ...batches.requests, ...quality.requests, ...offices.requests }
export const answers = { ...batches.answers, ...quality.answers, ...offices.answers }
