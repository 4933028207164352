import { assess, dayWords, policyFor, shanghaiDay } from '../../rules'
import type { Resident } from '../enrollment/records/residents'
import { askedCard, fullCards } from '../enrollment/person-card'
import type { PersonCard } from '../enrollment/person-card'
import { linksOfUser } from '../enrollment/records/links'
import { residentsOf } from '../enrollment/records/residents'
import type { CallContext } from '../shared/call-context'
import type { Answers } from './contract'
import type { ClaimDocument, OrderDocument, ReceiptDocument, RefundDocument } from './documents'
import { ORDER_STATES } from './order-states'
import { sentenceOfOrder, wordsOfOrderEvent, wordsOfRefund } from './order-words'
import { quotedChannel } from './quote'
import { claimsOf } from './records/claims'
import { ofOrders } from './records/orders'
import { miniProgramsOf } from './records/payment-configs'
import type { MiniProgramOf } from './records/payment-configs'

export type OrderView = Answers['order']

const CHINA_OFFSET_MS = 8 * 3_600_000

/** An order as its payer sees it, judged now. */
export async function orderView(context: CallContext, order: OrderDocument): Promise<OrderView> {
  return (await orderViews(context, [order]))[0]!
}

/** Several at once, with few reads. */
export async function orderViews(context: CallContext, orders: readonly OrderDocument[]): Promise<OrderView[]> {
  const cards = await cardsOf(context, orders)
  // There is neither before there was money.
  const ids = orders.filter(({ transactions }) => transactions.length > 0).map(({ _id }) => _id)
  const receipts = await ofOrders<ReceiptDocument>(context.db, 'receipts', ids)
  const refunds = await ofOrders<RefundDocument>(context.db, 'refunds', ids)
  const claims = await claimsOf(context.db, orders.filter(({ state }) => state === 'handedOver').flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment)))
  const miniPrograms = await miniProgramsOf(context.db, orders.flatMap(({ lines }) => lines.map(({ region }) => region)))
  return orders.map((order) => ({
    ...shown(order, claims, placeOf(order, miniPrograms), context),
    people: order.lines.map(({ enrolment, resident, fee, year }) => ({ enrolment, person: cards.get(resident)!, fee, year })),
    receipts: receipts.filter(({ order: of }) => of === order._id).map(({ _id }) => _id),
    refunds: refunds.filter(({ order: of }) => of === order._id).map(({ enrolment, state, amount, refusedBecause }) =>
      ({ enrolment: enrolment === '' ? null : enrolment, state, amount, words: wordsOfRefund({ state, refusedBecause }) })),
  }))
}

function shown(order: OrderDocument, claims: ReadonlyMap<string, ClaimDocument>, place: PlaceOfOrder, { now, today }: CallContext): Omit<OrderView, 'people' | 'receipts' | 'refunds'> {
  const { _id, state, total, way, madeAt, events } = order
  const until = way === 'official' ? order.payUntil : minutesOf(order.expiresAt)
  const waiting = order.lines.filter(({ enrolment }) => claims.get(enrolment)?.state !== 'paid')
  const isOpen = way === 'official' ? state === 'handedOver' && today <= order.payUntil : (state === 'placed' || state === 'prepaid') && now < order.expiresAt
  return {
    ...place, order: _id, state, stateName: ORDER_STATES[state], total, way, day: shanghaiDay(madeAt), payUntil: isOpen ? until : null,
    sentence: sentenceOfOrder({
      order, until: way === 'official' ? dayWords(order.payUntil) : until, channel: (order.channel === null ? undefined : place.channels[0]?.name) ?? '当地的官方缴费渠道',
      arrived: order.lines.length - waiting.length, rest: waiting.reduce((sum, { fee }) => sum + fee, 0),
    }),
    steps: [{ at: minutesOf(madeAt), words: '下单' }, ...events.map((event) => ({ at: minutesOf(event.at), words: wordsOfOrderEvent(event) }))],
  }
}

type PlaceOfOrder = Pick<OrderView, 'channels' | 'contacts'>

/** Channels and contacts of the order's place; of several places it has no channel of its own to tell. */
function placeOf({ way, channel, lines, madeAt }: OrderDocument, miniProgramOf: MiniProgramOf): PlaceOfOrder {
  const [place, ...more] = [...new Map(lines.map(({ region, year }) => [`${region}-${year}`, { region, year }])).values()]
  if (place === undefined || more.length > 0) return { channels: [], contacts: [] }
  const { channels, contacts } = assess(policyFor(place.region, place.year), {}, shanghaiDay(madeAt))
  const offered = way === 'official' ? channels.filter(({ id }) => channel === null || id === channel) : []
  return {
    channels: offered.map((one) => quotedChannel(one, place.region, miniProgramOf)),
    contacts: contacts.map(({ name, phone, about }) => ({ name, phone, about })),
  }
}

/** In full of whom the payer looks after today; of others enough to recognise whom they named. */
export async function cardsOf({ db, caller }: CallContext, orders: readonly OrderDocument[]): Promise<ReadonlyMap<string, PersonCard>> {
  const people = await residentsOf(db, [...new Set(orders.flatMap(({ lines }) => lines.map(({ resident }) => resident)))])
  const linked = new Set((await linksOfUser(db, caller.openid)).filter(({ state }) => state === 'active').map(({ resident }) => resident))
  const full = await fullCards(db, people.filter(({ id }) => linked.has(id)))
  const cards = new Map(people.map((person) => [person.id, full.get(person.id) ?? askedCard(person)]))
  for (const { resident } of orders.flatMap(({ lines }) => lines)) if (!cards.has(resident)) cards.set(resident, removedCard(resident))
  return cards
}

/** Someone who is in the ledger no more: the payment stays. */
const removedCard = (resident: Resident['id']): PersonCard => ({ resident, name: '***', tail: null, place: '', village: '', absent: null })

/** `2021-12-10 09:00`, in China's time. */
const minutesOf = (at: number): string => new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
