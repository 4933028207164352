import type * as z from 'zod/mini'
import * as progress from './contract-progress'
import * as rosters from './contract-rosters'

/**
 * What `county` may be asked and what it answers. A call is `{ action, data }`, an answer a `CallAnswer`.
 * Who calls is known from the platform only; `shared/permissions.ts` says who may do what to whose records.
 */
export type { CallAnswer, CallError } from '../shared/call-answer'

export const requests = { ...progress.requests, ...rosters.requests }
export const answers = { ...progress.answers, ...rosters.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
