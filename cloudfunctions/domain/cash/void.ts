import { requirePermission, writeAudit, defineAction } from '../access'
import { appendEvent } from '../enrolments'
import {
  entryOf,
  isAwaitingArrival,
  itemsInHand,
  putCashInHand,
  withOrderEvent,
  putReservation,
  putOrder,
  readReservation,
  released,
  receiptsOfOrder,
  requireOrder,
  voidReceipt,
  writeEntries,
} from '../payments'
import { stopAwaiting } from '../reconciliation'
import type { ReservationDocument, Entry, Stamp, OrderDocument } from '../payments'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { cashContract } from './contract'

/**
 * Forced, by the county: what was taken at a desk was false money, or taken down by mistake. Whom it was for owe again,
 * and their receipt is void. Only while the cash is in the clerk's hands, or the terminal's money on its way: afterwards
 * money goes back as a refund. Done twice it is done once, with one line of audit, also when the first call died on the way to it.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, NOT_AT_A_DESK, NOT_IN_HAND, ORDER_STATE, CANNOT_VOID, BUSY
 */
export const voidCash = /* @__PURE__ */ defineAction(cashContract, 'voidCash', {
  permission: 'voidCash',
  async run({ order: id, because }, context) {
    const { db, caller } = context
    const {
      lines: [line],
      way,
    } = await requireOrder(db, id)
    await requirePermission(context, 'voidCash', { id, region: line!.region, village: line!.village })
    if (way !== 'cash' && way !== 'pos')
      throw new Refusal({
        code: 'NOT_AT_A_DESK',
        path: 'order',
        message: '这份订单不是在村里收的钱，不能这样作废，什么也没有改动。要退钱的，请办退费。',
      })
    const done = await voidOrder(context, { order: id, because })
    const deed = done.events.find(
      ({ kind, by, because: why }) => kind === 'forceVoid' && by === caller.openid && why === because,
    )
    if (deed !== undefined)
      await writeAudit(db, {
        deed: id,
        at: deed.at,
        day: deed.day,
        openid: caller.openid,
        action: 'voidCash',
        target: id,
        region: line!.region,
        outcome: 'done',
        why: 'FORCED',
      })
    return {
      order: id,
      sentence: '这笔收款已经作废：这些人又是没有缴费的状态，收据也作废了。请告诉缴费人，并把情况写清楚留存。',
    }
  },
})

/**
 * Whom an order was for owe again, their receipts are void and the ledger says so, all in one transaction. An order
 * that is
 * closed already stays as it is.
 * @param require what else has to hold of the order, looked at in the same transaction
 */
export async function voidOrder(
  { db, caller, now, today }: CallContext,
  { order: id, because }: { order: string; because: string },
  require: (transaction: Transaction, order: OrderDocument) => Promise<void> = () => Promise.resolve(),
): Promise<OrderDocument> {
  const receipts = await receiptsOfOrder(db, id)
  const moment = { by: caller.openid, now, today }
  return inTransaction(db, async (transaction) => {
    const order = await requireOrder(transaction, id)
    if (order.state === 'closed') return order
    await require(transaction, order)
    const claims = await Promise.all(order.lines.map(({ enrolment }) => readReservation(transaction, enrolment)))
    const voided = withOrderEvent(order, 'forceVoid', moment, { because })
    await putOrder(transaction, voided)
    requireWhole(order, claims)
    await writeEntries(transaction, await undoing(transaction, order, moment))
    for (const claim of claims) {
      const enrolment = claim._id
      await putReservation(transaction, released(claim))
      await stopAwaiting(transaction, enrolment)
      await appendEvent(
        transaction,
        { operation: `${id}~${enrolment}~void`, enrolment, day: null, facts: { kind: 'paymentVoided', because } },
        moment,
      )
    }
    for (const { _id } of receipts) await voidReceipt(transaction, _id, because)
    return voided
  })
}

/** Of whom the tax office has the money, or to whom it goes back, it was money: the order cannot be said never to have been paid. */
function requireWhole({ _id }: OrderDocument, claims: readonly ReservationDocument[]): void {
  if (claims.every((claim) => isAwaitingArrival(claim, _id))) return
  throw new Refusal({
    code: 'CANNOT_VOID',
    path: 'order',
    message: '这笔收款里有人的钱已经到税务，或者正在退，不能整笔作废，什么也没有改动。要退钱的，请一人一人地办退费。',
  })
}

async function undoing(
  transaction: Transaction,
  { _id, payer, way, lines }: OrderDocument,
  { today }: Stamp,
): Promise<Entry[]> {
  const shares = lines.map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
  const { region, year } = lines[0]!
  if (way === 'pos')
    return [entryOf(`${_id}~void`, today, 'voidPayment', { season: `${region}-${year}`, shares, way: 'pos' })]
  const inHand = await itemsInHand(transaction, payer)
  if (!inHand.some(({ order }) => order === _id)) {
    throw new Refusal({
      code: 'NOT_IN_HAND',
      path: 'order',
      message: '这笔现金已经不在经办人手里（缴存了），不能作废，什么也没有改动。要退钱的，请办退费。',
    })
  }
  await putCashInHand(
    transaction,
    payer,
    inHand.filter(({ order }) => order !== _id),
  )
  return [entryOf(`${_id}~void`, today, 'voidCash', { shares, clerk: payer })]
}
