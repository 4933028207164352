import { createHash } from 'node:crypto'
import type { EnrolmentDocument, EnrolmentRecord } from '../enrolments'
import { changedEnrolment, putEnrolments, enrolmentStatusesOn, withEnrolmentEvent } from '../enrolments'
import {
  entryOf,
  firstAssessed,
  freeReservation,
  isAwaitingArrival,
  merchantNoOf,
  withOrderEvent,
  paidBy,
  paidLine,
  putReservation,
  putOrder,
  withAssessment,
  writeNewEntries,
} from '../payments'
import type {
  Assessed,
  ReservationDocument,
  Entry,
  Stamp,
  OrderDocument,
  OrderLine,
  PaymentMethod,
  SeasonKey,
  Share,
  TransitRoute,
} from '../payments'
import type { TaxRowDocument } from './documents'
import type { Match } from './judge-row'
import type { AllKnownPayments } from './known'
import type { Database, Transaction } from '../../platform/database'
import type { CivilDay, Fen, Policy } from '../../../rules'
import { policyFor } from '../../../rules'

/** A row that is somebody's payment, and how. `amount` counts; of it `heldBack` stands as owed back until now. */
interface Matched {
  row: Pick<TaxRowDocument, '_id' | 'paidOn' | 'arrivedOn'>
  how: Exclude<Match, 'known'>
  enrolment: string
  amount: Fen
  heldBack: boolean
}

/** The order that money of a row is of, where no order of ours is. */
export const orderIdOfTaxRow = (row: string): string =>
  `tax-${row.toLowerCase().replace(/[^0-9a-z]/g, '')}-${createHash('sha256').update(row).digest('hex').slice(0, 8)}`

const TAX_PAYER = 'tax'
const WAY_NAME = '税务部门缴费明细'
const TRANSIT: Readonly<Record<PaymentMethod, TransitRoute>> = {
  wechat: 'wechat',
  pos: 'pos',
  official: 'official',
  elsewhere: 'elsewhere',
  cash: 'deposit',
}

/**
 * All that matched rows change, collected before it is written: of an order with several people the last one closes it.
 * What many have in common is one entry of the ledger; a person costs the transaction two writes, claim and enrolment.
 */
export class MatchPlan {
  /**
   * Orders of rows that no order of ours was for. They say nothing that the claims and the rows do not, and so many can
   * be added at once outside the transaction, after it: the caller does, and does it again for rows that are known.
   */
  readonly ordersOfRows: OrderDocument[] = []

  private readonly enrolments = new Map<string, EnrolmentDocument>()
  private readonly claims = new Map<string, ReservationDocument>()
  private readonly orders = new Map<string, OrderDocument>()
  private readonly entries: Entry[] = []
  private readonly assessed: ({ enrolment: string } & Assessed)[] = []
  private readonly unannounced = new Map<SeasonKey, Share[]>()
  private readonly onTheirWay = new Map<string, { season: SeasonKey; way: TransitRoute; amount: Fen }>()
  private readonly rows: string[] = []

  constructor(
    private readonly book: AllKnownPayments,
    private readonly moment: Stamp,
  ) {}

  add(match: Matched): void {
    const document = this.enrolments.get(match.enrolment) ?? this.book.enrolments.get(match.enrolment)!
    const claim =
      this.claims.get(match.enrolment) ?? this.book.claims.get(match.enrolment) ?? freeReservation(match.enrolment)
    this.rows.push(match.row._id)
    if (match.how === 'onItsWay') this.arrive(match, document, claim)
    else this.count(match, document, claim)
  }

  /** A row that the claims know; its order may not have been written. */
  addKnown(row: Pick<TaxRowDocument, '_id' | 'paidOn' | 'amount'>, enrolment: string): void {
    const id = orderIdOfTaxRow(row._id)
    if (this.book.claims.get(enrolment)?.order !== id || this.book.orders.has(id)) return
    const { line } = this.owedBy(this.book.enrolments.get(enrolment)!, row.paidOn!, row.amount!)
    this.ordersOfRows.push(orderOfRow(row._id, line, this.moment))
  }

  /** An entry beside those of the matches, such as what is held back of a row that matches nobody. */
  addEntries(...entries: readonly Entry[]): void {
    this.entries.push(...entries)
  }

