import { createHash } from 'node:crypto'
import { claimEvidence, freeEvidence, secondPersonNeeded } from '../approvals'
import { defineAction, writeAuditIn } from '../access'
import { requireEnrolmentAccess, appendEvent, requireEnrolment, requirePlausibleDay, summaryOf } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import {
  applyPayment,
  believedDaysBack,
  isSettled,
  entryOf,
  withOrderEvent,
  openOrder,
  putReservation,
  putOrder,
  readReservation,
  released,
  readOrder,
  requireUnreserved,
  requireOrder,
  requireAmountDueOn,
  writeEntries,
} from '../payments'
import { stopAwaiting } from '../reconciliation'
import type { ReservationDocument, Stamp, OrderDocument } from '../payments'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { dayNumber } from '../../../rules'
import { ordersContract } from './contract'

export type Elsewhere = Requests['recordPayment']

/**
 * The county takes down what was paid at a counter that is not ours, by its receipt: an order of its own, whom it is
 * for, the ledger and the enrolment, in one transaction. The money stands as on its way (`elsewhere`) until the tax
 * office's file has it. A day that lies further back than one person's word is taken for needs a second person. The
 * same operation again changes nothing.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, DAY_TOO_EARLY, SECOND_PERSON_NEEDED, and as {@link takeDown}
 */
export const recordPayment = /* @__PURE__ */ defineAction(ordersContract, 'recordPayment', {
  permission: 'recordPayment',
  async run(asked, context) {
    const { db, caller, now, today } = context
    const { document } = await requireEnrolmentAccess(context, 'recordPayment', asked.enrolment)
    const { year, region } = document
    requirePlausibleDay(year, asked.day)
    await inTransaction(db, async (transaction) => {
      const before = await readOrder(transaction, asked.operation)
      if (before === null) {
        requireBelieved(document, asked.day ?? today, today)
        await takeDown(transaction, asked, { by: caller.openid, now, today })
        return writeAuditIn(transaction, {
          at: now,
          day: today,
          openid: caller.openid,
          action: 'recordPayment',
          target: asked.enrolment,
          region,
          outcome: 'done',
          why: `PAID_ON:${asked.day ?? 'TODAY'}`,
        })
      }
      if (before.payer === caller.openid && before.asked === digestOf(asked)) return
      throw new Refusal({
        code: 'OPERATION_REUSED',
        path: 'operation',
        message: '这个操作编号已经用在另一笔钱上了，这一次没有记。请返回重新进入这一页再记。',
      })
    })
    return { order: asked.operation, summary: summaryOf(await requireEnrolment(db, asked.enrolment), today, sealing()) }
  },
})

/** @throws Refusal SECOND_PERSON_NEEDED for a day that one person's word is not taken for */
function requireBelieved(document: EnrolmentDocument, day: CivilDay, today: CivilDay): void {
  const { days } = believedDaysBack([document], day, today)
  if (dayNumber(today)! - dayNumber(day)! <= days) return
  throw secondPersonNeeded('backdatePayment', `${day} 缴的，已经超过了一个人能补记的 ${days} 天。`)
}

function digestOf({ operation: _, ...asked }: Elsewhere): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(asked).sort()))
    .digest('base64url')
}

/**
 * What was paid elsewhere, taken down by whoever may.
 * @throws Refusal ENROLMENT_NOT_FOUND, DAY_IN_FUTURE, PERSON_PAID, PERSON_HELD, AMOUNT_NOT_OWED, EVIDENCE_USED,
 * ILLEGAL_EVENT, BUSY
 */
