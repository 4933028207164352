import * as enrolments from '../domain/enrolments/contract'
import * as mine from '../domain/family/contract'
import * as links from '../domain/family/contract'
import * as staff from '../domain/residents/contract'
import type * as z from 'zod/mini'
export type { CallAnswer, CallError } from '../platform/base'

export const requests = { ...enrolments.requests, ...mine.requests, ...links.requestsContractLinks, ...staff.requests }
export const answers = { ...enrolments.answers, ...mine.answers, ...links.answersContractLinks, ...staff.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
