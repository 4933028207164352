import type { CallContext } from '../shared/call-context'
import { once } from '../shared/operations'
import { requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import type { Transaction } from '../shared/database'
import type { Answers, Requests } from './contract'
import { viewOf } from './decide-refund'
import type { OrderDocument } from './documents'
import type { Way } from './ledger'
import type { Moment } from './order-moves'
import { orderView } from './order-view'
import { requireOrder } from './records/orders'
import { putRefund, readRefund, sealedWhy } from './records/refunds'
import { refundId, type RefundDocument } from './refund-documents'
import { lineOf, refundAnswer, whyNotTheirs } from './refund-terms'

/**
 * Asks for what one person was paid for to be given back. Whoever paid asks (岢岚 七: 由缴费人自行提出); of money taken at
 * a desk the person themself; or staff, with either of them before them. Refused on the spot with the reason.
 * @throws Refusal ORDER_NOT_FOUND, NOT_IN_ORDER, NOT_ALLOWED, NOT_THE_PAYER, REFUND_NOT_POSSIBLE, OPERATION_REUSED, BUSY
 */
export async function askRefund({ operation, order: id, enrolment, why }: Requests['askRefund'], context: CallContext): Promise<Answers['askRefund']> {
  const { db, caller: { openid }, now, today } = context
  const { payer, way, ...rest } = await requireOrder(db, id)
  const { resident, region, village } = lineOf({ payer, way, ...rest }, enrolment)
  const role = await requireAllowed(context, 'askRefund', { id, owner: payer, resident, region, village })
  const notTheirs = whyNotTheirs(role, { way })
  if (notTheirs !== null) throw new Refusal({ code: 'NOT_THE_PAYER', path: 'order', message: notTheirs })
  await inTransaction(db, (transaction) => once(transaction, { openid, operation, action: 'askRefund', at: now }, async () => {
    const order = await requireOrder(transaction, id)
    const line = lineOf(order, enrolment)
    const { taken, sentence } = await refundAnswer(transaction, order, line, { by: openid, now, today })
    if (!taken) throw new Refusal({ code: 'REFUND_NOT_POSSIBLE', path: 'order', message: sentence })
    const _id = refundId(id, enrolment)
    await putRefund(transaction, { _id, order: id, enrolment, region, amount: line.fee, asked: { by: openid, at: now, day: today, why: sealedWhy(why) }, ...FRESH, from: null })
    return _id
  }))
  return orderView(context, await requireOrder(db, id))
}

const FRESH: Pick<RefundDocument, 'state' | 'agreed' | 'refusedBecause' | 'sent'> = { state: 'asked', agreed: [], refusedBecause: null, sent: null }

/**
 * The county asks for money of an order that counts for nobody (paid twice, of another amount, too late) to go back. Who
 * asks is one of the two people that it takes. Again it is the same.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, NOTHING_HELD_BACK, BUSY
 */
export async function returnHeldBack({ order: id }: Requests['returnHeldBack'], context: CallContext): Promise<Answers['returnHeldBack']> {
  const { db, caller: { openid }, now, today } = context
  const { region } = (await requireOrder(db, id)).lines[0]!
  await requireAllowed(context, 'decideRefund', { id, region })
  const refunds = await inTransaction(db, async (transaction) => {
    const order = await requireOrder(transaction, id)
    const opened: RefundDocument[] = []
    for (const event of heldBackIn(order)) opened.push(await openReturn(transaction, order, event, { by: openid, now, today }))
    return opened
  })
  if (refunds.length === 0) throw new Refusal({ code: 'NOTHING_HELD_BACK', path: 'order', message: '这份订单里没有多付或者对不上的钱，不用退。要退参保费的，请办退费。' })
  return { refunds: await Promise.all(refunds.map((refund) => viewOf(context, refund))) }
}

interface HeldBack { transaction: string; amount: number; from: Way }

/** What came by WeChat or a terminal and counts for nobody; what the tax office's file brought is settled with the file. */
function heldBackIn({ state, way, events }: OrderDocument): HeldBack[] {
  const from = way === 'wechat' ? 'wechat' : way === 'pos' ? 'pos' : null
  return events.flatMap(({ kind, by, transaction, amount }) => {
    const back = kind === 'payTwice' || (kind === 'payInQuestion' && (state === 'inQuestion' || state === 'returning'))
    return back && from !== null && by !== 'tax' && transaction !== undefined && amount !== undefined ? [{ transaction, amount, from }] : []
  })
}

async function openReturn(transaction: Transaction, { _id: order, lines }: OrderDocument, money: HeldBack, { by, now, today }: Moment): Promise<RefundDocument> {
  const _id = refundId(order, money.transaction)
  const before = await readRefund(transaction, _id)
  if (before !== null) return before
  const refund: RefundDocument = {
    _id, order, enrolment: '', region: lines[0]!.region, amount: money.amount, asked: { by, at: now, day: today, why: sealedWhy('多付或者对不上的钱，核对后退回') },
    ...FRESH, state: 'agreedOnce', agreed: [{ by, at: now }], from: money.from,
  }
  await putRefund(transaction, refund)
  return refund
}
