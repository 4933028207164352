import * as batches from '../domain/rosters/contract'
import * as quality from '../domain/county-office/contract-quality'
import * as offices from '../domain/county-office/contract'

/** Rosters, the ledger's quality, appointments and the audit. */
export const requests = { ...batches.requests, ...quality.requests, ...offices.requestsContractOffices }
export const answers = { ...batches.answers, ...quality.answers, ...offices.answersContractOffices }
