import { commitPayment } from './commit'
import type { OrderDocument, Stamp } from './documents'
import { loadInsured } from './load'
import type { NewOrder, Outcome, ReceivedPayment } from './plan-payment'
import { planOrder, planPayment } from './plan-payment'
import type { Transaction } from '../../platform/database'

/** Opens an order within a transaction. @throws Refusal PERSON_HELD, PERSON_PAID */
export async function openOrder(transaction: Transaction, order: NewOrder, moment: Stamp): Promise<OrderDocument> {
  const insured = await loadInsured(
    transaction,
    order.people.map(({ line }) => line.enrolment),
  )
  const plan = planOrder(order, insured, moment)
  await commitPayment(transaction, plan, insured, moment.today)
  return plan.order
}

export interface Counted {
  order: OrderDocument
  outcome: Outcome
}

/**
 * Money that came for an order, whatever the way, within the transaction of the deed.
 * @param order as read, or just written, in this transaction
 * @throws Refusal as `planPayment`
 */
export async function applyPayment(
  transaction: Transaction,
  order: OrderDocument,
  money: ReceivedPayment,
  moment: Stamp,
): Promise<Counted> {
  const insured = await loadInsured(
    transaction,
    order.lines.map(({ enrolment }) => enrolment),
  )
  const { outcome, ...plan } = planPayment(order, insured, money, moment)
  if (outcome !== 'known') await commitPayment(transaction, plan, insured, moment.today)
  return { order: plan.order, outcome }
}
