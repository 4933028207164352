import type { Database } from '../shared/database'
import { inTransaction } from '../shared/transaction'
import { countMoney, counts } from './count-money'
import type { Counted, Money } from './count-money'
import type { OrderDocument } from './documents'
import type { Moment } from './order-moves'
import { requireOrder } from './records/orders'
import { issueReceipts } from './records/receipts'
import { askWechat } from './wechat-pay'
import type { WechatSays } from './wechat-pay'

/**
 * Money that came for an order, whoever told of it first: a notice, the payer who asked, or the watch. What passed
 * through our hands and counts has its receipts in the same transaction.
 */
export async function takeMoney(db: Database, order: string, money: Money, moment: Moment): Promise<Counted> {
  return inTransaction(db, async (transaction) => {
    const counted = await countMoney(transaction, await requireOrder(transaction, order), money, moment)
    const { way } = counted.order
    if (counts(counted.outcome) && way === 'wechat') await issueReceipts(transaction, { ...counted.order, way, day: money.day }, moment.now)
    return counted
  })
}

/** Takes down what WeChat says of an order: the order after, and whether there was money. Again it is the same. */
export async function takeFromWechat(db: Database, order: OrderDocument, says: WechatSays, moment: Moment): Promise<Counted | null> {
  if (says.state !== 'paid') return null
  const { amount, transaction, day } = says
  return takeMoney(db, order._id, { amount, transaction, day, wayName: '微信支付', lies: { at: 'transit', way: 'wechat' } }, { ...moment, by: 'wechat' })
}

/** Asks WeChat how an order of its stands. @throws Refusal WECHAT_PAY_UNREACHABLE */
export function askOf(order: OrderDocument): Promise<WechatSays> {
  return askWechat(namesOf(order))
}

/** @throws Error for an order that is not to be paid by WeChat */
export function namesOf({ merchant, merchantNo }: OrderDocument): { merchant: string; merchantNo: string; nonce: string } {
  if (merchant === null) throw new Error('the order has no merchant')
  return { merchant, merchantNo, nonce: merchantNo }
}
