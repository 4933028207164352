import {
  entryOf,
  itemsInHand,
  putCashInHand,
  withOrderEvent,
  putReservation,
  putOrder,
  readReservation,
  released,
  receiptsOfOrder,
  refundAtWechat,
  refundByWechat,
  reissueWithout,
  requireOrder,
  writeEntries,
} from '../payments'
import type { Entry, Stamp, OrderDocument, ReceiptDocument, TransitRoute } from '../payments'
import { allLines, requireDecider, viewOf } from './decide'
import type { RefundDocument } from './documents'
import { noteRefundTrouble, putRefund, refundsUnderWay, requireRefund } from './documents'
import { refundMachine } from './refund-machine'
import { Refusal } from '../../platform/base'
import type { Rounds } from '../../platform/database'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { refundsContract } from './contract'
import { defineAction } from '../access'

/**
 * Sends money back the way it came: by WeChat while it lies there; else a person pays it out and names the evidence.
 * WeChat takes some minutes; asked again, it is looked at again, and never sent twice.
 * @throws Refusal REFUND_NOT_FOUND, NOT_ALLOWED, REFUND_STATE, EVIDENCE_NEEDED, WECHAT_PAY_UNREACHABLE,
 * WECHAT_REFUND_REFUSED, BUSY
 */
export const sendRefund = /* @__PURE__ */ defineAction(refundsContract, 'sendRefund', {
  permission: 'decideRefund',
  async run({ refund: id, evidence }, context) {
    const { db, caller, now, today } = context
    const refund = await requireDecider(context, id)
    if (refund.state === 'done') return viewOf(context, refund)
    const order = await requireOrder(db, refund.order)
    const moment = { by: caller.openid, now, today }
    if (refund.state === 'failed') return viewOf(context, await payOut(db, refund, order, evidence, moment))
    refundMachine.require(refund.state, 'send')
    const sent = await markSent(db, refund, order, evidence, moment)
    if (sent.sent!.way === 'byHand') return viewOf(context, await finish(db, sent, moment))
    await refundByWechat(namesOf(sent, order))
    return viewOf(context, await finishIfBack(db, sent, order, moment))
  },
})

/**
 * A person has paid out what WeChat could not give back. WeChat is asked first: what was settled at the merchant's
 * console meanwhile is back, and is not to be paid twice.
 */
async function payOut(
  db: Database,
  refund: RefundDocument,
  order: OrderDocument,
  evidence: string | null,
  moment: Stamp,
): Promise<RefundDocument> {
  const now = await finishIfBack(db, refund, order, moment)
  if (now.state === 'done') return now
  return finish(db, refund, moment, { evidence: requireEvidence(evidence) })
}

/** @throws Refusal EVIDENCE_NEEDED */
function requireEvidence(evidence: string | null): string {
  if (evidence !== null) return evidence
  throw new Refusal({
    code: 'EVIDENCE_NEEDED',
    path: 'evidence',
    message: '这笔钱要由人退给本人，请先退款，再填转账流水号或本人签收单的号码。现在还没有登记。',
  })
}

/** For the watch: looks after refunds that WeChat was asked for; how many of them are back now. */
export async function pollSentRefunds(db: Database, rounds: Rounds, moment: Stamp, most: number): Promise<number> {
  let back = 0
  const sent = await rounds.page('refunds', most, (after, count) => refundsUnderWay(db, after, count))
  await rounds.each(sent, {
    nameOf: ({ _id }) => `refund~${_id}`,
    async run(refund) {
      const order = await requireOrder(db, refund.order)
      if (refund.sent!.way === 'wechat' && (await finishIfBack(db, refund, order, moment)).state === 'done') back++
    },
    tell: ({ _id }, trouble) => noteRefundTrouble(db, _id, trouble),
  })
  return back
}

/**
 * Whether the tax office has this person's money; its news comes person by person, also where the order as a whole has
 * arrived.
 */
async function hasArrived(
  transaction: Transaction,
  { enrolment }: RefundDocument,
  { _id }: OrderDocument,
): Promise<boolean> {
  return (await readReservation(transaction, enrolment)).arrival?.order === _id
}

/** Whom an order in question still held can be paid for again. */
async function letGo(transaction: Transaction, { _id, lines }: OrderDocument): Promise<void> {
  for (const { enrolment } of lines) {
    const claim = await readReservation(transaction, enrolment)
    if (claim.order === _id && claim.state === 'held') await putReservation(transaction, released(claim))
  }
}

/** Where the money lies that is to go back; what is in a drawer is looked for there. */
async function fundsOf(
  transaction: Transaction,
  refund: RefundDocument,
  order: OrderDocument,
): Promise<TransitRoute | 'arrived'> {
  if (refund.from !== null) return refund.from
  if (await hasArrived(transaction, refund, order)) return 'arrived'
  return order.way === 'cash' ? 'deposit' : order.way
}

