import type { CashItem, DepositDocument, Entry, Stamp } from '../payments'
import { entryOf } from '../payments'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { Fen } from '../../../rules'
import { formatYuan } from '../../../rules'

type Asked = Requests['depositCash']

/** What a deposit looks at: what the clerk holds, and what this operation did before; null = nothing. */
interface DepositSituation {
  inHand: readonly CashItem[]
  before: DepositDocument | null
}

interface DepositPlan {
  /** The same as `before` where it was done before: then nothing is written. */
  deposit: DepositDocument
  left: readonly CashItem[]
  entries: readonly Entry[]
}

export const sumOf = (items: readonly CashItem[]): Fen => items.reduce((sum, { amount }) => sum + amount, 0)
export const yearOf = ({ season }: CashItem): number => Number(season.slice(season.lastIndexOf('-') + 1))

/**
 * Cash of one place and year goes to the bank: no longer in hand, but on its way.
 * @throws Refusal NOT_IN_HAND, NOT_ONE_SEASON, DEPOSIT_DIFFERS, OPERATION_REUSED
 */
export function planDeposit(
  asked: Asked,
  { inHand, before }: DepositSituation,
  { by, now, today }: Stamp,
): DepositPlan {
  if (before !== null) {
    if (before.clerk === by && before.amount === asked.amount && before.slip === asked.slip)
      return { deposit: before, left: inHand, entries: [] }
    throw new Refusal({
      code: 'OPERATION_REUSED',
      path: 'operation',
      message: '这个操作编号已经用在另一次缴存上了，这一次没有登记。请返回重新进入这一页再填。',
    })
  }
  const { operation: _id, slip } = asked
  const items = chosen(inHand, asked)
  const [season, amount] = [items[0]!.season, sumOf(items)]
  return {
    deposit: { _id, clerk: by, season, amount, day: today, at: now, slip, items },
    left: inHand.filter((item) => !items.includes(item)),
    entries: [entryOf(`deposit~${by}~${_id}`, today, 'deposit', { season, clerk: by, amount })],
  }
}

function chosen(inHand: readonly CashItem[], { year, orders, amount }: Asked): readonly CashItem[] {
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
