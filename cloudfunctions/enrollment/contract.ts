import { residentsContract } from '../domain/residents/contract'
import { familyContract } from '../domain/family/contract'
import { amountContract } from '../domain/payments/contract'
import { enrolmentsContract } from '../domain/enrolments/contract'
import type { AnswersOf, RequestsOf } from '../platform/calls'
export type { CallAnswer, CallError } from '../platform/base'

/** What the function may be asked and what it answers; the phone takes its types from here. */
export const contract = { ...residentsContract, ...familyContract, ...amountContract, ...enrolmentsContract }

export type Requests = RequestsOf<typeof contract>
export type Answers = AnswersOf<typeof contract>
