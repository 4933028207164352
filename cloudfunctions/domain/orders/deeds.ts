import { ordersContract } from './contract'
import type { Elsewhere } from './paid-elsewhere'
import { takeDown, undoPayment } from './paid-elsewhere'
import { defineProposable } from '../approvals'
import type { Permission } from '../access'
import { requireEnrolmentAccess, requirePlausibleDay } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import { maskedCard, requireResident } from '../people'
import type { CallContext } from '../../platform/calls'
import { formatYuan } from '../../../rules'
import * as z from 'zod/mini'

const { operation: _recorded, ...paidElsewhere } = ordersContract.recordPayment.request.shape
const { operation: _voided, ...voided } = ordersContract.voidPayment.request.shape

/** What a proposal says of somebody's enrolment, masked. */
async function aboutEnrolment(
  context: CallContext,
  permission: Permission,
  enrolment: string,
  sentenceOf: (who: string, document: EnrolmentDocument) => string,
) {
  const { document } = await requireEnrolmentAccess(context, permission, enrolment)
  const { name, tail, village } = maskedCard(await requireResident(context.db, document.resident))
  const who = `${village}${name}（${tail ?? '没有号码'}）${document.year}年度`
  return {
    region: document.region,
    village: document.village,
    target: enrolment,
    words: sentenceOf(who, document),
    document,
  }
}

/** A payment elsewhere of a day that one person's word is not taken for. */
export const backdatePayment = /* @__PURE__ */ defineProposable('backdatePayment', z.strictObject(paidElsewhere), {
  async about({ enrolment, day, amount, way, evidence }, context) {
    const { document, ...about } = await aboutEnrolment(
      context,
      'recordPayment',
      enrolment,
      (who) =>
        `补记${who}的缴费 ${formatYuan(amount)}，${day ?? context.today} 在${way}缴，凭证号码尾号 ${evidence.slice(-4)}。`,
    )
    requirePlausibleDay(document.year, day)
    return about
  },
  async carryOut(asked, { transaction, operation, by, now, today }) {
    await takeDown(transaction, { operation, ...asked } satisfies Elsewhere, { by, now, today })
    return operation
  },
})

/** A payment that the county took down never was. */
export const voidRecordedPayment = /* @__PURE__ */ defineProposable('voidPayment', z.strictObject(voided), {
  async about({ enrolment, because }, context) {
    const { document: _, ...about } = await aboutEnrolment(
      context,
      'voidPayment',
      enrolment,
      (who) => `把${who}补记的缴费作废：${because}。本人要重新缴费。`,
    )
    return about
  },
  async carryOut(asked, { transaction, operation, by, now, today }) {
    await undoPayment(transaction, { operation, ...asked }, { by, now, today })
    return asked.enrolment
  },
})
