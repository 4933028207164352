import type { EnrolmentDocument, EnrolmentRecord } from '../enrolments'
import { recordStateOn, enrolmentId, enrolmentsWithIds, readRecord, withEnrolmentEvent } from '../enrolments'
import { reservationsOf, freeReservation, itemsInHand, ordersWithIds } from '../payments'
import type { ReservationDocument, OrderDocument } from '../payments'
import { namesByIndexes } from '../people'
import type { TaxRowDocument } from './documents'
import type { KnownPayments, KnownPerson, MoneyKnown } from './judge-row'
import { Refusal } from '../../platform/base'
import type { Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen, RecordedFigures } from '../../../rules'
import { policyFor, assessedAmounts } from '../../../rules'

/** What is known of everybody whom some rows name, read in a few queries, and the documents that it was read from. */
export interface AllKnownPayments extends KnownPayments {
  enrolments: ReadonlyMap<string, EnrolmentDocument>
  /** What an enrolment of these says, opened once. */
  record(enrolment: string): EnrolmentRecord
  /** What the notice asks of them by the facts of a day, worked out once. */
  figures(enrolment: string, day: CivilDay): RecordedFigures
  claims: ReadonlyMap<string, ReservationDocument>
  orders: ReadonlyMap<string, OrderDocument>
}

type Named = Pick<TaxRowDocument, 'person' | 'year'>

/** @param named enrolments that are looked up beside those that the rows name */
export async function loadKnownPayments(
  db: Database,
  region: string,
  rows: readonly Named[],
  today: CivilDay,
  named: readonly string[] = [],
): Promise<AllKnownPayments> {
  const people = await readPeople(db, rows)
  const ids = rows.flatMap(({ person, year }) =>
    people.has(person) && year !== null ? [enrolmentId(people.get(person)!.resident, year)] : [],
  )
  const enrolments = new Map(
    (await enrolmentsWithIds(db, [...new Set([...ids, ...named])])).map((document) => [document._id, document]),
  )
  const { claims, orders } = await readMoney(db, [...enrolments.keys()])
  const inHand = await cashInHand(db, [...orders.values()])
  const records = new Map<string, EnrolmentRecord>()
  const record = (id: string): EnrolmentRecord => {
    const opened = records.get(id) ?? readRecord(enrolments.get(id)!, sealing())
    records.set(id, opened)
    return opened
  }
  const worked = new Map<string, RecordedFigures>()
  const figures = (id: string, day: CivilDay): RecordedFigures => {
    const { region, year } = record(id)
    const known =
      worked.get(`${id}~${day}`) ?? assessedAmounts(policyFor(region, year), recordStateOn(record(id), day).told, day)
    worked.set(`${id}~${day}`, known)
    return known
  }
  return {
    region,
    enrolments,
    record,
    figures,
    claims,
    orders,
    person: (index) => people.get(index) ?? null,
    year(resident, year) {
      const id = enrolmentId(resident, year)
      if (!enrolments.has(id)) return null
      const claim = claims.get(id) ?? freeReservation(id)
      const order = claim.order === null ? null : (orders.get(claim.order) ?? null)
      return {
        enrolment: id,
        money: moneyOf(record(id), claim, order, inHand, today),
        owedOn: (day) => owedOn(record(id), figures(id, day), day),
      }
    },
  }
}

async function readPeople(db: Database, rows: readonly Named[]): Promise<Map<string, KnownPerson>> {
  const found = await namesByIndexes(
    db,
    [...new Set(rows.map(({ person }) => person))].filter((index) => index !== ''),
  )
  return new Map([...found].map(([index, { id, region, name }]) => [index, { resident: id, region, name }]))
}

/** Claims, the orders that hold them, and the claims of everybody else in those orders. */
async function readMoney(
  db: Database,
  ids: readonly string[],
): Promise<{ claims: ReadonlyMap<string, ReservationDocument>; orders: ReadonlyMap<string, OrderDocument> }> {
  const own = await reservationsOf(db, ids)
  const holders = [...own.values()].flatMap(({ order }) => (order === null ? [] : [order]))
  const orders = await ordersWithIds(db, [...new Set(holders)])
  const others = orders.flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment)).filter((id) => !own.has(id))
  return {
    claims: new Map([...own, ...(await reservationsOf(db, others))]),
    orders: new Map(orders.map((order) => [order._id, order])),
  }
}

/** Orders whose cash a clerk still holds. */
async function cashInHand(db: Database, orders: readonly OrderDocument[]): Promise<ReadonlySet<string>> {
  const clerks = new Set(orders.filter(({ way }) => way === 'cash').map(({ payer }) => payer))
  const items = await Promise.all([...clerks].map((clerk) => itemsInHand(db, clerk)))
  return new Set(items.flat().map(({ order }) => order))
}

function moneyOf(
  record: EnrolmentRecord,
  claim: ReservationDocument,
  order: OrderDocument | null,
  inHand: ReadonlySet<string>,
  today: CivilDay,
): MoneyKnown {
  // Asked of the claim alone: the order of a row is written a moment after it (`write-match.ts`).
  if (claim.state === 'paid' && claim.arrival !== undefined && claim.arrival.order === claim.order)
    return { by: 'tax', row: claim.arrival.row }
  if (claim.state === 'free' || order === null) {
    const { paidOn, refundedOn, amount } = recordStateOn(record, today)
    return paidOn !== null && refundedOn === null ? { by: 'hand', amount } : { by: 'nobody' }
  }
  if (claim.state === 'held') {
    return order.state === 'inQuestion'
      ? { by: 'unsettledOrder', order: order._id }
      : { by: 'waitingOrder', order: order._id, handedOver: order.state === 'handedOver' }
  }
  // Nothing is owed any more of whom two people have agreed to give it back, whatever becomes of the others in the
  // order.
  if (claim.assessed === null) return { by: 'unsettledOrder', order: order._id }
  const fee = order.lines.find(({ enrolment }) => enrolment === claim._id)!.fee
  return order.state === 'paid'
    ? { by: 'paidOrder', order: order._id, fee, inHand: inHand.has(order._id) }
    : { by: 'unsettledOrder', order: order._id }
}

/** Assessed anew for that day, as for any money that comes. */
function owedOn(record: EnrolmentRecord, { fee }: RecordedFigures, day: CivilDay): Fen | null {
  const policy = policyFor(record.region, record.year)
  if (fee === null || fee === 0) return fee
  try {
    withEnrolmentEvent(policy, record, {
      id: 'tax~asked',
      day,
      at: Number.MAX_SAFE_INTEGER,
      by: '',
      kind: 'paid',
      amount: fee,
      way: '',
      evidence: '',
    })
    return fee
  } catch (error) {
    if (error instanceof Refusal) return 0
    throw error
  }
}
