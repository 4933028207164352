import cloud from 'wx-server-sdk'
import type { CallAnswer } from '../../cloudfunctions/platform/base/refusal'
import type { OrderDocument } from '../../cloudfunctions/domain/payments/documents'
import { readEvery } from './read-every'
import type { SeasonRun } from './season-run'
import { FORGER } from './township'

/** Whoever learned the number of an order makes up a notice of its payment; or acts in others' names. None of it moves a fen. */
export async function forge(run: SeasonRun): Promise<void> {
  const orders = await readEvery<OrderDocument>(run.town.db, 'orders')
  const order = orders.length === 0 ? null : run.pick(orders)
  const before = await entries(run)
  const what = run.pick([
    'a notice',
    'a notice of another amount',
    'a notice to another merchant',
    'a notice of no order',
    'as a user',
    'a cancel',
    'a refund',
  ] as const)
  run.step(`forged: ${what} for ${order?._id ?? 'nothing'}`)
  run.count(`forged: ${what}`)
  const notice = {
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    outTradeNo: order?.merchantNo ?? 'none-000001',
    subMchId: order?.merchant ?? run.town.merchant,
    totalFee: order?.total ?? 1,
    transactionId: '4200'.padEnd(28, '7'),
    ...(what === 'a notice of another amount' && { totalFee: 1 }),
    ...(what === 'a notice to another merchant' && { subMchId: '1999999999' }),
    ...(what === 'a notice of no order' && { outTradeNo: 'forged-00000001' }),
  }
  const paid = order !== null && [...run.world.wechatPayments.values()].some((one) => one.order === order._id)
  if (what === 'as a user')
    await run.town
      .as(FORGER)
      .call('payment-notice', 'none', {})
      .catch(() => undefined)
  else if (what === 'a cancel' || what === 'a refund') await refusedToForger(run, what, order)
  else await cloud.callFunction({ name: 'payment-notice', data: notice })
  // A made-up notice of what was really paid is only a reminder to look.
  if (!paid && (await entries(run)) !== before) run.fail(`forged: ${what} moved money`)
}

async function refusedToForger(
  run: SeasonRun,
  what: 'a cancel' | 'a refund',
  order: OrderDocument | null,
): Promise<void> {
  if (order === null) return
  const forger = run.town.as(FORGER)
  const answer: CallAnswer<unknown> =
    what === 'a cancel'
      ? await forger.call('payment', 'cancelOrder', { order: order._id })
      : await forger.call('payment', 'askRefund', {
          operation: run.operation(),
          order: order._id,
          enrolment: order.lines[0]!.enrolment,
          why: '我要退',
        })
  if (answer.ok) run.fail(`a stranger could do ${what} of ${order._id}`)
}

async function entries(run: SeasonRun): Promise<number> {
  return (await run.town.db.collection('ledger').count()).total
}
