import { freeEvidence, secondPersonNeeded } from '../approvals'
import { appointedGroups, requirePermission, writeAuditIn, defineAction } from '../access'
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
import type { CashItem, ReservationDocument, Entry, Stamp, OrderDocument } from '../payments'
import { Refusal } from '../../platform/base'
import type { Database, Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { shanghaiDay } from '../../../rules'
import type { CivilDay } from '../../../rules'
import { cashContract } from './contract'
import { slipOf } from './plan-take'

const UNDONE = '撤销了：请把钱当面退给这一家，收走原来的收据。这些人又要交费了。'
const VOIDED = '这笔收款已经作废：这些人又是没有缴费的状态，收据也作废了。请告诉缴费人，并把情况写清楚留存。'

/**
 * The county voids what was taken at a desk only by two: refused to one, with what to do. Sent again after it was
 * done it is
 * answered as before.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, SECOND_PERSON_NEEDED
 */
export const voidCash = /* @__PURE__ */ defineAction(cashContract, 'voidCash', {
  permission: 'voidCash',
  async run({ order: id }, context) {
    const order = await requireOrder(context.db, id)
    const [line] = order.lines
    await requirePermission(context, 'voidCash', { id, region: line!.region, village: line!.village })
    if (order.state !== 'closed')
      throw secondPersonNeeded('voidCash', '收款作废以后，这些人又是没有缴费的状态，收据也作废。')
    return { order: id, sentence: VOIDED }
  },
})

/**
 * A clerk takes back what they took in cash themself today and still hold: false money, or the wrong household. The
 * reason
 * stands with the order, and it leaves a line of audit that the auditor's report counts. The same operation again
 * changes
 * nothing.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, OTHER_GROUP, NOT_YOURS_TODAY, and as {@link voidOrder}
 */
export const undoCash = /* @__PURE__ */ defineAction(cashContract, 'undoCash', {
  permission: 'undoCash',
  async run({ order: id, because }, context) {
    const { db, caller, now, today } = context
    const {
      lines: [line],
      payer,
    } = await requireOrder(db, id)
    const { region, village } = line!
    const by = caller.openid
    // What they took themself is theirs to take back, wherever its household is now.
    const own = await appointedGroups(context)
    const groups = own === null ? {} : { groups: own }
    await requirePermission(context, 'undoCash', payer === by ? { id, region, village, ...groups } : { id })
    await inTransaction(db, async (transaction) => {
      const order = await requireOrder(transaction, id)
      if (order.events.some((event) => event.kind === 'forceVoid' && event.by === by)) return
      requireOwnOfToday(order, await itemsInHand(transaction, by), today)
      await voidOrder({ transaction, db }, id, because, { by, now, today })
      await writeAuditIn(transaction, {
        at: now,
        day: today,
        openid: by,
        action: 'undoCash',
        target: id,
        region,
        outcome: 'done',
        why: 'OWN_OF_TODAY',
      })
    })
    return { order: id, sentence: UNDONE }
  },
})

/** @throws Refusal NOT_YOURS_TODAY */
function requireOwnOfToday({ _id, madeAt }: OrderDocument, inHand: readonly CashItem[], today: CivilDay): void {
  const item = inHand.find(({ order }) => order === _id)
  if (item?.day === today && shanghaiDay(madeAt) === today) return
  throw new Refusal({
    code: 'NOT_YOURS_TODAY',
    path: 'order',
    message:
      '自己只能撤销当天收的、还在自己手里的现金，这笔不是，什么也没有改动。刷卡的、以前收的或者已经缴存的，请报县医保经办机构，由两位经办人员办理。',
  })
}

/**
 * Forced: what was taken at a desk was false money, or taken down by mistake. Whom it was for owe again, and their
 * receipt is
 * void. Only while the cash is in the clerk's hands, or the terminal's money on its way: afterwards money goes back
 * as a
 * refund.
 * @throws Refusal ORDER_NOT_FOUND, NOT_AT_A_DESK, NOT_IN_HAND, ORDER_STATE, CANNOT_VOID
 */
export async function voidOrder(
  { transaction, db }: { transaction: Transaction; db: Database },
  id: string,
  because: string,
  moment: Stamp,
): Promise<void> {
  const order = await requireOrder(transaction, id)
  if (order.way !== 'cash' && order.way !== 'pos')
    throw new Refusal({
      code: 'NOT_AT_A_DESK',
      path: 'order',
      message: '这份订单不是在村里收的钱，不能这样作废，什么也没有改动。要退钱的，请办退费。',
    })
  const claims = await Promise.all(order.lines.map(({ enrolment }) => readReservation(transaction, enrolment)))
  await putOrder(transaction, withOrderEvent(order, 'forceVoid', moment, { because }))
  requireWhole(order, claims)
  await writeEntries(transaction, [await undoing(transaction, order, moment)])
  for (const claim of claims) {
    const enrolment = claim._id
    await putReservation(transaction, released(claim))
    await stopAwaiting(transaction, enrolment)
    const facts = { kind: 'paymentVoided', because } as const
    await appendEvent(transaction, { operation: `${id}~${enrolment}~void`, enrolment, day: null, facts }, moment)
  }
  const slip = slipOf(order)
  if (slip !== null) await freeEvidence(transaction, slip, id)
  for (const { _id } of await receiptsOfOrder(db, id)) await voidReceipt(transaction, _id, because)
}

/**
 * Of whom the tax office has the money, or to whom it goes back, it was money: the order cannot be said never to have
 * been paid.
 */
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
): Promise<Entry> {
  const shares = lines.map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
  const { region, year } = lines[0]!
  if (way === 'pos')
    return entryOf(`${_id}~void`, today, 'voidPayment', { season: `${region}-${year}`, shares, way: 'pos' })
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
  return entryOf(`${_id}~void`, today, 'voidCash', { shares, clerk: payer })
}
