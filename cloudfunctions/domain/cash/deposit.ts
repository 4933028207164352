import { requirePermission, defineAction } from '../access'
import type { CashItem, DepositDocument } from '../payments'
import { entryOf, itemsInHand, putCashInHand, putDeposit, readDeposit, writeEntries } from '../payments'
import type { Answers, Requests } from './contract'
import { Refusal } from '../../platform/base'
import { inTransaction } from '../../platform/database'
import { formatYuan } from '../../../rules'
import { dutyDue, dutyOf, officeFor } from '../../../rules/office'
import { cashContract } from './contract'

const sumOf = (items: readonly CashItem[]): number => items.reduce((sum, { amount }) => sum + amount, 0)
const yearOf = ({ season }: CashItem): number => Number(season.slice(season.lastIndexOf('-') + 1))
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
 * @throws Refusal NOT_IN_HAND, NOT_ONE_SEASON, DEPOSIT_DIFFERS, OPERATION_REUSED, BUSY
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
      const inHand = await itemsInHand(transaction, openid)
      const before = await readDeposit(transaction, asked.operation)
      if (before !== null) {
        if (before.clerk === openid && before.amount === asked.amount && before.slip === asked.slip)
          return answerOf(before, inHand)
        throw new Refusal({
          code: 'OPERATION_REUSED',
          path: 'operation',
          message: '这个操作编号已经用在另一次缴存上了，这一次没有登记。请返回重新进入这一页再填。',
        })
      }
      const items = chosen(inHand, asked)
      const season = items[0]!.season
      const deposit: DepositDocument = {
        _id: asked.operation,
        clerk: openid,
        season,
        amount: sumOf(items),
        day: today,
        at: now,
        slip: asked.slip,
        items,
      }
      const left = inHand.filter((item) => !items.includes(item))
      await putDeposit(transaction, deposit)
      await putCashInHand(transaction, openid, left)
      await writeEntries(transaction, [
        entryOf(`deposit~${openid}~${asked.operation}`, today, 'deposit', {
          season,
          clerk: openid,
          amount: deposit.amount,
        }),
      ])
      return answerOf(deposit, left)
    })
  },
})

function answerOf({ _id, amount, items }: DepositDocument, left: readonly CashItem[]): Answers['depositCash'] {
  return { deposit: _id, amount, orders: items.length, left: sumOf(left) }
}

function chosen(inHand: readonly CashItem[], { year, orders, amount }: Requests['depositCash']): readonly CashItem[] {
  const ofYear = inHand.filter((item) => yearOf(item) === year)
  const items = orders === null ? ofYear : ofYear.filter(({ order }) => orders.includes(order))
  if (items.length === 0 || (orders !== null && items.length !== new Set(orders).size)) {
    throw new Refusal({
      code: 'NOT_IN_HAND',
      path: 'orders',
      message: '要缴存的钱有的不在您手里：没有收过，或者已经缴存、作废了。这次没有登记。请刷新“手中现金”再选。',
    })
  }
  if (items.some(({ season }) => season !== items[0]!.season)) {
    throw new Refusal({
      code: 'NOT_ONE_SEASON',
      path: 'orders',
      message: '一次只能缴存同一个县区、同一年度的钱，这次没有登记。请分开选。',
    })
  }
  const sum = sumOf(items)
  if (sum !== amount) {
    throw new Refusal({
      code: 'DEPOSIT_DIFFERS',
      path: 'amount',
      found: String(sum),
      message: `选中的现金共 ${formatYuan(sum)}，和存款单上的 ${formatYuan(amount)} 不一样，这次没有登记。请对照存款单核对；少了钱的，请马上报告县级经办机构。`,
    })
  }
  return items
}
