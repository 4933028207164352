import { resolveBeneficiaries, untilOf } from './quote'
import type { Resolved } from './quote'
import { orderView } from './view'
import type { OrderDocument, Collectible, Beneficiary, ReservationDocument } from '../payments'
import {
  isReservableBy,
  collectibleForPayer,
  commitPayment,
  loadInsuredAs,
  NOTHING_COLLECTIBLE,
  openOrdersOf,
  planOrder,
  readOrder,
  requireOrder,
  reservationSentence,
  waysOfPlaces,
} from '../payments'
import type { Requests } from './contract'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Transaction } from '../../platform/database'
import { inTransaction, isDuplicate } from '../../platform/database'
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
    const resolved = await resolvedOrDone(request, context)
    if ('state' in resolved) return orderView(context, resolved)
    const { asked: people, links } = resolved
    const { open, known } = await openOrdersOf(context.db, context.caller.openid, request.operation, OPEN_ORDERS_MAX)
    if (known !== null) return orderView(context, sameOrder(known, request, context), { links })
    requireRoom(open, people)
    const ways = await waysOfPlaces(
      context.db,
      people.map(({ region }) => region),
      'lately',
    )
    const merchant =
      request.way === 'wechat' ? (ways.merchantFor(people.map(({ region }) => region)) ?? notOffered()) : null
    const order = await placedOnce(request, people, merchant, context)
    return orderView(context, order, { links, miniProgramOf: ways.miniProgramOf })
  },
})

/** The order is added, never set: of the same request sent twice at once, one places it and the other finds it. */
async function placedOnce(
  request: Asked,
  people: readonly Beneficiary[],
  merchant: string | null,
  context: CallContext,
): Promise<OrderDocument> {
  try {
    return await inTransaction(context.db, (transaction) => placeIn(transaction, request, people, merchant, context))
  } catch (error) {
    const known = isDuplicate(error) ? await readOrder(context.db, request.operation) : null
    if (known === null) throw error
    return sameOrder(known, request, context)
  }
}

/** Who they are; or the order, of whoever sends it again and may no longer do what they did. */
async function resolvedOrDone(request: Asked, context: CallContext): Promise<Resolved | OrderDocument> {
  const done = async () => {
    const known = await readOrder(context.db, request.operation)
    if (known !== null) answerWithoutPermission(context, 'placeOrder', 'toldAgain')
    return known === null ? null : sameOrder(known, request, context)
  }
  // Tries for strangers are counted: those of one order once.
  const before = request.people.some((who) => 'name' in who) ? await done() : null
  if (before !== null) return before
  try {
    return await resolveBeneficiaries(context, 'placeOrder', request.people)
  } catch (error) {
    const again = error instanceof Refusal ? await done() : null
    if (again === null) throw error
    return again
  }
}

/**
 * Load, plan, commit. What money knows of the people is read with the transaction's first read and beside it, as it
 * writes each of them; who they are was read when the call began, and an order changes nothing of it.
 */
async function placeIn(
  transaction: Transaction,
  request: Asked,
  people: readonly Beneficiary[],
  merchant: string | null,
  context: CallContext,
): Promise<OrderDocument> {
  const { db, caller, now, today } = context
  const known = people.flatMap(({ document }) => document ?? [])
  const insured = await loadInsuredAs(transaction, db, known)
  if (insured.some(({ claim }) => claim.order === request.operation))
    return sameOrder(await requireOrder(transaction, request.operation), request, context)
  const judged = people.map((person, at) => {
    const claim = insured[known.indexOf(person.document!)]?.claim
    refuseHeld(at, person, claim, request)
    return collectibleForPayer(person, claim, { ownOrders: new Set() }, today)
  })
  requireTerms(request, people, judged)
  const payUntil = untilOf(judged, today)
  const { operation: id, way, channel } = request
  const wanted = {
    id,
    payer: caller.openid,
    way,
    channel,
    asked: digestOf(request),
    merchant,
    payUntil,
    expiresAt: endOf(way, payUntil, now),
    people: judged.flatMap(({ payable }, at) => (payable === null ? [] : [heldIfLinked(payable, people[at]!)])),
  }
  const plan = planOrder(wanted, insured, { by: caller.openid, now, today })
  await commitPayment(transaction, plan, insured, today, { beside: db, adds: true })
  return plan.order
}

/** Who loses to another order learns it before anything is assessed: under a rush, most do. */
function refuseHeld(
  at: number,
  { isStranger }: Beneficiary,
  claim: ReservationDocument | undefined,
  { operation }: Asked,
): void {
  if (claim === undefined || isReservableBy(claim, operation)) return
  throw notPayable(at, isStranger ? NOTHING_COLLECTIBLE : reservationSentence(claim, false))
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
function requireRoom(open: readonly OrderDocument[], people: readonly Beneficiary[]): void {
  const meant = open.filter(({ lines }) => lines.some(({ holds }) => holds === false)).length
  const isFull = people.some(({ isLinked }) => !isLinked) && meant >= OPEN_FOR_STRANGERS_MAX
  if (open.length < OPEN_ORDERS_MAX && !isFull) return
  throw new Refusal({
    code: 'TOO_MANY_ORDERS',
    path: 'people',
    message: `您还有${isFull ? meant : open.length}份没有付完的订单，没有再下单，也没有扣钱。请到“我的订单”里付完或取消，再来下单。`,
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
      message: `要交的钱变了：现在一共是${formatYuan(total)}，没有下单，也没有扣钱。请看清楚新的金额再确认。`,
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
