import type * as z from 'zod/mini'
import * as cash from './contract-cash'
import * as payer from './contract-payer'
import * as questions from './contract-questions'
import * as tax from './contract-tax'

/**
 * What `payment` may be asked and what it answers. A call is `{ action, data }`, an answer a `CallAnswer`.
 * Who calls is known from the platform only; `shared/permissions.ts` says who may do what to whose records.
 */
export type { CallAnswer, CallError } from '../shared/call-answer'

export const requests = { ...cash.requests, ...payer.requests, ...questions.requests, ...tax.requests }
export const answers = { ...cash.answers, ...payer.answers, ...questions.answers, ...tax.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
