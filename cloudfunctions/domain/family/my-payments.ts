import type { Seen } from './mine'
import { enrolmentId } from '../enrolments'
import type { OrderDocument, ReceiptDocument } from '../payments'
import { ofOrders, orderMachine, ordersOf, ordersWithIds, reservationsOf } from '../payments'
import type { RefundDocument } from '../refunds'
import { openedRefund, wordsOfRefund } from '../refunds'
import { residentsOf } from '../people'
import { maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { formatYuan, shanghaiDay } from '../../../rules'

type Readable = Record<string, unknown>

const ORDERS_A_READ = 100
const WAYS: Readonly<Record<OrderDocument['way'], string>> = {
  official: '官方渠道',
  wechat: '微信支付',
  cash: '村里收的现金',
  pos: '村里刷卡',
  elsewhere: '别处的窗口',
}

/**
 * The money of an account for its own export: what the user ordered or paid, whoever it was for, and by what others
 * paid for the user, each with its refunds and receipts. Names of people whom the user may not see are masked.
 */
export async function myPayments(
  { db, caller: { openid } }: CallContext,
  self: Seen | null,
  visible: ReadonlySet<string>,
): Promise<{ mine: Readable[]; forMe: Readable[] }> {
  const mine = await allOrdersOf(db, openid)
  const own = self === null ? [] : self.enrolments.map(({ year }) => enrolmentId(self.person.id, year))
  const claims = await reservationsOf(db, own)
  const others = [...new Set([...claims.values()].flatMap(({ order }) => order ?? []))].filter(
    (id) => !mine.some(({ _id }) => _id === id),
  )
  const forMe = await ordersWithIds(db, others)
  const all = [...mine, ...forMe]
  const ids = all.map(({ _id }) => _id)
  const [refunds, receipts] = [
    (await ofOrders<RefundDocument>(db, 'refunds', ids)).map(openedRefund),
    await ofOrders<ReceiptDocument>(db, 'receipts', ids),
  ]
  const people = await residentsOf(db, [...new Set(all.flatMap(({ lines }) => lines.map(({ resident }) => resident)))])
  const names = new Map(people.map(({ id, name }) => [id, visible.has(id) ? name : maskedName(name)]))
  const told = (only: ((resident: string) => boolean) | null) => (order: OrderDocument) =>
    orderTold(order, names, only, {
      refunds: refunds.filter((one) => one.order === order._id),
      receipts: receipts.filter((one) => one.order === order._id),
    })
  // Of an order of somebody else's only what is about the user.
  return { mine: mine.map(told(null)), forMe: forMe.map(told((resident) => resident === self?.person.id)) }
}

async function allOrdersOf(db: Database, openid: string): Promise<OrderDocument[]> {
  const found: OrderDocument[] = []
  for (;;) {
    const page = await ordersOf(db, openid, found.at(-1) ?? null, ORDERS_A_READ)
    found.push(...page)
    if (page.length < ORDERS_A_READ) return found
  }
}

function orderTold(
  { _id, lines, way, state, madeAt, events, merchantNo }: OrderDocument,
  names: ReadonlyMap<string, string>,
  only: ((resident: string) => boolean) | null,
  { refunds, receipts }: { refunds: readonly RefundDocument[]; receipts: readonly ReceiptDocument[] },
): Readable {
  const shown = lines.filter(({ resident }) => only?.(resident) ?? true)
  const enrolments = new Set(shown.map(({ enrolment }) => enrolment))
  const isWhole = shown.length === lines.length
  return {
    订单: _id,
    日期: shanghaiDay(madeAt),
    方式: WAYS[way],
    状态: orderMachine.states[state],
    ...(way === 'wechat' && isWhole ? { 微信商户单号: merchantNo } : {}),
    缴费的人: shown.map(({ resident, year, fee }) => ({
      姓名: names.get(resident) ?? maskedName(''),
      年度: year,
      金额: formatYuan(fee),
    })),
    经过: events.map(({ kind, day, amount, because }) => ({
      日期: day,
      事情: orderMachine.events[kind].name,
      ...(amount === undefined || !isWhole ? {} : { 金额: formatYuan(amount) }),
      ...(because === undefined ? {} : { 原因: because }),
    })),
    退款: refunds
      .filter(({ enrolment }) => enrolment === '' || enrolments.has(enrolment))
      .map(({ amount, state: stage, asked, refusedBecause, sent }) => ({
        金额: formatYuan(amount),
        申请日期: asked.day,
        进度: wordsOfRefund({ state: stage, refusedBecause }),
        ...(sent === null ? {} : { 退出日期: sent.day, 凭证: sent.evidence }),
      })),
    收据: receipts
      .filter((receipt) => receipt.lines.some(({ enrolment }) => enrolments.has(enrolment)))
      .map(({ _id: number, day, state: stage }) => ({ 号码: number, 日期: day, 有效: stage === 'issued' })),
  }
}
