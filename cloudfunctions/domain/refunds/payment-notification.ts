import * as z from 'zod/mini'
import { writeAudit } from '../access'
import type { OrderDocument, WechatPaymentState } from '../payments'
import {
  queryOrderAtWechat,
  queryWechat,
  orderByMerchantNo,
  receiveFromWechat,
  wechatFee,
  wechatName,
  writeEntries,
} from '../payments'
import type { UnmatchedPaymentDocument } from './unmatched-documents'
import { addUnmatchedPayment } from './unmatched-documents'
import { unmatchedPaymentEntry } from './unmatched'
import type { Database } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** What WeChat tells the function of an order; of what it holds, only the names are used. */
export const PaymentNotice = z.object({
  outTradeNo: z.string().check(z.minLength(6), z.maxLength(32)),
  subMchId: z.pipe(wechatName, z.string().check(z.minLength(1), z.maxLength(32))),
  subAppid: z.optional(z.string()),
  totalFee: z.optional(wechatFee),
})
export type PaymentNotice = z.infer<typeof PaymentNotice>

/** `settled`: durable, and not to be told again. `again`: WeChat does not confirm it yet, or never will. */
export interface NoticeOutcome {
  answer: 'settled' | 'again'
  /** What came of it, for the log. */
  what: string
}

interface At {
  now: number
  today: CivilDay
  /** Of this mini-program. */ appid: string
}

/**
 * A notice is a hint that WeChat be asked: anybody who learned a number could have made it up, and its amount with it.
 * What WeChat then says is taken down before the answer; money for no order of ours is kept as owed back.
 * @throws Refusal WECHAT_PAY_UNREACHABLE, BUSY: it will come again
 */
export async function handlePaymentNotification(db: Database, notice: PaymentNotice, at: At): Promise<NoticeOutcome> {
  if (notice.subAppid !== undefined && notice.subAppid !== at.appid)
    return noted(db, notice, at, 'OTHER_APP', 'settled')
  const order = await orderByMerchantNo(db, notice.outTradeNo)
  return order === null || order.merchant !== notice.subMchId
    ? takeUnknown(db, notice, at)
    : takeKnown(db, order, notice, at)
}

async function takeKnown(db: Database, order: OrderDocument, notice: PaymentNotice, at: At): Promise<NoticeOutcome> {
  const says = await queryOrderAtWechat(order)
  const taken = await receiveFromWechat(db, order, says, { by: 'wechat', now: at.now, today: at.today })
  if (taken === null) return noted(db, notice, at, 'NOT_CONFIRMED', 'again')
  if (says.state === 'paid' && notice.totalFee !== undefined && notice.totalFee !== says.amount)
    await noted(db, notice, at, 'NOTICE_DIFFERS', 'settled')
  return { answer: 'settled', what: taken.outcome }
}

/** Asked all the same: money that WeChat confirms is real, whatever it was for. */
async function takeUnknown(
  db: Database,
  { outTradeNo: merchantNo, subMchId: merchant, ...rest }: PaymentNotice,
  at: At,
): Promise<NoticeOutcome> {
  const notice = { outTradeNo: merchantNo, subMchId: merchant, ...rest }
  const says = await queryWechat({ merchant, merchantNo, nonce: merchantNo })
  if (says.state === 'returned') return noted(db, notice, at, 'RETURNED_ELSEWHERE', 'settled')
  if (says.state !== 'paid') return noted(db, notice, at, 'UNKNOWN_ORDER', 'settled')
  await inTransaction(db, async (transaction) => {
    const oddity = unmatchedPaymentOf(says, merchant, merchantNo, at)
    await addUnmatchedPayment(transaction, oddity)
    await writeEntries(transaction, [unmatchedPaymentEntry(oddity, 'holdBack', says.day)])
  })
  return { answer: 'settled', what: 'unknownOrder' }
}

function unmatchedPaymentOf(
  { amount, transaction, day }: Extract<WechatPaymentState, { state: 'paid' }>,
  merchant: string,
  merchantNo: string,
  { now }: At,
): UnmatchedPaymentDocument {
  return {
    _id: `wechat~${transaction}`,
    state: 'open',
    what: 'unknownOrder',
    amount,
    transaction,
    merchantNo,
    merchant,
    day,
    at: now,
    events: [],
    enrolment: '',
  }
}

/** A line of audit, one a day for the same. */
async function noted(
  db: Database,
  { outTradeNo }: PaymentNotice,
  { now, today }: At,
  why: string,
  answer: NoticeOutcome['answer'],
): Promise<NoticeOutcome> {
  await writeAudit(db, {
    deed: today,
    at: now,
    day: today,
    openid: 'wechat',
    action: 'paymentNotice',
    target: outTradeNo,
    region: null,
    outcome: 'refused',
    why,
  })
  return { answer, what: why }
}
