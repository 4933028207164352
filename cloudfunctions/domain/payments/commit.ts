import { changedEnrolment, putEnrolments } from '../enrolments'
import { account } from './ledger'
import { writeNewEntries } from './ledger-store'
import type { Insured } from './load'
import type { PaymentPlan } from './plan-payment'
import { putReservation } from './reservations'
import { addOrder, putOrder } from './store'
import type { Database, Transaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

interface CommitManner {
  /** As of `writeNewEntries`. */
  beside?: Database
  /** The order is new, and a fault of the database if one of its id is there. */
  adds?: boolean
}

/**
 * Writes a plan in the transaction in which it was loaded: each document once, the counts of the villages with the
 * enrolments. The entries are new, as the documents that the plan was made from say.
 * @param before as loaded, in the order of the plan's `insured`
 */
export async function commitPayment(
  transaction: Transaction,
  plan: PaymentPlan,
  before: readonly Insured[],
  today: CivilDay,
  { beside, adds = false }: CommitManner = {},
): Promise<void> {
  await (adds ? addOrder : putOrder)(transaction, plan.order)
  // Of whom nothing was ever assessed, no entry has named.
  const unopened = before.flatMap(({ claim }) => (claim.assessments === 0 ? [account('receivable', claim._id)] : []))
  await writeNewEntries(transaction, plan.entries, { beside, unopened: new Set(unopened) })
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
