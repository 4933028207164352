import * as desk from '../domain/clerk/contract'
import * as households from '../domain/clerk/contract-households'
import * as doors from '../domain/clerk/contract'
import * as duties from '../domain/duties/contract'
import * as papers from '../domain/duties/contract'
import * as postings from '../domain/duties/contract'
import type * as z from 'zod/mini'
export type { CallAnswer, CallError } from '../platform/base'

export const requests = {
  ...desk.requests,
  ...households.requests,
  ...doors.requestsContractDoors,
  ...duties.requests,
  ...papers.requestsContractPapers,
  ...postings.requestsContractPostings,
}
export const answers = {
  ...desk.answers,
  ...households.answers,
  ...doors.answersContractDoors,
  ...duties.answers,
  ...papers.answersContractPapers,
  ...postings.answersContractPostings,
}

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
