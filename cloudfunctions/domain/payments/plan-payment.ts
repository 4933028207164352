import type { EnrolmentRecord } from '../enrolments'
import { recordStateOn, withEnrolmentEvent } from '../enrolments'
import type { Assessed, OrderDocument, OrderLine, PaymentMethod, ReservationDocument, Stamp } from './documents'
import { merchantNoOf, withOrderEvent } from './documents'
import type { Entry, SeasonKey, TransitRoute } from './ledger'
import { entryOf } from './ledger'
import type { Insured } from './load'
import type { IncomingPayment, OrderEventKind } from './order-machine'
import { paymentOutcome } from './order-machine'
import { heldBy, isReservableBy, paidBy, withAssessment } from './reservation'
import { Refusal } from '../../platform/base'
import type { CivilDay } from '../../../rules'
import { assessedAmounts, policyFor } from '../../../rules'

/** All that a deed with money changes, each document once: made without I/O, written by `commitPayment`. */
export interface PaymentPlan {
  order: OrderDocument
  /** As they are afterwards: the claim, and the record with what the deed adds to it. */
  insured: readonly Insured[]
  entries: readonly Entry[]
}

/** What an order is to be; `people` as `collectibleOn` gives them. */
export interface NewOrder {
  id: string
  payer: string
  way: PaymentMethod
  channel: string | null
  /** Digest of the request. */
  asked: string
  merchant: string | null
  payUntil: CivilDay
  /** ms since 1970 */
  expiresAt: number
  people: readonly { line: OrderLine; assessed: Assessed }[]
}

/**
 * An order that holds its people, but those whom a stranger means to pay for, and the ledger knows what they owe:
 * `placed`, or `handedOver` on an official channel.
 * @param insured in the order of `people`
 * @throws Refusal PERSON_HELD, PERSON_PAID when another order has one of them
 */
export function planOrder({ id, people, ...asked }: NewOrder, insured: readonly Insured[], moment: Stamp): PaymentPlan {
  const { now, today } = moment
  requireFree(insured.map(({ claim }) => claim))
  const changes = people.map(({ assessed }, i) => withAssessment(insured[i]!.claim, assessed, today))
  const placed: OrderDocument = {
    _id: id,
    ...asked,
    lines: people.map(({ line }) => line),
    total: people.reduce((sum, { line }) => sum + line.fee, 0),
    state: 'placed',
    events: [],
    madeAt: now,
    transactions: [],
    merchantNo: merchantNoOf(id),
    prepay: null,
  }
  return {
    order: asked.way === 'official' ? withOrderEvent(placed, 'handOver', moment) : placed,
    insured: insured.map((one, i) => {
      const { claim } = changes[i]!
      return { ...one, claim: people[i]!.line.holds === false ? claim : heldBy(claim, id) }
    }),
    entries: changes.flatMap(({ entries }) => entries),
  }
}

/**
 * It tells of nobody who they are; who may see the other order is asked elsewhere. @throws Refusal PERSON_HELD,
 * PERSON_PAID
 */
function requireFree(claims: readonly ReservationDocument[]): void {
  const taken = claims.find((claim) => !isReservableBy(claim, null))
  if (taken === undefined) return
  if (taken.state === 'paid')
    throw new Refusal({
      code: 'PERSON_PAID',
      path: 'people',
      message: '其中有人这一年的费用已经缴过了，没有下单，也没有扣钱。请返回刷新，把已经缴过的人去掉再试。',
    })
  throw new Refusal({
    code: 'PERSON_HELD',
    path: 'people',
    message:
      '其中有人正在另一份订单里等待付款，没有再下单，也没有扣钱。如果那是您自己的订单，请到“我的订单”里付完或取消；不是的，请过一会儿再看。',
  })
}

/** Where the money lies now. `unannounced`: with the tax office, whose file is the first that we hear of it. */
type FundsLocation = { at: 'transit'; way: TransitRoute } | { at: 'cash'; clerk: string } | { at: 'unannounced' }

export interface ReceivedPayment extends IncomingPayment {
  /** The day of payment: what is owed and what it brings go by it. */
  day: CivilDay
  /** As the person's history names the way. */
  wayName: string
  lies: FundsLocation
}

/** What of a payment the person's history keeps. */
type Paid = Pick<ReceivedPayment, 'day' | 'wayName' | 'transaction'>

/** `known`: taken down before. `pay`, `payAfterClose`: it counts. Else it is owed back until somebody decides. */
export type Outcome = OrderEventKind | 'known'

export const isSettled = (outcome: Outcome): boolean => outcome === 'pay' || outcome === 'payAfterClose'

/**
 * What comes of money for an order, whatever the way: the order, the claims, the ledger, and for whom it counts the
 * records. The same transaction number again changes nothing.
 * @param insured in the order of the order's lines
 * @throws Refusal CANNOT_TAKE for cash that would not count: it is not to be taken; DAY_IN_FUTURE
 */
