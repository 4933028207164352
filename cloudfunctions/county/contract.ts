import { countyContract } from '../domain/county-office/contract'
import { countyDayContract } from '../domain/county-day/contract'
import { beginningContract } from '../domain/beginning/contract'
import { outwardContract } from '../domain/outward/contract'
import { schemesContract } from '../domain/schemes/contract'
import { rostersContract } from '../domain/rosters/contract'
import { qualityContract } from '../domain/county-office/contract-quality'
import { appointmentsContract } from '../domain/county-office/contract-appointments'
import { subsidyFundsContract } from '../domain/subsidy-funds/contract'
import { approvalsContract } from '../domain/approvals/contract'
import type { AnswersOf, RequestsOf } from '../platform/calls'
export type { CallAnswer, CallError } from '../platform/base'

/** What the function may be asked and what it answers; the phone takes its types from here. */
export const contract = {
  ...countyContract,
  ...rostersContract,
  ...qualityContract,
  ...appointmentsContract,
  ...subsidyFundsContract,
  ...approvalsContract,
  ...beginningContract,
  ...countyDayContract,
  ...outwardContract,
  ...schemesContract,
}

export type Requests = RequestsOf<typeof contract>
export type Answers = AnswersOf<typeof contract>
