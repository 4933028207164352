import { defineAction, writeAudit } from '../access'
import { requireEnrolmentAccess } from '../enrolments'
import { readReservation } from '../payments'
import { closeUnpaidOrder } from './pay'
import { ordersContract } from './contract'
import { Refusal } from '../../platform/base'

/**
 * Staff end an unpaid order that keeps somebody from being paid for. What can be paid at WeChat is closed there first;
 * money that was faster is taken. Who did it and for whom is written down before.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, NOT_HELD, STILL_PAYABLE, WECHAT_PAY_UNREACHABLE, BUSY
 */
export const releaseReservation = /* @__PURE__ */ defineAction(ordersContract, 'releaseReservation', {
  permission: 'releaseReservation',
  async run({ enrolment, because }, context) {
    const { db, caller, now, today } = context
    const { document } = await requireEnrolmentAccess(context, 'releaseReservation', enrolment)
    const { state, order } = await readReservation(db, enrolment)
    if (state === 'free') return { enrolment, free: true }
    if (state === 'paid' || order === null)
      throw new Refusal({
        code: 'NOT_HELD',
        path: 'enrolment',
        message: '这个人这一年的费用已经付好了，没有等待付款的订单可以解除，什么也没有改动。',
      })
    await writeAudit(db, {
      deed: order,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'releaseReservation',
      target: enrolment,
      region: document.region,
      outcome: 'done',
      why: 'RELEASED',
    })
    await closeUnpaidOrder(db, order, 'cancel', { by: caller.openid, now, today }, because)
    return { enrolment, free: (await readReservation(db, enrolment)).state === 'free' }
  },
})