export async function takeDown(transaction: Transaction, asked: Elsewhere, moment: Stamp): Promise<void> {
  const { operation: id, enrolment, amount, way, evidence } = asked
  const day = asked.day ?? moment.today
  if (day > moment.today)
    throw new Refusal({
      code: 'DAY_IN_FUTURE',
      path: 'day',
      found: day,
      message: `${day} 还没有到，没有记录。请填今天或以前的日期。`,
    })
  await requireUnreserved(transaction, enrolment)
  const document = await requireEnrolment(transaction, enrolment)
  const person = requireAmountDueOn(document, asked, day, moment)
  const { household, village } = document
  await claimEvidence(transaction, receiptOf(document, evidence), { deed: id, household, village, day })
  const order = await openOrder(
    transaction,
    {
      id,
      payer: moment.by,
      way: 'elsewhere',
      channel: null,
      asked: digestOf(asked),
      merchant: null,
      payUntil: moment.today,
      expiresAt: moment.now,
      people: [person],
    },
    moment,
  )
  const counted = await applyPayment(
    transaction,
    order,
    { amount, transaction: evidence, day, wayName: way, lies: { at: 'transit', way: 'elsewhere' } },
    moment,
  )
  if (!isSettled(counted.outcome)) throw new Error('what could be paid for does not count')
}

const receiptOf = ({ region, year }: { region: string; year: number }, number: string) =>
  ({ season: `${region}-${year}`, kind: 'receipt', number }) as const

/**
 * That a payment which the county took down (`recordPayment`) never was, or was somebody else's, takes two people:
 * refused
 * to one, with what to do. Sent again after it was done it is answered as before.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, SECOND_PERSON_NEEDED
 */
export const voidPayment = /* @__PURE__ */ defineAction(ordersContract, 'voidPayment', {
  permission: 'voidPayment',
  async run({ operation, enrolment }, context) {
    await requireEnrolmentAccess(context, 'voidPayment', enrolment)
    const document = await requireEnrolment(context.db, enrolment)
    if (!document.events.some(({ id }) => id === operation))
      throw secondPersonNeeded('voidPayment', '补记的缴费作废以后，这个人又是没有缴费的状态。')
    return { summary: summaryOf(document, context.today, sealing()) }
  },
})

/**
 * Forced, by two of the county. The person owes again; order, ledger and enrolment say so in one transaction. Of a
 * payment
 * that no order is for, taken down before there were any, the enrolment alone.
 * @throws Refusal NOT_RECORDED_HERE, HAS_ARRIVED, ORDER_STATE, ILLEGAL_EVENT, BUSY
 */
export async function undoPayment(
  transaction: Transaction,
  { operation, enrolment, because }: Requests['voidPayment'],
  moment: Stamp,
): Promise<void> {
  const claim = await readReservation(transaction, enrolment)
  if (claim.state !== 'free') await undo(transaction, claim, because, moment)
  const facts = { kind: 'paymentVoided', because } as const
  await appendEvent(transaction, { operation, enrolment, day: null, facts }, moment)
}

async function undo(
  transaction: Transaction,
  claim: ReservationDocument,
  because: string,
  moment: Stamp,
): Promise<void> {
  const order = claim.order === null ? null : await requireOrder(transaction, claim.order)
  if (order?.way !== 'elsewhere') {
    throw new Refusal({
      code: 'NOT_RECORDED_HERE',
      path: 'enrolment',
      message: '这笔钱不是县里补记的，不能这样作废，什么也没有改动。村里收的请办收款作废；别的请办退费。',
    })
  }
  if (claim.arrival?.order === order._id) {
    throw new Refusal({
      code: 'HAS_ARRIVED',
      path: 'enrolment',
      message: '这笔钱税务已经到账，不能作废，什么也没有改动。要退给本人的，请办退费。',
    })
  }
  const [{ enrolment, region, year, fee }] = order.lines as [(typeof order.lines)[number]]
  await putOrder(transaction, withOrderEvent(order, 'forceVoid', moment, { because }))
  await freeReceiptsOf(transaction, order)
  await writeEntries(transaction, [
    entryOf(`${order._id}~void`, moment.today, 'voidPayment', {
      season: `${region}-${year}`,
      shares: [{ enrolment, amount: fee }],
      way: 'elsewhere',
    }),
  ])
  await putReservation(transaction, released(claim))
  await stopAwaiting(transaction, enrolment)
}

/** Its paper may stand for whose payment it was. */
async function freeReceiptsOf(transaction: Transaction, { _id, transactions, lines }: OrderDocument): Promise<void> {
  for (const number of transactions) await freeEvidence(transaction, receiptOf(lines[0]!, number), _id)
}
