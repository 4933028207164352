import type { Assessed, ReservationDocument, Stamp, OrderDocument, OrderLine, PaymentMethod } from './documents'
import { withOrderEvent } from './documents'
import { writeEntries } from './ledger-store'
import { heldBy, isReservableBy, putReservation, readReservation, withAssessment } from './reservations'
import { merchantNoOf, putOrder } from './store'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** What an order is to be; `people` as `owingOn` gives them in the same transaction. */
interface NewOrder {
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
 * Opens an order within a transaction: it holds its people, and the ledger knows what they owe. Its state is `placed`, or
 * `handedOver` on an official channel.
 * @throws Refusal PERSON_HELD when another order has one of them
 */
export async function openOrder(
  transaction: Transaction,
  { id, people, ...asked }: NewOrder,
  moment: Stamp,
): Promise<OrderDocument> {
  const { now, today } = moment
  const claims = await Promise.all(people.map(({ line }) => readReservation(transaction, line.enrolment)))
  requireFree(
    claims,
    people.map(({ line }) => line),
  )
  const changes = people.map(({ assessed }, i) => withAssessment(claims[i]!, assessed, today))
  for (const { claim } of changes) await putReservation(transaction, heldBy(claim, id))
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
  const order = asked.way === 'official' ? withOrderEvent(placed, 'handOver', moment) : placed
  await putOrder(transaction, order)
  await writeEntries(
    transaction,
    changes.flatMap(({ entries }) => entries),
  )
  return order
}

/** `found` names the person and the order that has them; who may see that order is asked elsewhere. @throws Refusal PERSON_HELD, PERSON_PAID */
function requireFree(claims: readonly ReservationDocument[], lines: readonly Pick<OrderLine, 'enrolment'>[]): void {
  const wanted = new Set(lines.map(({ enrolment }) => enrolment))
  const taken = claims.find((claim) => wanted.has(claim._id) && !isReservableBy(claim, null))
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
