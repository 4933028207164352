import { createHash } from 'node:crypto'
import { allowedEnrolment } from '../enrollment/allowed-enrolment'
import { summaryOf } from '../enrollment/enrolment-summary'
import { requireLikelyDay } from '../enrollment/likely-day'
import { requireEnrolment } from '../enrollment/records/enrolments'
import type { CallContext } from '../shared/call-context'
import type { Transaction } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { inTransaction } from '../shared/transaction'
import type { Answers, Requests } from './contract'
import { countMoney, counts } from './count-money'
import type { OrderDocument } from './documents'
import { openOrder } from './open-order'
import type { Moment } from './order-moves'
import { requireOwedOn } from './owed-on'
import { readClaim } from './records/claims'
import { readOrder } from './records/orders'

type Asked = Requests['recordPayment']

/**
 * The county takes down what was paid at a counter that is not ours, by its receipt: an order of its own, whom it is for,
 * the ledger and the enrolment, in one transaction. The money stands as on its way (`elsewhere`) until the tax office's file
 * has it. The same operation again changes nothing.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, DAY_TOO_EARLY, DAY_IN_FUTURE, PERSON_PAID, PERSON_HELD, AMOUNT_NOT_OWED,
 * ILLEGAL_EVENT, OPERATION_REUSED, BUSY
 */
export async function recordPayment(asked: Asked, context: CallContext): Promise<Answers['recordPayment']> {
  const { db, caller, now, today } = context
  const { document: { year } } = await allowedEnrolment(context, 'recordPayment', asked.enrolment)
  requireLikelyDay(year, asked.day)
  await inTransaction(db, async (transaction) => {
    const order = await readOrder(transaction, asked.operation) ?? await takeDown(transaction, asked, { by: caller.openid, now, today })
    if (order.payer === caller.openid && order.asked === digestOf(asked)) return
    throw new Refusal({ code: 'OPERATION_REUSED', path: 'operation', message: '这个操作编号已经用在另一笔钱上了，这一次没有记。请返回重新进入这一页再记。' })
  })
  return { order: asked.operation, summary: summaryOf(await requireEnrolment(db, asked.enrolment), today, sealing()) }
}

function digestOf({ operation: _, ...asked }: Asked): string {
  return createHash('sha256').update(JSON.stringify(Object.entries(asked).sort())).digest('base64url')
}

async function takeDown(transaction: Transaction, asked: Asked, moment: Moment): Promise<OrderDocument> {
  const { operation: id, enrolment, amount, way, evidence } = asked
  const day = asked.day ?? moment.today
  if (day > moment.today) throw new Refusal({ code: 'DAY_IN_FUTURE', path: 'day', found: day, message: `${day} 还没有到，没有记录。请填今天或以前的日期。` })
  await requireNobodyElses(transaction, enrolment)
  const person = requireOwedOn(await requireEnrolment(transaction, enrolment), asked, day, moment)
  const order = await openOrder(transaction, { id, payer: moment.by, way: 'elsewhere', channel: null, asked: digestOf(asked), merchant: null, payUntil: moment.today, expiresAt: moment.now, people: [person] }, moment)
  const counted = await countMoney(transaction, order, { amount, transaction: evidence, day, wayName: way, lies: { at: 'transit', way: 'elsewhere' } }, moment)
  if (!counts(counted.outcome)) throw new Error('what could be paid for does not count')
  return counted.order
}

/** @throws Refusal PERSON_PAID, PERSON_HELD */
export async function requireNobodyElses(transaction: Transaction, enrolment: string): Promise<void> {
  const { state } = await readClaim(transaction, enrolment)
  if (state === 'paid') throw new Refusal({ code: 'PERSON_PAID', path: 'enrolment', message: '这个人这一年的费用系统里已经有一笔付好了，没有再记。确实付了两笔的，等税务文件到了按“重复缴费”办退。' })
  if (state === 'held') throw new Refusal({ code: 'PERSON_HELD', path: 'enrolment', message: '这个人正在一份没付完的订单里，没有记。请付款人先取消那份订单再记；在官方渠道缴的，不用补记，税务文件到了会自动算上。' })
}
