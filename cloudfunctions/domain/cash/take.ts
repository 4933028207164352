import { auditTakenEarlier, putConflict, readConflict, recordingConflict } from './offline-cash'
import { requireEnrolmentsAccess, noSuchEnrolment } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import {
  collectible,
  commitPayment,
  commitReceipt,
  issueReceipts,
  itemsInHand,
  lastSerial,
  loadInsuredBeside,
  putCashInHand,
  readOrder,
  reservationsOf,
} from '../payments'
import type { OrderDocument, ReservationDocument, Stamp } from '../payments'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { formatYuan } from '../../../rules'
import { cashContract } from './contract'
import { digestOf, planTake } from './plan-take'
import type { Taken, TakeSituation } from './plan-take'
import { slipOf } from './plan-take'
import { claimEvidence } from '../approvals'
import { answerWithoutPermission, defineAction } from '../access'

/**
 * A clerk takes cash, or has let a card through the terminal, for people of one household: the order, whom it is for,
 * the ledger, their enrolments, the clerk's drawer and the receipt, all in one transaction or nothing. The same
 * operation again answers the same. If another clerk or a payer was first, it is refused and the money is to be given
 * back at once.
 * @throws Refusal as `planTake`; NOT_ALLOWED, OTHER_GROUP, SLIP_NEEDED, EVIDENCE_USED, OPERATION_REUSED, ORDER_STATE,
 * BUSY
 */
export const takeCash = /* @__PURE__ */ defineAction(cashContract, 'takeCash', {
  permission: 'takeCash',
  keepsRequest: true,
  async run(taken, context) {
    const { order, receipts } = await recordingConflict(taken, context, async () => {
      // What was counted is answered again, also when its household has moved out of the clerk's village group since.
      const known = await readOrder(context.db, taken.operation)
      if (known?.payer === context.caller.openid) answerWithoutPermission(context, 'takeCash', 'toldAgain')
      else await requireEnrolmentsAccess(context, 'takeCash', taken.enrolments)
      if (taken.way === 'pos' && taken.slip === null)
        throw new Refusal({
          code: 'SLIP_NEEDED',
          path: 'slip',
          message: '刷卡收款要填小票上的号码，这次没有记。请对照小票填写。',
        })
      return takeOnce(taken, context)
    })
    await auditTakenEarlier(taken, order.lines[0]!, context)
    return {
      order: order._id,
      total: order.total,
      day: order.events[0]?.day ?? context.today,
      receipts: [...receipts],
      sentence: `已收 ${order.lines.length} 人共 ${formatYuan(order.total)}，收据已开。请把收据号念给缴费人，或让他们看一眼。`,
    }
  },
})

interface Done {
  order: OrderDocument
  receipts: readonly string[]
}

/** Load, plan, commit; or the deed as it was done before. */
function takeOnce(taken: Taken, { db, caller, now, today }: CallContext): Promise<Done> {
  const moment = { by: caller.openid, now, today }
  return inTransaction(db, async (transaction) => {
    const before = await readOrder(transaction, taken.operation)
    if (before !== null) return doneBefore(transaction, before, taken, moment)
    const situation = await load(transaction, db, taken, moment.by)
    const plan = planTake(taken, situation, moment)
    await claimSlip(transaction, plan.order, situation, today)
    await commitPayment(transaction, plan, situation.insured, today, { beside: db })
    if (plan.conflict !== null) await putConflict(transaction, plan.conflict)
    if (plan.inHand !== null) await putCashInHand(transaction, moment.by, plan.inHand)
    await commitReceipt(transaction, plan.receipt, now)
    return { order: plan.order, receipts: [plan.receipt.receipt._id] }
  })
}

/** A terminal's slip is for one taking. @throws Refusal EVIDENCE_USED */
async function claimSlip(
  transaction: Transaction,
  order: OrderDocument,
  { insured }: TakeSituation,
  today: CivilDay,
): Promise<void> {
  const slip = slipOf(order)
  const { household, village } = insured[0]!.enrolment!.document
  if (slip !== null) await claimEvidence(transaction, slip, { deed: order._id, household, village, day: today })
}

/** The people are read beside the transaction, which has read already and writes each of them. */
async function load(
  transaction: Transaction,
  db: Database,
  { enrolments, way, takenOn, operation }: Taken,
  clerk: string,
): Promise<TakeSituation> {
  const insured = await loadInsuredBeside(db, [...new Set(enrolments)].sort())
  const book = insured[0]?.enrolment?.document ?? noSuchEnrolment()
  if (insured.some(({ enrolment }) => enrolment === null)) noSuchEnrolment()
  return {
    insured,
    inHand: way === 'cash' ? await itemsInHand(transaction, clerk) : [],
    lastSerial: await lastSerial(transaction, book),
    conflict: takenOn === undefined ? null : await readConflict(transaction, operation),
  }
}

async function doneBefore(
  transaction: Transaction,
  order: OrderDocument,
  taken: Taken,
  { by, now, today }: Stamp,
): Promise<Done> {
  if (order.payer !== by || order.asked !== digestOf(taken)) {
    throw new Refusal({
      code: 'OPERATION_REUSED',
      path: 'operation',
      message: '这个操作编号已经用在另一笔收款上了，这一次没有记。请返回重新进入这一页再收。',
    })
  }
  if (order.state === 'closed')
    throw new Refusal({
      code: 'ORDER_STATE',
      path: 'operation',
      message: '这笔收款后来作废了，收据也作废了。要重新收，请返回重新进入这一页。',
    })
  const day = order.events.find(({ kind }) => kind === 'pay')?.day ?? today
  return { order, receipts: await issueReceipts(transaction, { ...order, day, way: taken.way }, now) }
}

/**
 * What people of one household owe today, each with what has to be said to them before their money is taken.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export const collectibleByClerk = /* @__PURE__ */ defineAction(cashContract, 'owedAtDesk', {
  permission: 'takeCash',
  async run({ enrolments }, context) {
    const documents = await requireEnrolmentsAccess(context, 'takeCash', enrolments)
    const claims = await reservationsOf(context.db, enrolments)
    const people = documents.map((document: EnrolmentDocument) => {
      const claim = claims.get(document._id)
      const { payable, because, warnings } = collectible(document, claim, context.today, atTheDesk)
      return { enrolment: document._id, fee: payable?.line.fee ?? null, because, warnings: [...warnings] }
    })
    return { people, total: people.reduce((sum, { fee }) => sum + (fee ?? 0), 0) }
  },
})

const atTheDesk = ({ state }: ReservationDocument): string =>
  state === 'paid' ? '这一年的费用已经缴过了。' : '正在别的订单里等待付款，先不要收。'
