import { cashContract } from './contract'
import { voidOrder } from './void'
import { appointedGroups, requirePermission } from '../access'
import type { AccessTarget } from '../access'
import { defineProposable } from '../approvals'
import { requireOrder } from '../payments'
import { requireVillage } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { formatYuan } from '../../../rules'

const WAYS: Readonly<Record<string, string>> = { cash: '现金', pos: '刷卡' }

/** What a clerk took at a desk never counted. */
export const voidTakenCash = /* @__PURE__ */ defineProposable('voidCash', cashContract.voidCash.request, {
  async about({ order: id, because }, context) {
    const { lines, total, way, events, payer } = await requireOrder(context.db, id)
    const { region, village } = lines[0]!
    await requireMayPropose(context, payer, { id, region, village })
    const { township, name } = await requireVillage(context.db, village)
    const day = events[0]?.day ?? ''
    const sum = `${day} 收的${WAYS[way] ?? ''} ${formatYuan(total)}（${lines.length} 人）`
    const words = `把${township}${name} ${sum}作废：${because}。收据同时作废，这些人要重新缴费。`
    return { region, village, target: id, words }
  },
  async carryOut({ order, because }, { transaction, db, by, now, today }) {
    await voidOrder({ transaction, db }, order, because, { by, now, today })
    return order
  },
})

/**
 * A clerk proposes it of what they took themself, wherever its household is now.
 * @throws Refusal NOT_ALLOWED, NOT_YOURS
 */
async function requireMayPropose(context: CallContext, payer: string, target: AccessTarget): Promise<void> {
  const own = payer === context.caller.openid ? await appointedGroups(context) : null
  const role = await requirePermission(context, 'proposeVoidCash', own === null ? target : { ...target, groups: own })
  if (role !== 'clerk' || payer === context.caller.openid) return
  throw new Refusal({
    code: 'NOT_YOURS',
    path: 'order',
    message: '这笔钱不是您收的，不能由您提请作废，什么也没有改动。请收钱的人提，或者告诉乡镇、县里的经办人员。',
  })
}
