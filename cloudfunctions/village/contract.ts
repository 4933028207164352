import type * as z from 'zod/mini'
import * as desk from './contract-desk'
import * as doors from './contract-doors'
import * as duties from './contract-duties'
import * as households from './contract-households'
import * as papers from './contract-papers'
import * as postings from './contract-postings'

/**
 * What `village` may be asked and what it answers. A call is `{ action, data }`, an answer a `CallAnswer`.
 * Who calls is known from the platform only; `shared/permissions.ts` has a row of the same name for every action.
 * Taking cash, depositing and receipts are asked of `payment` (`owedAtDesk`, `takeCash`, `cashInHand`, `depositCash`,
 * `receipt`), a resident's entry, a field in full and the household's printed code of `enrollment`.
 * Money is fen, days are civil days in Asia/Shanghai; `village` and `year` say which desk is meant.
 */
export type { CallAnswer, CallError } from '../shared/call-answer'

export const requests = { ...desk.requests, ...households.requests, ...doors.requests, ...duties.requests, ...papers.requests, ...postings.requests }
export const answers = { ...desk.answers, ...households.answers, ...doors.answers, ...duties.answers, ...papers.answers, ...postings.answers }

export type Requests = { [Action in keyof typeof requests]: z.infer<(typeof requests)[Action]> }
export type Answers = { [Action in keyof typeof answers]: z.infer<(typeof answers)[Action]> }
