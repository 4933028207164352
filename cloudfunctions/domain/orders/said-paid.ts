import { answerWithoutPermission, defineAction } from '../access'
import { requireEnrolmentAccess } from '../enrolments'
import type { OrderDocument } from '../payments'
import {
  ordersWithIds,
  orderMachine,
  putOrder,
  requireOrder,
  reservationsOf,
  saidPaidOn,
  withOrderEvent,
} from '../payments'
import { boundResident, carerName, residentsOf } from '../people'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { shanghaiDay } from '../../../rules'
import { ordersContract } from './contract'
import { orderView, ownOrder } from './view'

/**
 * So long nobody else is asked for the same money, once its payer has said that it is paid: the tax
 * office's news takes days.
 */
const NEWS_MS = 15 * 86_400_000

/**
 * The payer says that they have paid on the official channel. It is no evidence and moves no money; it
 * keeps the family from
 * paying twice until the tax office's file comes. Said again, or of an order that has gone on
 * meanwhile, it changes nothing.
 * @throws Refusal NOT_ALLOWED, BUSY
 */
export const sayPaid = /* @__PURE__ */ defineAction(ordersContract, 'sayPaid', {
  permission: 'cancelOrder',
  async run({ order: id }, context) {
    await ownOrder(context, 'cancelOrder', id)
    const { caller, now, today } = context
    const order = await inTransaction(context.db, async (transaction) => {
      const before = await requireOrder(transaction, id)
      const said = afterSaid(before, { by: caller.openid, now, today })
      if (said !== before) await putOrder(transaction, said)
      return said
    })
    return orderView(context, order)
  },
})

/** The order itself where there is nothing to say of it any more. */
function afterSaid(order: OrderDocument, moment: { by: string; now: number; today: string }): OrderDocument {
  if (!orderMachine.may(order.state, 'sayPaid') || saidPaidOn(order) !== null) return order
  return { ...withOrderEvent(order, 'sayPaid', moment), expiresAt: Math.max(order.expiresAt, moment.now + NEWS_MS) }
}

/**
 * Of those whom the caller may see: who is being paid for by whom, so that nobody in the family pays
 * for them again. Nothing
 * is told of an order but that it is there, since when, and whether its payer says that it is paid.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND
 */
export const underway = /* @__PURE__ */ defineAction(ordersContract, 'underway', {
  permission: 'quote',
  async run({ enrolments }, context) {
    if (enrolments.length === 0) answerWithoutPermission(context, 'quote', 'ofNobody')
    for (const id of enrolments) await requireEnrolmentAccess(context, 'quote', id)
    const held = [...(await reservationsOf(context.db, enrolments)).values()].filter(({ state }) => state === 'held')
    const orders = await ordersWithIds(
      context.db,
      held.flatMap(({ order }) => order ?? []),
    )
    const payers = await payerNames(context, orders)
    return {
      people: held.flatMap(({ _id, order: id }) => {
        const order = orders.find((one) => one._id === id)
        if (order === undefined) return []
        const isOwn = order.payer === context.caller.openid
        return [
          {
            enrolment: _id,
            order: isOwn ? order._id : null,
            payer: isOwn ? '您' : (payers.get(order.payer) ?? carerName(undefined)),
            since: shanghaiDay(order.madeAt),
            saidPaid: saidPaidOn(order),
          },
        ]
      }),
    }
  },
})

/** As those whom they look after see them: what they are bound as, masked. */
async function payerNames({ db }: CallContext, orders: readonly OrderDocument[]): Promise<ReadonlyMap<string, string>> {
  const openids = [...new Set(orders.map(({ payer }) => payer))]
  const found = await Promise.all(openids.map(async (openid) => [openid, await nameOf(db, openid)] as const))
  return new Map(found)
}

async function nameOf(db: Database, openid: string): Promise<string> {
  const resident = await boundResident(db, openid)
  return carerName(resident === null ? undefined : (await residentsOf(db, [resident]))[0])
}
