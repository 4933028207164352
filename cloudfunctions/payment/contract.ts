import { ordersContract } from '../domain/orders/contract'
import { refundsContract } from '../domain/refunds/contract'
import { cashContract } from '../domain/cash/contract'
import { receiptsContract } from '../domain/payments/contract'
import { reconciliationContract } from '../domain/reconciliation/contract'
import type { AnswersOf, RequestsOf } from '../platform/calls'
export type { CallAnswer, CallError } from '../platform/base'

/** What the function may be asked and what it answers; the phone takes its types from here. */
export const contract = {
  ...ordersContract,
  ...refundsContract,
  ...cashContract,
  ...receiptsContract,
  ...reconciliationContract,
}

export type Requests = RequestsOf<typeof contract>
export type Answers = AnswersOf<typeof contract>
