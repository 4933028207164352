import type * as z from 'zod/mini'
import * as links from './contract-links'
import * as enrolments from './contract-enrolments'
import * as mine from './contract-mine'
import * as staff from './contract-staff'

/**
 * What `enrollment` may be asked and what it answers. A call is `{ action, data }`, an answer a `CallAnswer`.
 * Who calls is known from the platform only; `shared/permissions.ts` says who may do what to whose records.
 */
export type { CallAnswer, CallError } from '../shared/call-answer'

export const requests = { ...enrolments.requests, ...mine.requests, ...links.requests, ...staff.requests }
export const answers = { ...enrolments.answers, ...mine.answers, ...links.answers, ...staff.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
