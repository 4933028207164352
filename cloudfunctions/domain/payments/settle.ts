import type { EnrolmentDocument, EventFacts } from '../enrolments'
import { recordStateOn, readEnrolment, readRecord, appendEvent, withEnrolmentEvent } from '../enrolments'
import type { ReservationDocument, Stamp, OrderDocument, OrderLine } from './documents'
import { withOrderEvent } from './documents'
import { writeEntries } from './ledger-store'
import type { Entry, SeasonKey, TransitRoute } from './ledger'
import { entryOf } from './ledger'
import type { IncomingPayment, OrderEventKind } from './order-machine'
import { paymentOutcome } from './order-machine'
import { heldBy, isReservableBy, paidBy, putReservation, readReservation } from './reservations'
import { putOrder } from './store'
import { Refusal } from '../../platform/base'
import type { Transaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'
import { policyFor, assessedAmounts } from '../../../rules'

/** Where the money lies now. `unannounced`: with the tax office, whose file is the first that we hear of it. */
type FundsLocation = { at: 'transit'; way: TransitRoute } | { at: 'cash'; clerk: string } | { at: 'unannounced' }

export interface ReceivedPayment extends IncomingPayment {
  /** The day of payment: what is owed and what it brings go by it. */
  day: CivilDay
  /** As the person's history names the way. */
  wayName: string
  lies: FundsLocation
}

export interface Counted {
  order: OrderDocument
  /** `known`: taken down before. `pay`, `payAfterClose`: it counts. Else it is owed back until somebody decides. */
  outcome: OrderEventKind | 'known'
}

export const isSettled = (outcome: Counted['outcome']): boolean => outcome === 'pay' || outcome === 'payAfterClose'

/**
 * Money that came for an order, whatever the way, within the transaction of the deed: what comes of it, the order, the
 * claims, the ledger, and for whom it counts the enrolments. The same transaction number again changes nothing.
 * @param order as read, or just written, in this transaction
 * @throws Refusal CANNOT_TAKE for cash that would not count: it is not to be taken
 */
export async function applyPayment(
  transaction: Transaction,
  order: OrderDocument,
  money: ReceivedPayment,
  moment: Stamp,
): Promise<Counted> {
  const stands = await standsOf(transaction, order, money, moment)
  const outcome = paymentOutcome({ ...order, free: stands.every(({ free }) => free) }, money)
  if (outcome === 'known') return { order, outcome }
  const after = {
    ...withOrderEvent(
      order,
      outcome,
      { ...moment, today: money.day },
      { amount: money.amount, transaction: money.transaction },
    ),
    transactions: [...order.transactions, money.transaction],
  }
  if (isSettled(outcome)) {
    await writeEntries(transaction, countedEntries(order, money))
    await countFor(transaction, order, stands, money, moment)
  } else {
    await writeEntries(transaction, heldBackEntries(order, money))
    if (outcome === 'payInQuestion') await holdThoseFree(transaction, order, stands)
  }
  await putOrder(transaction, after)
  return { order: after, outcome }
}

/** The people of an order are paid for: nobody else can hold them, and their enrolments say so. The ledger is the caller's. */
export async function countFor(
  transaction: Transaction,
  order: OrderDocument,
  stands: readonly Stand[],
  money: Paid,
  moment: Stamp,
): Promise<void> {
  for (const { line, claim } of stands) {
    await putReservation(transaction, paidBy(claim, order._id))
    await appendEvent(transaction, paidEvent(order, line, money), moment)
  }
}

/** What of a payment the person's history keeps. */
type Paid = Pick<ReceivedPayment, 'day' | 'wayName' | 'transaction'>

/** One of an order's people when money comes. */
interface Stand {
  line: OrderLine
  claim: ReservationDocument
  free: boolean
}

export function standsOf(transaction: Transaction, order: OrderDocument, money: Paid, moment: Stamp): Promise<Stand[]> {
  return Promise.all(order.lines.map((line) => standOf(transaction, order, line, money, moment)))
}

/** Whether money of this day can count for a person: nobody else's order has them, they can be paid for, and owe the same. */
async function standOf(
  transaction: Transaction,
  order: OrderDocument,
  line: OrderLine,
  money: Paid,
  moment: Stamp,
): Promise<Stand> {
  const claim = await readReservation(transaction, line.enrolment)
  const document = await readEnrolment(transaction, line.enrolment)
  const free =
    isReservableBy(claim, order._id) &&
    claim.state !== 'paid' &&
    document !== null &&
    canBePaid(document, order, line, money, moment)
  return { line, claim, free }
}

function canBePaid(
  document: EnrolmentDocument,
  order: OrderDocument,
  line: OrderLine,
  money: Paid,
  { by, now }: Stamp,
): boolean {
  const record = readRecord(document, sealing())
  const policy = policyFor(record.region, record.year)
  const { told, paidOn } = recordStateOn(record, money.day)
  if (paidOn !== null || assessedAmounts(policy, told, money.day).fee !== line.fee) return false
  const { operation: id, facts } = paidEvent(order, line, money)
  try {
    withEnrolmentEvent(policy, record, { id, day: money.day, at: now, by, ...facts })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function paidEvent(
  { _id }: OrderDocument,
  { enrolment, fee }: OrderLine,
  { day, wayName, transaction }: Paid,
): { operation: string; enrolment: string; day: CivilDay; facts: EventFacts } {
  return {
    operation: `${_id}~${enrolment}~paid`,
    enrolment,
    day,
    facts: { kind: 'paid', amount: fee, way: wayName, evidence: transaction },
  }
}

/** What is in question keeps its people, so that nobody pays for them meanwhile. */
async function holdThoseFree(
  transaction: Transaction,
  { _id }: OrderDocument,
  stands: readonly Stand[],
): Promise<void> {
  for (const { claim } of stands)
    if (isReservableBy(claim, _id) && claim.state !== 'paid') await putReservation(transaction, heldBy(claim, _id))
}

const seasonOf = ({ region, year }: OrderLine): SeasonKey => `${region}-${year}`
const seasonsIn = ({ lines }: OrderDocument): readonly SeasonKey[] => [...new Set(lines.map(seasonOf))]

function countedEntries(order: OrderDocument, { lies, transaction, day }: ReceivedPayment): Entry[] {
  return seasonsIn(order).map((season) => {
    const shares = order.lines
      .filter((line) => seasonOf(line) === season)
      .map(({ enrolment, fee }) => ({ enrolment, amount: fee }))
    const id = `${order._id}~${transaction}~${season}`
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
function heldBackEntries(order: OrderDocument, { lies, transaction, amount, day }: ReceivedPayment): Entry[] {
  if (lies.at === 'cash')
    throw new Refusal({
      code: 'CANNOT_TAKE',
      message: '这笔现金现在不能收：已经有人缴过，或者应缴金额变了。请把钱退给本人，刷新后看看现在的情况。',
    })
  const way = lies.at === 'transit' ? lies.way : 'arrived'
  return [
    heldBack(`${order._id}~${transaction}~back`, day, { season: seasonsIn(order)[0]!, way, order: order._id, amount }),
  ]
}

const heldBack = (
  id: string,
  day: CivilDay,
  of: { season: SeasonKey; way: TransitRoute | 'arrived'; order: string; amount: Fen },
): Entry => entryOf(id, day, 'holdBack', of)
