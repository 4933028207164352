import { allowedEnrolment } from '../enrollment/allowed-enrolment'
import { recordEventIn } from '../enrollment/record-event'
import { requireEnrolment } from '../enrollment/records/enrolments'
import { summaryOf } from '../enrollment/enrolment-summary'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import type { ClaimDocument } from './documents'
import { entryOf } from './ledger'
import { moved, type Moment } from './order-moves'
import { putClaim, readClaim } from './records/claims'
import { writeEntries } from './records/ledger'
import { putOrder, requireOrder } from './records/orders'
import { waitNoMore } from './records/tax-files'

/**
 * Forced, by the county: a payment that it took down (`recordPayment`) never was, or was somebody else's. The person owes
 * again; order, ledger and enrolment say so in one transaction. Of a payment that no order is for, taken down before there
 * were any, the enrolment alone. The same operation again changes nothing.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, NOT_RECORDED_HERE, HAS_ARRIVED, ORDER_STATE, ILLEGAL_EVENT, BUSY
 */
export async function voidPayment({ operation, enrolment, because }: Requests['voidPayment'], context: CallContext): Promise<Answers['voidPayment']> {
  const { db, caller, now, today } = context
  await allowedEnrolment(context, 'voidPayment', enrolment)
  const document = await inTransaction(db, async (transaction) => {
    const before = await requireEnrolment(transaction, enrolment)
    if (before.events.some(({ id }) => id === operation)) return before
    const moment = { by: caller.openid, now, today }
    const claim = await readClaim(transaction, enrolment)
    if (claim.state !== 'free') await undo(transaction, claim, because, moment)
    return recordEventIn(transaction, { operation, enrolment, day: null, facts: { kind: 'paymentVoided', because } }, moment)
  })
  await writeAudit(db, { _id: `${caller.openid}-void-${operation}`, at: now, day: today, openid: caller.openid, action: 'voidPayment', target: enrolment, region: document.region, outcome: 'done', why: 'FORCED' })
  return { summary: summaryOf(document, today, sealing()) }
}

async function undo(transaction: Transaction, claim: ClaimDocument, because: string, moment: Moment): Promise<void> {
  const order = claim.order === null ? null : await requireOrder(transaction, claim.order)
  if (order?.way !== 'elsewhere') {
    throw new Refusal({ code: 'NOT_RECORDED_HERE', path: 'enrolment', message: '这笔钱不是县里补记的，不能这样作废，什么也没有改动。村里收的请办收款作废；别的请办退费。' })
  }
  if (claim.arrival?.order === order._id) {
    throw new Refusal({ code: 'HAS_ARRIVED', path: 'enrolment', message: '这笔钱税务已经到账，不能作废，什么也没有改动。要退给本人的，请办退费。' })
  }
  const [{ enrolment, region, year, fee }] = order.lines as [(typeof order.lines)[number]]
  await putOrder(transaction, moved(order, 'forceVoid', moment, { because }))
  await writeEntries(transaction, [entryOf(`${order._id}~void`, moment.today, 'voidPayment', { season: `${region}-${year}`, shares: [{ enrolment, amount: fee }], way: 'elsewhere' })])
  await putClaim(transaction, { ...claim, order: null, state: 'free' })
  await waitNoMore(transaction, enrolment)
}
