import { requirePermission, writeAudit, defineAction } from '../access'
import { itemsInHand, requireOrder } from '../payments'
import { Refusal } from '../../platform/base'
import { cashContract } from './contract'
import { voidOrder } from './void'

/**
 * A clerk took money from the wrong household, or too much, and gives it back on the spot: of what they took
 * themself, on
 * the same day, while they have it in hand. Later a second person is asked (`voidCash`, and refunds). Done twice it
 * is done
 * once.
 * @throws Refusal ORDER_NOT_FOUND, NOT_ALLOWED, NOT_AT_A_DESK, NOT_YOURS, NOT_TODAY, NOT_IN_HAND, ORDER_STATE,
 * CANNOT_VOID, BUSY
 */
export const undoCash = /* @__PURE__ */ defineAction(cashContract, 'undoCash', {
  permission: 'undoCash',
  async run({ order: id, because }, context) {
    const { db, caller, now, today } = context
    const { openid } = caller
    const { lines, way, payer } = await requireOrder(db, id)
    const { region, village, resident } = lines[0]!
    await requirePermission(context, 'undoCash', { id, region, village, resident })
    if (way !== 'cash') throw refusal('NOT_AT_A_DESK', '这一笔不是您收的现金')
    if (payer !== openid) throw refusal('NOT_YOURS', '这一笔是别的经办人员收的，钱在那个人手里')
    await voidOrder(context, { order: id, because }, async (transaction) => {
      const item = (await itemsInHand(transaction, openid)).find(({ order }) => order === id)
      if (item === undefined) throw refusal('NOT_IN_HAND', '这笔现金已经缴存，不在您手里了')
      if (item.day !== today) throw refusal('NOT_TODAY', `这一笔是 ${item.day} 收的，只有当天收的能自己撤销`)
    })
    const line = { action: 'undoCash', target: id, region, outcome: 'done', why: 'SAME_DAY' } as const
    await writeAudit(db, { deed: id, at: now, day: today, openid, ...line })
    return { order: id, sentence: '撤销了：请把钱当面退给这一家，收走原来的收据。这些人又要交费了。' }
  },
})

const refusal = (code: string, why: string): Refusal =>
  new Refusal({ code, path: 'order', message: `${why}，没有撤销，什么也没有改动。要退钱的，请县医保经办机构来办。` })
