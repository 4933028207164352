import { createHash } from 'node:crypto'
import { writeAudit, defineAction } from '../access'
import { requireEnrolmentAccess, appendEvent, requireEnrolment, requirePlausibleDay, summaryOf } from '../enrolments'
import {
  applyPayment,
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
import { ordersContract } from './contract'

type Asked = Requests['recordPayment']

/**
 * The county takes down what was paid at a counter that is not ours, by its receipt: an order of its own, whom it is for,
 * the ledger and the enrolment, in one transaction. The money stands as on its way (`elsewhere`) until the tax office's file
 * has it. The same operation again changes nothing.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, DAY_TOO_EARLY, DAY_IN_FUTURE, PERSON_PAID, PERSON_HELD, AMOUNT_NOT_OWED,
 * ILLEGAL_EVENT, OPERATION_REUSED, BUSY
 */
export const recordPayment = /* @__PURE__ */ defineAction(ordersContract, 'recordPayment', {
  permission: 'recordPayment',
  async run(asked, context) {
    const { db, caller, now, today } = context
    const {
      document: { year, region },
    } = await requireEnrolmentAccess(context, 'recordPayment', asked.enrolment)
    requirePlausibleDay(year, asked.day)
    await inTransaction(db, async (transaction) => {
      const order =
        (await readOrder(transaction, asked.operation)) ??
        (await takeDown(transaction, asked, { by: caller.openid, now, today }))
      if (order.payer === caller.openid && order.asked === digestOf(asked)) return
      throw new Refusal({
        code: 'OPERATION_REUSED',
        path: 'operation',
        message: '这个操作编号已经用在另一笔钱上了，这一次没有记。请返回重新进入这一页再记。',
      })
    })
    await writeAudit(db, {
      deed: asked.operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'recordPayment',
      target: asked.enrolment,
      region,
      outcome: 'done',
      why: `PAID_ON:${asked.day ?? 'TODAY'}`,
    })
    return { order: asked.operation, summary: summaryOf(await requireEnrolment(db, asked.enrolment), today, sealing()) }
  },
})

function digestOf({ operation: _, ...asked }: Asked): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(asked).sort()))
    .digest('base64url')
}

async function takeDown(transaction: Transaction, asked: Asked, moment: Stamp): Promise<OrderDocument> {
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
  const person = requireAmountDueOn(await requireEnrolment(transaction, enrolment), asked, day, moment)
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
  return counted.order
}

/**
 * Forced, by the county: a payment that it took down (`recordPayment`) never was, or was somebody else's. The person owes
 * again; order, ledger and enrolment say so in one transaction. Of a payment that no order is for, taken down before there
 * were any, the enrolment alone. The same operation again changes nothing.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, NOT_RECORDED_HERE, HAS_ARRIVED, ORDER_STATE, ILLEGAL_EVENT, BUSY
 */
export const voidPayment = /* @__PURE__ */ defineAction(ordersContract, 'voidPayment', {
  permission: 'voidPayment',
  async run({ operation, enrolment, because }, context) {
    const { db, caller, now, today } = context
    await requireEnrolmentAccess(context, 'voidPayment', enrolment)
    const document = await inTransaction(db, async (transaction) => {
      const before = await requireEnrolment(transaction, enrolment)
      if (before.events.some(({ id }) => id === operation)) return before
      const moment = { by: caller.openid, now, today }
      const claim = await readReservation(transaction, enrolment)
      if (claim.state !== 'free') await undo(transaction, claim, because, moment)
      return appendEvent(
        transaction,
        { operation, enrolment, day: null, facts: { kind: 'paymentVoided', because } },
        moment,
      )
    })
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'voidPayment',
      target: enrolment,
      region: document.region,
      outcome: 'done',
      why: 'FORCED',
    })
    return { summary: summaryOf(document, today, sealing()) }
  },
})

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
