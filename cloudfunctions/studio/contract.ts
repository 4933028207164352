import { studioContract } from '../domain/studio/contract'
import type { AnswersOf, RequestsOf } from '../platform/calls'
export type { CallAnswer, CallError } from '../platform/base'

/** What the function may be asked and what it answers; the phone takes its types from here. */
export const contract = studioContract

export type Requests = RequestsOf<typeof contract>
export type Answers = AnswersOf<typeof contract>
