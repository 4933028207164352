import { appointmentOf, requirePermission, defineAction } from '../access'
import { orderView, orderViews } from './view'
import type { Stamp, OrderDocument, OrderEvent } from '../payments'
import {
  commitPayment,
  entryOf,
  issueReceipts,
  withOrderEvent,
  ordersEnding,
  loadInsured,
  paidFor,
  readOrder,
  requireOrder,
} from '../payments'
import { readRefund, refundId } from '../refunds'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { formatYuan } from '../../../rules'
import { ordersContract } from './contract'

const LISTED = 100
/** Later than any order ends. */
const EVER = Number.MAX_SAFE_INTEGER

/** Orders of the caller's county whose money does not fit. @throws Refusal NOT_ALLOWED */
export const ordersUnderReview = /* @__PURE__ */ defineAction(ordersContract, 'ordersInQuestion', {
  permission: 'countAfterAll',
  async run(_, context) {
    const region = (await appointmentOf(context))?.region
    await requirePermission(context, 'countAfterAll', { id: 'orders', ...(region === undefined ? {} : { region }) })
    const found = await ordersEnding(context.db, 'inQuestion', EVER, LISTED)
    return {
      orders: await orderViews(
        context,
        found.filter((order) => regionOf(order) === region),
      ),
      more: found.length === LISTED,
    }
  },
})

/**
 * The county finds that money in question is for these people all the same: what stood against it is out of the way.
 * Again it changes nothing.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, ORDER_STATE, AMOUNT_DIFFERS, RETURN_UNDER_WAY, STILL_NOT_PAYABLE, BUSY
 */
export const acceptAfterReview = /* @__PURE__ */ defineAction(ordersContract, 'countAfterAll', {
  permission: 'countAfterAll',
  async run({ order: id, because }, context) {
    const { db, caller, now, today } = context
    const found = await readOrder(db, id)
    await requirePermission(context, 'countAfterAll', found === null ? { id } : { id, region: regionOf(found) })
    return orderView(
      context,
      await inTransaction(db, (transaction) => countIn(transaction, id, because, { by: caller.openid, now, today })),
    )
  },
})

async function countIn(transaction: Transaction, id: string, because: string, moment: Stamp): Promise<OrderDocument> {
  const order = await requireOrder(transaction, id)
  if (order.state === 'paid' && order.events.at(-1)?.kind === 'forceCount') return order
  const counted = withOrderEvent(order, 'forceCount', moment, { because })
  const { amount, transaction: payment, day } = questioned(order)
  if (amount !== order.total) {
    throw new Refusal({
      code: 'AMOUNT_DIFFERS',
      path: 'order',
      message: `收到${formatYuan(amount)}，这份订单应缴${formatYuan(order.total)}，不能直接计入，什么也没有改动。请办退回，再按应缴的数重新缴。`,
    })
  }
  const back = await readRefund(transaction, refundId(id, payment))
  if (back !== null && back.state !== 'refused')
    throw new Refusal({
      code: 'RETURN_UNDER_WAY',
      path: 'order',
      message: '这笔钱已经在办退回，不能再计入，什么也没有改动。请等退回办完，再按应缴的数重新缴。',
    })
  const money = { day, wayName: '核对后计入', transaction: payment }
  const before = await loadInsured(
    transaction,
    order.lines.map(({ enrolment }) => enrolment),
  )
  const insured = paidFor(order, before, money, moment).flatMap((one) => one ?? [])
  if (insured.length < before.length) {
    throw new Refusal({
      code: 'STILL_NOT_PAYABLE',
      path: 'order',
      message:
        '其中有人已经缴过、已经退出，或者应缴金额变了，这笔钱还不能计入，什么也没有改动。请先更正他们的记录，或者办退回。',
    })
  }
  const shares = order.lines.map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
  const entries = [entryOf(`${id}~${payment}~release`, moment.today, 'release', { shares, order: id })]
  await commitPayment(transaction, { order: counted, insured, entries }, before, moment.today)
  if (order.way === 'wechat') await issueReceipts(transaction, { ...order, day, way: order.way }, moment.now)
  return counted
}

const regionOf = ({ lines }: OrderDocument): string => lines[0]!.region

/** The payment that raised the question. */
function questioned({
  events,
}: OrderDocument): Required<Pick<OrderEvent, 'amount' | 'transaction'>> & Pick<OrderEvent, 'day'> {
  const { amount, transaction, day } = events.filter(({ kind }) => kind === 'payInQuestion').at(-1)!
  return { amount: amount!, transaction: transaction!, day }
}