export function planPayment(
  order: OrderDocument,
  insured: readonly Insured[],
  money: ReceivedPayment,
  moment: Stamp,
): PaymentPlan & { outcome: Outcome } {
  const paid = paidFor(order, insured, money, moment)
  const free = paid.every((one) => one !== null)
  const outcome = paymentOutcome({ ...order, free }, money)
  if (outcome === 'known') return { order, outcome, insured, entries: [] }
  const { amount, transaction, day } = money
  const after = {
    ...withOrderEvent(order, outcome, { ...moment, today: day }, { amount, transaction }),
    transactions: [...order.transactions, transaction],
  }
  if (isSettled(outcome)) {
    requireNotFuture(day, moment.today)
    return { order: after, outcome, insured: paid.flatMap((one) => one ?? []), entries: settledEntries(order, money) }
  }
  const stay = outcome === 'payInQuestion' ? insured.map((one) => heldIfFree(order, one)) : insured
  return { order: after, outcome, insured: stay, entries: [heldBackEntry(order, money)] }
}

/**
 * The people of an order as they are once it is paid: nobody else can hold them, and their records say so. null = money
 * of this day cannot count for one: another's order has them, they are paid for, owe something else, or nothing.
 */
export function paidFor(
  order: OrderDocument,
  insured: readonly Insured[],
  money: Paid,
  moment: Stamp,
): (Insured | null)[] {
  return order.lines.map((line, i) => {
    const { claim, enrolment } = insured[i]!
    if (enrolment === null || !isReservableBy(claim, order._id) || claim.state === 'paid') return null
    const record = recordPaid(order, line, enrolment.record, money, moment)
    return record === null ? null : { claim: paidBy(claim, order._id), enrolment: { ...enrolment, record } }
  })
}

function recordPaid(
  order: OrderDocument,
  { enrolment, fee }: OrderLine,
  record: EnrolmentRecord,
  { day, wayName, transaction }: Paid,
  { by, now }: Stamp,
): EnrolmentRecord | null {
  const policy = policyFor(record.region, record.year)
  const { told, paidOn } = recordStateOn(record, day)
  if (paidOn !== null || assessedAmounts(policy, told, day).fee !== fee) return null
  const id = `${order._id}~${enrolment}~paid`
  try {
    return withEnrolmentEvent(policy, record, {
      id,
      day,
      at: now,
      by,
      kind: 'paid',
      amount: fee,
      way: wayName,
      evidence: transaction,
    })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

function requireNotFuture(day: CivilDay, today: CivilDay): void {
  if (day <= today) return
  throw new Refusal({
    code: 'DAY_IN_FUTURE',
    message: `${day} 还没有到，没有记录。请填今天或以前的日期。`,
    path: 'day',
    found: day,
  })
}

/** What is in question keeps its people, so that nobody pays for them meanwhile. */
function heldIfFree({ _id }: OrderDocument, one: Insured): Insured {
  const { claim } = one
  return isReservableBy(claim, _id) && claim.state !== 'paid' ? { ...one, claim: heldBy(claim, _id) } : one
}

const seasonOf = ({ region, year }: OrderLine): SeasonKey => `${region}-${year}`
const seasonsIn = ({ lines }: OrderDocument): readonly SeasonKey[] => [...new Set(lines.map(seasonOf))]

/** How a payment is called in the ids of its entries, which stand in clear: not by the number of somebody's paper. */
function nameOfPayment({ transactions }: OrderDocument, { lies, transaction }: ReceivedPayment): string {
  const isByPaper = lies.at === 'transit' && lies.way !== 'wechat'
  return isByPaper ? `paper${transactions.length}` : transaction
}

function settledEntries(order: OrderDocument, money: ReceivedPayment): Entry[] {
  const { lies, day } = money
  return seasonsIn(order).map((season) => {
    const shares = order.lines
      .filter((line) => seasonOf(line) === season)
      .map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
    const id = `${order._id}~${nameOfPayment(order, money)}~${season}`
    switch (lies.at) {
      case 'transit':
        return entryOf(id, day, 'pay', { season, shares, way: lies.way })
      case 'cash':
        return entryOf(id, day, 'takeCash', { shares, clerk: lies.clerk })
      case 'unannounced':
        return entryOf(id, day, 'arriveUnannounced', { season, shares })
    }
  })
}

/** Of an order for several places, what is owed back stands with the first. */
function heldBackEntry(order: OrderDocument, money: ReceivedPayment): Entry {
  const { lies, amount, day } = money
  if (lies.at === 'cash')
    throw new Refusal({
      code: 'CANNOT_TAKE',
      message: '这笔现金现在不能收：已经有人缴过，或者应缴金额变了。请把钱退给本人，刷新后看看现在的情况。',
    })
  const way = lies.at === 'transit' ? lies.way : 'arrived'
  const id = `${order._id}~${nameOfPayment(order, money)}~back`
  return entryOf(id, day, 'holdBack', { season: seasonsIn(order)[0]!, way, order: order._id, amount })
}
