import { readEnrolment } from '../enrolments'
import { resolveBeneficiaries, untilOf } from './quote'
import { orderView } from './view'
import type { OrderDocument, Collectible, Beneficiary } from '../payments'
import {
  reservationsOf,
  isReservableBy,
  collectibleForPayer,
  merchantOf,
  NOTHING_COLLECTIBLE,
  openOrder,
  openOrdersOf,
  readReservation,
  readOrder,
  reservationSentence,
} from '../payments'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, policyFor, formatYuan } from '../../../rules'
import { ordersContract } from './contract'
import { answerWithoutPermission, defineAction } from '../access'

type Asked = Requests['placeOrder']

/** As long as WeChat keeps a payment open for. */
const WECHAT_MS = 2 * 3_600_000
/** So long the people stay held after the last day of payment on an official channel: its news takes working days. */
const NEWS_DAYS = 5

/**
 * An order for several people, assessed anew. The same operation with the same request is the same order.
 * @throws Refusal OPERATION_REUSED, NOT_PAYABLE, QUOTE_CHANGED, MUST_HEAR, CHANNEL_CLOSED, WAY_NOT_OFFERED,
 * TOO_MANY_ORDERS, BUSY, and as `quote`
 */
export const placeOrder = /* @__PURE__ */ defineAction(ordersContract, 'placeOrder', {
  permission: 'placeOrder',
  keepsRequest: true,
  async run(request, context) {
    const known = await readOrder(context.db, request.operation)
    if (known !== null) {
      answerWithoutPermission(context, 'placeOrder', 'toldAgain')
      return orderView(context, sameOrder(known, request, context))
    }
    const people = await resolveBeneficiaries(context, 'placeOrder', request.people)
    await refuseEarly(request, people, context)
    await requireRoom(context, people)
    const merchant =
      request.way === 'wechat'
        ? ((await merchantOf(
            context.db,
            people.map(({ region }) => region),
          )) ?? notOffered())
        : null
    const order = await inTransaction(context.db, (transaction) =>
      placeIn(transaction, request, people, merchant, context),
    )
    return orderView(context, order)
  },
})

async function placeIn(
  transaction: Transaction,
  request: Asked,
  people: readonly Beneficiary[],
  merchant: string | null,
  context: CallContext,
): Promise<OrderDocument> {
  const known = await readOrder(transaction, request.operation)
  if (known !== null) return sameOrder(known, request, context)
  const judged: Collectible[] = []
  for (const person of people) {
    const id = person.document?._id ?? null
    const document = id === null ? null : await readEnrolment(transaction, id)
    const claim = id === null ? undefined : await readReservation(transaction, id)
    judged.push(collectibleForPayer({ ...person, document }, claim, { ownOrders: new Set() }, context.today))
  }
  requireTerms(request, people, judged)
  const {
    caller: { openid },
    now,
    today,
  } = context
  const payUntil = untilOf(judged, today)
  const { operation: id, way, channel } = request
  return openOrder(
    transaction,
    {
      id,
      payer: openid,
      way,
      channel,
      asked: digestOf(request),
      merchant,
      payUntil,
      expiresAt: endOf(way, payUntil, now),
      people: judged.flatMap(({ payable }, at) => (payable === null ? [] : [heldIfLinked(payable, people[at]!)])),
    },
    { by: openid, now, today },
  )
}

type Payable = NonNullable<Collectible['payable']>

/** What a stranger means to do excludes nobody. */
const heldIfLinked = ({ line, assessed }: Payable, { isLinked }: Beneficiary): Payable => ({
  line: isLinked ? line : { ...line, holds: false },
  assessed,
})

/** Orders that an account may have waiting at once; of those for people whom no link shows, fewer. */
const OPEN_ORDERS_MAX = 24
const OPEN_FOR_STRANGERS_MAX = 3

/** @throws Refusal TOO_MANY_ORDERS */
async function requireRoom({ db, caller }: CallContext, people: readonly Beneficiary[]): Promise<void> {
  const open = await openOrdersOf(db, caller.openid, OPEN_ORDERS_MAX)
  const meant = open.filter(({ lines }) => lines.some(({ holds }) => holds === false)).length
  const isFull = people.some(({ isLinked }) => !isLinked) && meant >= OPEN_FOR_STRANGERS_MAX
  if (open.length < OPEN_ORDERS_MAX && !isFull) return
  throw new Refusal({
    code: 'TOO_MANY_ORDERS',
    path: 'people',
    message: `您还有${isFull ? meant : open.length}份没有付完的订单，没有再下单，也没有扣钱。请到“我的订单”里付完或取消，再来下单。`,
  })
}

