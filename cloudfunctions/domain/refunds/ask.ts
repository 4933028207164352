import { requirePermission, defineAction } from '../access'
import type { Stamp, OrderDocument, TransitRoute } from '../payments'
import { requireOrder } from '../payments'
import { viewOf } from './decide'
import type { RefundDocument } from './documents'
import { putRefund, readRefund, refundId, sealedWhy } from './documents'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { refundsContract } from './contract'

export const NEW_REFUND: Pick<RefundDocument, 'state' | 'agreed' | 'refusedBecause' | 'sent'> = {
  state: 'asked',
  agreed: [],
  refusedBecause: null,
  sent: null,
}

/**
 * The county asks for money of an order that counts for nobody (paid twice, of another amount, too late) to go back.
 * Who asks is one of the two people that it takes. Again it is the same.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, NOTHING_HELD_BACK, BUSY
 */
export const refundHeldFunds = /* @__PURE__ */ defineAction(refundsContract, 'returnHeldBack', {
  permission: 'decideRefund',
  async run({ order: id }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const { region } = (await requireOrder(db, id)).lines[0]!
    await requirePermission(context, 'decideRefund', { id, region })
    const refunds = await inTransaction(db, async (transaction) => {
      const order = await requireOrder(transaction, id)
      const opened: RefundDocument[] = []
      for (const event of heldBackIn(order))
        opened.push(await openReturn(transaction, order, event, { by: openid, now, today }))
      return opened
    })
    if (refunds.length === 0)
      throw new Refusal({
        code: 'NOTHING_HELD_BACK',
        path: 'order',
        message: '这份订单里没有多付或者对不上的钱，不用退。要退参保费的，请办退费。',
      })
    return { refunds: await Promise.all(refunds.map((refund) => viewOf(context, refund))) }
  },
})

interface HeldBack {
  transaction: string
  amount: number
  from: TransitRoute
}

/**
 * What came by WeChat or a terminal and counts for nobody; what the tax office's file brought is settled with the file.
 */
function heldBackIn({ state, way, events }: OrderDocument): HeldBack[] {
  const from = way === 'wechat' ? 'wechat' : way === 'pos' ? 'pos' : null
  return events.flatMap(({ kind, by, transaction, amount }) => {
    const back = kind === 'payTwice' || (kind === 'payInQuestion' && (state === 'inQuestion' || state === 'returning'))
    return back && from !== null && by !== 'tax' && transaction !== undefined && amount !== undefined
      ? [{ transaction, amount, from }]
      : []
  })
}

async function openReturn(
  transaction: Transaction,
  { _id: order, lines }: OrderDocument,
  money: HeldBack,
  { by, now, today }: Stamp,
): Promise<RefundDocument> {
  const _id = refundId(order, money.transaction)
  const before = await readRefund(transaction, _id)
  if (before !== null) return before
  const refund: RefundDocument = {
    _id,
    order,
    enrolment: '',
    region: lines[0]!.region,
    amount: money.amount,
    asked: { by, at: now, day: today, why: sealedWhy(_id, '多付或者对不上的钱，核对后退回') },
    ...NEW_REFUND,
    state: 'agreedOnce',
    agreed: [{ by, at: now }],
    from: money.from,
  }
  await putRefund(transaction, refund)
  return refund
}