  async write(transaction: Transaction, beside?: Database): Promise<void> {
    // New: the claims, and the rows that are open, say what was done before.
    await writeNewEntries(transaction, [...this.entries, ...this.summedEntries()], { beside })
    for (const claim of this.claims.values()) await putReservation(transaction, claim)
    await putEnrolments(
      transaction,
      [...this.enrolments.values()].map((after) => ({ before: this.book.enrolments.get(after._id)!, after })),
    )
    for (const order of this.orders.values()) await putOrder(transaction, this.closedIfWhole(order))
  }

  /** We know of the payment; now the tax office has the money. */
  private arrive({ row, amount, heldBack }: Matched, document: EnrolmentDocument, claim: ReservationDocument): void {
    const order = this.orderOf(claim.order!)
    const [season, way] = [seasonOf(document), TRANSIT[order.way]]
    if (heldBack)
      this.addEntries(
        entryOf(`tax~${row._id}~counts`, this.moment.today, 'voidHeldBack', {
          season,
          way: 'arrived',
          order: orderIdOfTaxRow(row._id),
          amount,
        }),
      )
    const sum = this.onTheirWay.get(`${way}:${season}`)?.amount ?? 0
    this.onTheirWay.set(`${way}:${season}`, { season, way, amount: sum + amount })
    this.mark(claim, order, row)
    this.changeEnrolment(document, row, false)
  }

  /** The file is the first that we hear of it. */
  private count(match: Matched, document: EnrolmentDocument, before: ReservationDocument): void {
    const { row, how, enrolment, amount, heldBack } = match
    const { line, assessed } = this.owedBy(document, row.paidOn!, amount)
    const claim = this.assess(before, assessed)
    if (heldBack)
      this.addEntries(
        entryOf(`tax~${row._id}~counts`, this.moment.today, 'release', {
          shares: [{ enrolment, amount }],
          order: orderIdOfTaxRow(row._id),
        }),
      )
    else
      this.unannounced.set(assessed.season, [...(this.unannounced.get(assessed.season) ?? []), { enrolment, amount }])
    if (how === 'waitingOrder') this.mark(claim, this.orderOf(claim.order!), row)
    else this.markOfRow(claim, orderOfRow(row._id, line, this.moment), row)
    this.changeEnrolment(document, row, how !== 'takenDownByHand', amount)
  }

  private assess(claim: ReservationDocument, assessed: Assessed): ReservationDocument {
    if (claim.assessed === null) {
      this.assessed.push({ enrolment: claim._id, ...assessed })
      return firstAssessed(claim, assessed)
    }
    const again = withAssessment(claim, assessed, this.moment.today)
    this.addEntries(...again.entries)
    return again.claim
  }

  private markOfRow(claim: ReservationDocument, order: OrderDocument, row: Matched['row']): void {
    this.markClaim(claim, order, row)
    this.ordersOfRows.push(order)
  }

  private markClaim(claim: ReservationDocument, order: OrderDocument, { _id, arrivedOn }: Matched['row']): void {
    this.claims.set(claim._id, {
      ...paidBy(claim, order._id),
      arrival: { order: order._id, row: _id, day: arrivedOn! },
    })
  }

  private mark(claim: ReservationDocument, order: OrderDocument, row: Matched['row']): void {
    this.markClaim(claim, order, row)
    // Written for every one of its people, so that two who arrive at once meet here.
    this.orders.set(order._id, { ...order, transactions: [...order.transactions, row._id] })
  }

  private changeEnrolment(
    document: EnrolmentDocument,
    { _id, paidOn, arrivedOn }: Matched['row'],
    pays: boolean,
    amount = 0,
  ): void {
    const policy = policyFor(document.region, document.year)
    const { by, now: at } = this.moment
    const arrives = arrivalMatters(policy) && arrivedOn !== null
    if (!pays && !arrives) return
    const change = (record: EnrolmentRecord): EnrolmentRecord => {
      const paid = pays
        ? withEnrolmentEvent(policy, record, {
            id: `tax~${_id}~paid`,
            day: paidOn!,
            at,
            by,
            kind: 'paid',
            amount,
            way: WAY_NAME,
            evidence: _id,
          })
        : record
      return arrives
        ? withEnrolmentEvent(policy, paid, {
            id: `tax~${_id}~arrived`,
            day: arrivedOn,
            at: at + 1,
            by,
            kind: 'corrected',
            facts: { arrivalDate: arrivedOn },
          })
        : paid
    }
    const [today, opened] = [
      this.moment.today,
      document === this.book.enrolments.get(document._id) ? this.book.record(document._id) : undefined,
    ]
    this.enrolments.set(document._id, changedEnrolment(document, today, change, statusesOfDay(today), opened))
  }

