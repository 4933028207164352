import { changedEnrolment, putEnrolments } from '../enrolments'
import { writeNewEntries } from './ledger-store'
import type { Insured } from './load'
import type { PaymentPlan } from './plan-payment'
import { putReservation } from './reservations'
import { putOrder } from './store'
import type { Database, Transaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/**
 * Writes a plan in the transaction in which it was loaded: each document once, the counts of the villages with the
 * enrolments. The entries are new, as the documents that the plan was made from say.
 * @param before as loaded, in the order of the plan's `insured`
 * @param beside as of `writeNewEntries`
 */
export async function commitPayment(
  transaction: Transaction,
  plan: PaymentPlan,
  before: readonly Insured[],
  today: CivilDay,
  beside?: Database,
): Promise<void> {
  await putOrder(transaction, plan.order)
  await writeNewEntries(transaction, plan.entries, beside)
  for (const [i, { claim }] of plan.insured.entries())
    if (claim !== before[i]!.claim) await putReservation(transaction, claim)
  const written = plan.insured.flatMap(({ enrolment }, i) => {
    const opened = before[i]!.enrolment
    if (enrolment === null || opened === null || enrolment.record === opened.record) return []
    const after = changedEnrolment(opened.document, today, () => enrolment.record, undefined, opened.record)
    return [{ before: opened.document, after }]
  })
  if (written.length > 0) await putEnrolments(transaction, written)
}
