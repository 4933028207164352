import { policyFor, recordedFigures } from '../../../rules'
import type { CivilDay, Fen } from '../../../rules'
import type { EnrolmentDocument } from '../../enrollment/documents'
import { enrolmentId, readRecord } from '../../enrollment/enrolment-document'
import { courseOn, withEvent, type EnrolmentRecord } from '../../enrollment/lifecycle'
import { enrolmentsWithIds } from '../../enrollment/records/enrolments'
import { numberIndex, residentsByIndexes } from '../../enrollment/records/residents'
import type { Database } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import { sealing } from '../../shared/sealing'
import type { ClaimDocument, OrderDocument } from '../documents'
import { itemsInHand } from '../records/cash'
import { claimsOf, freeClaim } from '../records/claims'
import { ordersWithIds } from '../records/orders'
import type { TaxRowDocument } from './documents'
import type { Book, KnownPerson, KnownYear, MoneyKnown } from './reconcile'

/** What is known of everybody whom some rows name, read in a few queries, and the documents that it was read from. */
export interface FullBook extends Book {
  enrolments: ReadonlyMap<string, EnrolmentDocument>
  claims: ReadonlyMap<string, ClaimDocument>
  orders: ReadonlyMap<string, OrderDocument>
}

type Named = Pick<TaxRowDocument, 'person' | 'year'>

/** @param named enrolments that are looked up beside those that the rows name */
export async function readBook(db: Database, region: string, rows: readonly Named[], today: CivilDay, named: readonly string[] = []): Promise<FullBook> {
  const people = await readPeople(db, rows)
  const ids = rows.flatMap(({ person, year }) => (people.has(person) && year !== null ? [enrolmentId(people.get(person)!.resident, year)] : []))
  const enrolments = new Map((await enrolmentsWithIds(db, [...new Set([...ids, ...named])])).map((document) => [document._id, document]))
  const { claims, orders } = await readMoney(db, [...enrolments.keys()])
  const inHand = await cashInHand(db, [...orders.values()])
  return {
    region, enrolments, claims, orders,
    person: (index) => people.get(index) ?? null,
    year(resident, year) {
      const document = enrolments.get(enrolmentId(resident, year))
      return document === undefined ? null : knownYear(document, claims.get(document._id) ?? freeClaim(document._id), orders, inHand, today)
    },
  }
}

async function readPeople(db: Database, rows: readonly Named[]): Promise<Map<string, KnownPerson>> {
  const found = await residentsByIndexes(db, [...new Set(rows.map(({ person }) => person))].filter((index) => index !== ''))
  return new Map(found.map(({ id, region, name, idKind, idNumber }) => [numberIndex(idKind, idNumber!), { resident: id, region, name }]))
}

/** Claims, the orders that hold them, and the claims of everybody else in those orders. */
async function readMoney(db: Database, ids: readonly string[]): Promise<{ claims: ReadonlyMap<string, ClaimDocument>; orders: ReadonlyMap<string, OrderDocument> }> {
  const own = await claimsOf(db, ids)
  const holders = [...own.values()].flatMap(({ order }) => (order === null ? [] : [order]))
  const orders = await ordersWithIds(db, [...new Set(holders)])
  const others = orders.flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment)).filter((id) => !own.has(id))
  return { claims: new Map([...own, ...await claimsOf(db, others)]), orders: new Map(orders.map((order) => [order._id, order])) }
}

/** Orders whose cash a clerk still holds. */
async function cashInHand(db: Database, orders: readonly OrderDocument[]): Promise<ReadonlySet<string>> {
  const clerks = new Set(orders.filter(({ way }) => way === 'cash').map(({ payer }) => payer))
  const items = await Promise.all([...clerks].map((clerk) => itemsInHand(db, clerk)))
  return new Set(items.flat().map(({ order }) => order))
}

export function knownYear(document: EnrolmentDocument, claim: ClaimDocument, orders: ReadonlyMap<string, OrderDocument>, inHand: ReadonlySet<string>, today: CivilDay): KnownYear {
  const record = readRecord(document, sealing())
  const order = claim.order === null ? null : orders.get(claim.order) ?? null
  return { enrolment: document._id, money: moneyOf(record, claim, order, inHand, today), owedOn: (day) => owedOn(record, day) }
}

function moneyOf(record: EnrolmentRecord, claim: ClaimDocument, order: OrderDocument | null, inHand: ReadonlySet<string>, today: CivilDay): MoneyKnown {
  if (claim.state === 'free' || order === null) {
    const { paidOn, refundedOn, amount } = courseOn(record, today)
    return paidOn !== null && refundedOn === null ? { by: 'hand', amount } : { by: 'nobody' }
  }
  if (claim.state === 'held') {
    return order.state === 'inQuestion' ? { by: 'unsettledOrder', order: order._id } : { by: 'waitingOrder', order: order._id, handedOver: order.state === 'handedOver' }
  }
  if (claim.arrival?.order === order._id) return { by: 'tax', row: claim.arrival.row }
  const fee = order.lines.find(({ enrolment }) => enrolment === claim._id)!.fee
  return order.state === 'paid' ? { by: 'paidOrder', order: order._id, fee, inHand: inHand.has(order._id) } : { by: 'unsettledOrder', order: order._id }
}

/** Assessed anew for that day, as for any money that comes. */
function owedOn(record: EnrolmentRecord, day: CivilDay): Fen | null {
  const policy = policyFor(record.region, record.year)
  const { fee } = recordedFigures(policy, courseOn(record, day).told, day)
  if (fee === null || fee === 0) return fee
  try {
    withEvent(policy, record, { id: 'tax~asked', day, at: Number.MAX_SAFE_INTEGER, by: '', kind: 'paid', amount: fee, way: '', evidence: '' })
    return fee
  } catch (error) {
    if (error instanceof Refusal) return 0
    throw error
  }
}
