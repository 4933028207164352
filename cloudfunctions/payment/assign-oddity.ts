import { createHash } from 'node:crypto'
import { requireEnrolment } from '../enrollment/records/enrolments'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { appointmentOf } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { countMoney, counts } from './count-money'
import type { OddityDocument, OrderDocument } from './documents'
import { auditOddity, movedOddity, oddityEntry, oddityView, requireOwnOddity } from './oddities'
import { openOrder } from './open-order'
import type { Moment } from './order-moves'
import { requireOwedOn } from './owed-on'
import { requireNobodyElses } from './record-payment'
import { orderByMerchantNo } from './records/orders'
import { putOddity, requireOddity } from './records/oddities'
import { writeEntries } from './records/ledger'
import { issueReceipts } from './records/receipts'

/** Who pays an order that was found: nobody whom we know. */
const UNKNOWN_PAYER = 'wechat'
const WAY_NAME = '微信支付'

/** What an order that was found is called: one an oddity. */
export const orderOfOddity = (id: string): string => `found-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`

/**
 * A person of the county finds whose money it is: it is what was owed on its day for that person and year, and nobody has
 * paid for them. It gets an order, and counts as any payment by WeChat does. The same again changes nothing.
 * @throws Refusal NOT_ALLOWED, ODDITY_STATE, ENROLMENT_NOT_FOUND, NOT_HERE, PERSON_PAID, PERSON_HELD, AMOUNT_NOT_OWED,
 * ILLEGAL_EVENT, BUSY
 */
export async function assignOddity({ oddity: id, enrolment, because }: Requests['assignOddity'], context: CallContext): Promise<Answers['assignOddity']> {
  const { db, caller, now, today } = context
  const { merchantNo } = await requireOwnOddity(context, id)
  const region = (await appointmentOf(context))!.region
  // Another merchant's order may have the number; then the money goes back by hand, should it have to.
  const isFree = (await orderByMerchantNo(db, merchantNo)) === null
  const moment = { by: caller.openid, now, today }
  const oddity = await inTransaction(db, async (transaction) => {
    const before = await requireOddity(transaction, id)
    if (before.state === 'assigned' && before.enrolment === enrolment) return before
    const after = { ...movedOddity(before, 'assign', moment, { because, order: orderOfOddity(id) }), enrolment }
    await count(transaction, before, { enrolment, region, isFree }, moment)
    await putOddity(transaction, after)
    return after
  })
  await auditOddity(context, oddity, 'assign')
  return oddityView(oddity, context)
}

async function count(transaction: Transaction, oddity: OddityDocument, { enrolment, region, isFree }: { enrolment: string; region: string; isFree: boolean }, moment: Moment): Promise<void> {
  const document = await requireEnrolment(transaction, enrolment)
  if (document.region !== region) throw new Refusal({ code: 'NOT_HERE', path: 'enrolment', message: '这个人不在您这个县的台账里，没有认领。请先核对是哪里的人。' })
  await requireNobodyElses(transaction, enrolment)
  const { amount, day, transaction: payment, merchant, merchantNo, _id } = oddity
  const id = orderOfOddity(_id)
  const person = requireOwedOn(document, { operation: id, amount, way: WAY_NAME, evidence: payment }, day, moment)
  const order = await openOrder(transaction, { id, payer: UNKNOWN_PAYER, way: 'wechat', channel: null, asked: '', merchant: isFree ? merchant : null, payUntil: day, expiresAt: moment.now, people: [person] }, moment)
  const named: OrderDocument = isFree ? { ...order, merchantNo } : order
  await writeEntries(transaction, [oddityEntry(oddity, 'voidHeldBack', moment.today)])
  const counted = await countMoney(transaction, named, { amount, transaction: payment, day, wayName: WAY_NAME, lies: { at: 'transit', way: 'wechat' } }, moment)
  if (!counts(counted.outcome)) throw new Error('what could be paid for does not count')
  await issueReceipts(transaction, { ...counted.order, way: 'wechat', day }, moment.now)
}
