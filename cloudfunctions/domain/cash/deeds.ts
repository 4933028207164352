import { cashContract } from './contract'
import { voidOrder } from './void'
import { requirePermission } from '../access'
import { defineProposable } from '../approvals'
import { requireOrder } from '../payments'
import { requireVillage } from '../people'
import { formatYuan } from '../../../rules'

const WAYS: Readonly<Record<string, string>> = { cash: '现金', pos: '刷卡' }

/** What a clerk took at a desk never counted. */
export const voidTakenCash = /* @__PURE__ */ defineProposable('voidCash', cashContract.voidCash.request, {
  async about({ order: id, because }, context) {
    const { lines, total, way, events } = await requireOrder(context.db, id)
    const { region, village } = lines[0]!
    await requirePermission(context, 'voidCash', { id, region, village })
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