async function markSent(
  db: Database,
  { _id }: RefundDocument,
  order: OrderDocument,
  evidence: string | null,
  { by, now, today }: Stamp,
): Promise<RefundDocument> {
  return inTransaction(db, async (transaction) => {
    const refund = await requireRefund(transaction, _id)
    if (refund.sent !== null) return refund
    // By WeChat what came by WeChat, until the tax office has it.
    const way =
      order.merchant !== null && (await fundsOf(transaction, refund, order)) === 'wechat' ? 'wechat' : 'byHand'
    if (way === 'byHand') requireEvidence(evidence)
    const sent: RefundDocument = {
      ...refund,
      state: refundMachine.require(refund.state, 'send'),
      sent: { by, at: now, day: today, way, evidence },
    }
    await putRefund(transaction, sent)
    return sent
  })
}

const namesOf = ({ _id, amount }: RefundDocument, { merchant, merchantNo, total }: OrderDocument) => ({
  merchant: merchant!,
  merchantNo,
  refund: _id,
  total,
  amount,
})

async function finishIfBack(
  db: Database,
  refund: RefundDocument,
  order: OrderDocument,
  moment: Stamp,
): Promise<RefundDocument> {
  const says = await refundAtWechat(namesOf(refund, order))
  if (says === 'arrived') return finish(db, refund, moment)
  return says === 'failed' ? markFailed(db, refund) : refund
}

/** The card is void: whoever decides on refunds sees it in their list, and pays it out by hand. */
function markFailed(db: Database, { _id }: RefundDocument): Promise<RefundDocument> {
  return inTransaction(db, async (transaction) => {
    const refund = await requireRefund(transaction, _id)
    const state = refundMachine.next(refund.state, 'fail')
    if (state === null) return refund
    const failed: RefundDocument = { ...refund, state }
    await putRefund(transaction, failed)
    return failed
  })
}

/** The money is back with who paid it; `paidOut`: by a person, after WeChat could not. */
async function finish(
  db: Database,
  { _id, order: orderId }: RefundDocument,
  moment: Stamp,
  paidOut?: { evidence: string },
): Promise<RefundDocument> {
  const receipts = await receiptsOfOrder(db, orderId)
  return inTransaction(db, async (transaction) => {
    const refund = await requireRefund(transaction, _id)
    if (refund.state === 'done') return refund
    const state = refundMachine.require(refund.state, paidOut === undefined ? 'arriveBack' : 'payOut')
    const done: RefundDocument = {
      ...refund,
      state,
      ...(paidOut === undefined ? {} : { sent: { ...refund.sent!, evidence: paidOut.evidence } }),
    }
    const order = await requireOrder(transaction, orderId)
    await putRefund(transaction, done)
    await writeEntries(transaction, [await goingBack(transaction, done, order, moment)])
    if (refund.enrolment !== '') await freed(transaction, refund, order, receipts, moment)
    const all = refund.enrolment === '' || (await allLines(transaction, order, done, ['done']))
    if (all && order.state === 'returning') {
      await putOrder(transaction, withOrderEvent(order, 'return', moment, { amount: refund.amount }))
      await letGo(transaction, order)
    }
    return done
  })
}

/**
 * Nobody holds the person any more; the receipt on which they stand is void, and whoever else stood on it has a new
 * one.
 */
async function freed(
  transaction: Transaction,
  { _id, enrolment }: RefundDocument,
  order: OrderDocument,
  receipts: readonly ReceiptDocument[],
  { now }: Stamp,
): Promise<void> {
  const claim = await readReservation(transaction, enrolment)
  if (claim.order === order._id) await putReservation(transaction, released(claim))
  for (const receipt of receipts) {
    if (receipt.state === 'issued' && receipt.lines.some((line) => line.enrolment === enrolment))
      await reissueWithout(transaction, receipt, enrolment, { by: _id, now })
  }
}

async function goingBack(
  transaction: Transaction,
  refund: RefundDocument,
  order: OrderDocument,
  { today }: Stamp,
): Promise<Entry> {
  const { _id, amount, from } = refund
  const { region, year } = order.lines[0]!
  const of = { order: order._id, amount }
  const inHand = from === null && order.way === 'cash' ? await itemsInHand(transaction, order.payer) : []
  if (inHand.some((item) => item.order === order._id)) {
    const less = inHand.map((item) => (item.order === order._id ? { ...item, amount: item.amount - amount } : item))
    await putCashInHand(
      transaction,
      order.payer,
      less.filter((item) => item.amount > 0),
    )
    return entryOf(`${_id}~refund`, today, 'refundCash', { clerk: order.payer, ...of })
  }
  // What WeChat was asked for it has sent, whatever else was heard meanwhile.
  const way = refund.sent?.way === 'wechat' ? 'wechat' : await fundsOf(transaction, refund, order)
  return entryOf(`${_id}~refund`, today, 'refund', { season: `${region}-${year}`, way, ...of })
}