/** Who loses to another order learns it without a transaction and an assessment: under a rush, most do. */
async function refuseEarly(request: Asked, people: readonly Beneficiary[], { db }: CallContext): Promise<void> {
  const claims = await reservationsOf(
    db,
    people.flatMap(({ document }) => (document === null ? [] : [document._id])),
  )
  people.forEach(({ document, isStranger }, at) => {
    const claim = claims.get(document?._id ?? '')
    if (claim !== undefined && !isReservableBy(claim, request.operation))
      throw notPayable(at, isStranger ? NOTHING_COLLECTIBLE : reservationSentence(claim, false))
  })
}

/** Keyed, as a request can hold a number that could be guessed from a plain digest. */
const digestOf = (request: Asked): string => sealing().blindIndex(JSON.stringify(request), 'asked')

function sameOrder(order: OrderDocument, request: Asked, { caller }: CallContext): OrderDocument {
  if (order.payer === caller.openid && order.asked === digestOf(request)) return order
  throw new Refusal({
    code: 'OPERATION_REUSED',
    path: 'operation',
    message: '这个操作编号已经用在另一份订单上了，这次没有下单，也没有扣钱。请返回重新选人再试。',
  })
}

function requireTerms(request: Asked, people: readonly Beneficiary[], judged: readonly Collectible[]): void {
  requirePayable(judged)
  const total = judged.reduce((sum, { payable }) => sum + (payable?.line.fee ?? 0), 0)
  if (total !== request.total) {
    throw new Refusal({
      code: 'QUOTE_CHANGED',
      path: 'total',
      found: String(total),
      message: `应缴金额变了：现在一共是${formatYuan(total)}，没有下单，也没有扣钱。请看清楚新的金额再确认。`,
    })
  }
  const unheard = judged.flatMap(({ warnings }) => warnings).find(({ code }) => !request.heard.includes(code))
  if (unheard !== undefined) {
    throw new Refusal({
      code: 'MUST_HEAR',
      path: 'heard',
      found: unheard.code,
      message: `付款前请先看清楚这一条，现在没有下单，也没有扣钱：${unheard.message}`,
    })
  }
  if (request.channel !== null || request.way === 'official') requireChannel(request.channel, people, judged)
}

function requirePayable(judged: readonly Collectible[]): void {
  const at = judged.findIndex(({ payable }) => payable === null)
  if (at >= 0) throw notPayable(at, judged[at]!.because ?? '')
}

function notPayable(at: number, because: string): Refusal {
  return new Refusal({
    code: 'NOT_PAYABLE',
    path: `people.${at}`,
    message: `第${at + 1}个人现在不能缴，没有下单，也没有扣钱：${because}`,
  })
}

/** null: the payer chooses among the place's channels later. A channel that is named has to be open to each of them. */
function requireChannel(channel: string | null, people: readonly Beneficiary[], judged: readonly Collectible[]): void {
  if (channel === null) return
  judged.forEach(({ channels }, at) => {
    const found = channels.find(({ id }) => id === channel)
    if (found !== undefined && found.closedBecause === null) return
    const because =
      found?.closedBecause ??
      `${policyFor(people[at]!.region, people[at]!.year).name}没有这个渠道，请给不同地方的人分开下单。`
    throw new Refusal({
      code: 'CHANNEL_CLOSED',
      path: 'channel',
      found: channel,
      message: `第${at + 1}个人不能走这个渠道，没有下单，也没有扣钱：${because}`,
    })
  })
}

function endOf(way: Asked['way'], payUntil: CivilDay, now: number): number {
  const end = (day: CivilDay) => Date.parse(`${day}T24:00:00+08:00`)
  return way === 'wechat' ? Math.min(now + WECHAT_MS, end(payUntil)) : end(civilDay(dayNumber(payUntil)! + NEWS_DAYS))
}

function notOffered(): never {
  throw new Refusal({
    code: 'WAY_NOT_OFFERED',
    path: 'way',
    message: '这里没有开通微信支付，或者几个人的收款单位不同，没有下单，也没有扣钱。请改用官方渠道，或者分开下单。',
  })
}
