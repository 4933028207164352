import * as cash from '../domain/cash/contract'
import * as payer from '../domain/orders/contract'
import * as questions from '../domain/refunds/contract'
import * as tax from '../domain/reconciliation/contract'
import type * as z from 'zod/mini'
export type { CallAnswer, CallError } from '../platform/base'

export const requests = { ...cash.requests, ...payer.requests, ...questions.requests, ...tax.requests }
export const answers = { ...cash.answers, ...payer.answers, ...questions.answers, ...tax.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