  /** What is owed by the facts of that day; `amount` is what counts of it. */
  private owedBy(document: EnrolmentDocument, day: CivilDay, amount: Fen): { line: OrderLine; assessed: Assessed } {
    return paidLine(document, this.book.figures(document._id, day), amount)
  }

  private orderOf(id: string): OrderDocument {
    return this.orders.get(id) ?? this.book.orders.get(id)!
  }

  private closedIfWhole(order: OrderDocument): OrderDocument {
    const whole = order.lines.every(({ enrolment }) => {
      const claim = this.claims.get(enrolment) ?? this.book.claims.get(enrolment)
      return claim === undefined || !isAwaitingArrival(claim, order._id)
    })
    if (!whole) return order
    // Whom a stranger meant to pay for leaves the order when the others' money is there, unless theirs came by it too.
    const lines = order.lines.filter(({ enrolment, holds }) => holds !== false || this.isHeldBy(order, enrolment))
    const total = lines.reduce((sum, { fee }) => sum + fee, 0)
    const arrived = { ...order, lines, total }
    return withOrderEvent(arrived, 'arrive', this.moment, { amount: total, transaction: order.transactions.at(-1)! })
  }

  private isHeldBy({ _id }: OrderDocument, enrolment: string): boolean {
    return (this.claims.get(enrolment) ?? this.book.claims.get(enrolment))?.order === _id
  }

  /** One for all of a season that came in one piece of work, named by its rows. */
  private summedEntries(): Entry[] {
    const id = createHash('sha256')
      .update([...this.rows].sort().join())
      .digest('hex')
      .slice(0, 32)
    const { today } = this.moment
    return [
      ...(this.assessed.length === 0
        ? []
        : [entryOf(`tax~${id}~assess`, today, 'assessAll', { people: this.assessed })]),
      ...[...this.unannounced].map(([season, shares]) =>
        entryOf(`tax~${id}~${season}`, today, 'arriveUnannounced', { season, shares }),
      ),
      ...[...this.onTheirWay.values()].map((sum) =>
        entryOf(`tax~${id}~${sum.way}~${sum.season}`, today, 'arrive', sum),
      ),
    ]
  }
}

const seasonOf = ({ region, year }: Pick<EnrolmentDocument, 'region' | 'year'>): SeasonKey => `${region}-${year}`

/** Of one person, so that it has arrived with the row. */
function orderOfRow(row: string, line: OrderLine, moment: Stamp): OrderDocument {
  const id = orderIdOfTaxRow(row)
  const order: OrderDocument = {
    _id: id,
    payer: TAX_PAYER,
    lines: [line],
    total: line.fee,
    way: 'official',
    channel: null,
    state: 'handedOver',
    asked: '',
    events: [],
    madeAt: moment.now,
    payUntil: moment.today,
    expiresAt: moment.now,
    transactions: [row],
    merchantNo: merchantNoOf(id),
    merchant: null,
    prepay: null,
  }
  return withOrderEvent(order, 'arrive', moment, { amount: order.total, transaction: row })
}

let ofDay: { day: CivilDay; standingOf: ReturnType<typeof enrolmentStatusesOn> } | null = null

/** Kept from call to call while the day lasts: people alike are judged once. */
function statusesOfDay(day: CivilDay): ReturnType<typeof enrolmentStatusesOn> {
  if (ofDay?.day !== day) ofDay = { day, standingOf: enrolmentStatusesOn(day) }
  return ofDay.standingOf
}

const known = new WeakMap<Policy, boolean>()

/** Whether anything in the notice goes by the day on which money arrives (随县 五 does). */
export function arrivalMatters(policy: Policy): boolean {
  const before = known.get(policy)
  if (before !== undefined) return before
  const names = (value: unknown): boolean =>
    value === 'arrived' || (typeof value === 'object' && value !== null && Object.values(value).some(names))
  const matters = names(policy.decisions)
  known.set(policy, matters)
  return matters
}
