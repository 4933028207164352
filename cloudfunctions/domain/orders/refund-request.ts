import { requirePermission, defineAction } from '../access'
import { cardsOf, orderView } from './view'
import { requireOrder } from '../payments'
import {
  NEW_REFUND,
  lineOf,
  notPossible,
  putRefund,
  readRefund,
  refundAnswer,
  refundId,
  sealedWhy,
  notThePayer,
  wordsOfRefund,
} from '../refunds'
import { Refusal } from '../../platform/base'
import { inTransaction, runIdempotent } from '../../platform/database'
import { ordersContract } from './contract'

/**
 * Whether a refund could be asked today, and if not, why: said on the spot; and what became of one asked before.
 * @throws Refusal ORDER_NOT_FOUND, NOT_IN_ORDER, NOT_ALLOWED
 */
export const refundTerms = /* @__PURE__ */ defineAction(ordersContract, 'refundTerms', {
  permission: 'refundTerms',
  async run({ order: id, enrolment }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const order = await requireOrder(db, id)
    const line = lineOf(order, enrolment)
    const role = await requirePermission(context, 'refundTerms', {
      id,
      owner: order.payer,
      resident: line.resident,
      region: line.region,
      village: line.village,
    })
    const terms = await refundAnswer(db, order, line, { by: openid, now, today })
    const notTheirs = notThePayer(role, order)
    const before = await readRefund(db, refundId(id, enrolment))
    return {
      ...terms,
      ...(terms.taken && notTheirs !== null ? notPossible(terms, notTheirs) : {}),
      person: (await cardsOf(context, [order])).get(line.resident)!,
      year: line.year,
      amount: line.fee,
      before: before === null ? null : { state: before.state, words: wordsOfRefund(before) },
    }
  },
})

/**
 * Asks for what one person was paid for to be given back. Whoever paid asks (岢岚 七: 由缴费人自行提出); of money taken at a desk
 * the person themself; or staff, with either of them before them. Refused on the spot with the reason.
 * @throws Refusal ORDER_NOT_FOUND, NOT_IN_ORDER, NOT_ALLOWED, NOT_THE_PAYER, REFUND_NOT_POSSIBLE, OPERATION_REUSED,
 * BUSY
 */
export const askRefund = /* @__PURE__ */ defineAction(ordersContract, 'askRefund', {
  permission: 'askRefund',
  async run({ operation, order: id, enrolment, why }, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    const { payer, way, ...rest } = await requireOrder(db, id)
    const { resident, region, village } = lineOf({ payer, way, ...rest }, enrolment)
    const role = await requirePermission(context, 'askRefund', { id, owner: payer, resident, region, village })
    const notTheirs = notThePayer(role, { way })
    if (notTheirs !== null) throw new Refusal({ code: 'NOT_THE_PAYER', path: 'order', message: notTheirs })
    await inTransaction(db, (transaction) =>
      runIdempotent(
        transaction,
        { openid, operation, action: 'askRefund', at: now, asked: context.asked },
        async () => {
          const order = await requireOrder(transaction, id)
          const line = lineOf(order, enrolment)
          const { taken, sentence } = await refundAnswer(transaction, order, line, { by: openid, now, today })
          if (!taken) throw new Refusal({ code: 'REFUND_NOT_POSSIBLE', path: 'order', message: sentence })
          const _id = refundId(id, enrolment)
          await putRefund(transaction, {
            _id,
            order: id,
            enrolment,
            region,
            amount: line.fee,
            asked: { by: openid, at: now, day: today, why: sealedWhy(_id, why) },
            ...NEW_REFUND,
            from: null,
          })
          return _id
        },
      ),
    )
    return orderView(context, await requireOrder(db, id))
  },
})
