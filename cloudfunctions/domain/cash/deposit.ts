import { requirePermission, defineAction } from '../access'
import { claimEvidence } from '../approvals'
import type { CashItem } from '../payments'
import { itemsInHand, putCashInHand, putDeposit, readDeposit, writeNewEntries } from '../payments'
import { planDeposit, sumOf, yearOf } from './plan-deposit'
import { inTransaction } from '../../platform/database'
import { dutyDue, dutyOf, officeFor } from '../../../rules/office'
import { cashContract } from './contract'

const regionOf = ({ season }: CashItem): string => season.slice(0, season.lastIndexOf('-'))

/** What the caller holds, each sum with its last day at the bank where the notice names one. */
export const cashInHand = /* @__PURE__ */ defineAction(cashContract, 'cashInHand', {
  permission: 'cashInHand',
  async run(_, context) {
    await requirePermission(context, 'cashInHand', { id: 'drawer', owner: context.caller.openid })
    const items = await itemsInHand(context.db, context.caller.openid)
    return {
      total: sumOf(items),
      items: items.map((item) => {
        const { order, household, village, day, amount } = item
        return { order, household, village, year: yearOf(item), day, amount, due: bankDay(item) }
      }),
    }
  },
})

/** Of 巴南 the duty to deposit, of 随县 that to pay in what is collected. */
function bankDay(item: CashItem): string | null {
  const office = officeFor(regionOf(item), yearOf(item))
  const duty = dutyOf(office, 'deposit') ?? dutyOf(office, 'four-way-match')
  const due = duty === null ? null : dutyDue(duty, item.day)
  return due?.kind === 'day' ? due.day : null
}

/**
 * The caller has brought cash of one place and year to the bank: all of it, or that of some orders. It is no longer in
 * hand but on its way. The same operation again answers the same.
 * @throws Refusal NOT_IN_HAND, NOT_ONE_SEASON, DEPOSIT_DIFFERS, EVIDENCE_USED, OPERATION_REUSED, BUSY
 */
export const depositCash = /* @__PURE__ */ defineAction(cashContract, 'depositCash', {
  permission: 'depositCash',
  async run(asked, context) {
    const {
      db,
      caller: { openid },
      now,
      today,
    } = context
    await requirePermission(context, 'depositCash', { id: 'drawer', owner: openid })
    return inTransaction(db, async (transaction) => {
      const [inHand, before] = [await itemsInHand(transaction, openid), await readDeposit(transaction, asked.operation)]
      const { deposit, left, entries } = planDeposit(asked, { inHand, before }, { by: openid, now, today })
      if (deposit !== before) {
        const { season, slip, _id, day } = deposit
        const used = { season, kind: 'deposit', number: slip } as const
        await claimEvidence(transaction, used, { deed: _id, household: null, village: null, day })
        await putDeposit(transaction, deposit)
        await putCashInHand(transaction, openid, left)
        await writeNewEntries(transaction, entries)
      }
      return { deposit: deposit._id, amount: deposit.amount, orders: deposit.items.length, left: sumOf(left) }
    })
  },
})
