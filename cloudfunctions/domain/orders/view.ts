import { linksOfCaller, requirePermission, defineAction } from '../access'
import { enrolmentsWithIds, summaryOf } from '../enrolments'
import type { Permission } from '../access'
import { quotedChannel } from './quote'
import type {
  ReservationDocument,
  MiniProgramOf,
  OrderDocument,
  OrderEvent,
  OrderState,
  ReceiptDocument,
} from '../payments'
import { reservationsOf, ofOrders, orderMachine, ordersOf, readOrder, saidPaidOn, waysOfPlaces } from '../payments'
import type { PersonCard, Resident } from '../people'
import { maskedCard, fullCards, residentsOf } from '../people'
import type { RefundDocument } from '../refunds'
import { openedRefund, wordsOfRefund } from '../refunds'
import type { Answers } from './contract'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'
import { assess, dayInWords, policyFor, shanghaiDay, formatYuan } from '../../../rules'
import { ordersContract } from './contract'

type OrderView = Answers['order']

const CHINA_OFFSET_MS = 8 * 3_600_000

/** What a call has read already of what a view needs. */
interface Known {
  links?: ReadonlyMap<string, unknown>
  miniProgramOf?: MiniProgramOf
}

/** An order as its payer sees it, judged now. */
export async function orderView(context: CallContext, order: OrderDocument, known?: Known): Promise<OrderView> {
  return (await orderViews(context, [order], known))[0]!
}

/** Several at once, with few reads. */
export async function orderViews(
  context: CallContext,
  orders: readonly OrderDocument[],
  known: Known = {},
): Promise<OrderView[]> {
  const cards = await cardsOf(context, orders, known.links)
  // There is neither before there was money.
  const ids = orders.filter(({ transactions }) => transactions.length > 0).map(({ _id }) => _id)
  const receipts = await ofOrders<ReceiptDocument>(context.db, 'receipts', ids)
  const refunds = (await ofOrders<RefundDocument>(context.db, 'refunds', ids)).map(openedRefund)
  const claims = await reservationsOf(
    context.db,
    orders
      .filter(({ state }) => state === 'handedOver')
      .flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment)),
  )
  const deadlines = await deadlinesOf(context, orders)
  const miniPrograms = known.miniProgramOf ?? (await miniProgramsFor(context, orders))
  return orders.map((order) => ({
    ...shown(order, claims, { ...placeOf(order, miniPrograms), deadline: deadlines(order) }, context),
    people: order.lines.map(({ enrolment, resident, fee, year }) => ({
      enrolment,
      person: cards.get(resident)!,
      fee,
      year,
    })),
    receipts: receipts.filter(({ order: of }) => of === order._id).map(({ _id }) => _id),
    refunds: refunds
      .filter(({ order: of }) => of === order._id)
      .map(({ enrolment, state, amount, refusedBecause, trouble = null }) => ({
        enrolment: enrolment === '' ? null : enrolment,
        state,
        amount,
        words: wordsOfRefund({ state, refusedBecause, trouble }),
      })),
  }))
}

function shown(
  order: OrderDocument,
  claims: ReadonlyMap<string, ReservationDocument>,
  place: PlaceOfOrder & { deadline: CivilDay | null },
  { now, today }: CallContext,
): Omit<OrderView, 'people' | 'receipts' | 'refunds'> {
  const { _id, state, total, way, madeAt, events } = order
  const until = way === 'official' ? order.payUntil : minutesOf(order.expiresAt)
  const saidPaid = saidPaidOn(order)
  // What came for somebody by another order is not told by this one: whose it is not may not learn it.
  const waiting = order.lines.filter(({ enrolment }) => {
    const claim = claims.get(enrolment)
    return claim?.state !== 'paid' || claim.order !== _id
  })
  const isOpen =
    way === 'official'
      ? state === 'handedOver' && today <= order.payUntil
      : (state === 'placed' || state === 'prepaid') && now < order.expiresAt
  return {
    ...place,
    order: _id,
    state,
    stateName: saidPaid === null ? orderMachine.states[state] : SAID_PAID,
    saidPaid,
    total,
    way,
    day: shanghaiDay(madeAt),
    payUntil: isOpen ? until : null,
    sentence: sentenceOfOrder({
      order,
      until: way !== 'official' ? until : place.deadline === null ? '' : dayInWords(place.deadline),
      isSaid: saidPaid !== null,
      channel: (order.channel === null ? undefined : place.channels[0]?.name) ?? '当地的官方缴费渠道',
      arrived: order.lines.length - waiting.length,
      rest: waiting.reduce((sum, { fee }) => sum + fee, 0),
    }),
    steps: [
      { at: minutesOf(madeAt), words: '下单' },
      ...events.map((event) => ({ at: minutesOf(event.at), words: wordsOfOrderEvent(event) })),
    ],
  }
}

/** What the payer calls an order of which they have said that it is paid. */
const SAID_PAID = '您说已交，等税务确认'

/** The notice's last day for those whom an order waits for on an official channel: the first of theirs. */
async function deadlinesOf(
  { db, today }: CallContext,
  orders: readonly OrderDocument[],
): Promise<(order: OrderDocument) => CivilDay | null> {
  const ids = orders.filter(({ state }) => state === 'handedOver').flatMap(({ lines }) => lines.filter(isHeld))
  const found = await enrolmentsWithIds(
    db,
    ids.map(({ enrolment }) => enrolment),
  )
  const known = new Map(found.map((one) => [one._id, summaryOf(one, today, sealing()).deadline]))
  return ({ lines }) => lines.flatMap(({ enrolment }) => known.get(enrolment) ?? []).sort()[0] ?? null
}

/** What is a stranger's is not told by way of an order. */
const isHeld = ({ holds }: OrderDocument['lines'][number]): boolean => holds !== false

/** Only who pays on an official channel is shown one. */
async function miniProgramsFor({ db }: CallContext, orders: readonly OrderDocument[]): Promise<MiniProgramOf> {
  const official = orders.filter(({ way }) => way === 'official')
  const regions = official.flatMap(({ lines }) => lines.map(({ region }) => region))
  return (await waysOfPlaces(db, regions, 'lately')).miniProgramOf
}

type PlaceOfOrder = Pick<OrderView, 'channels' | 'where' | 'contacts'>

/** Channels and contacts of the order's place; of several places it has no channel of its own to tell. */
function placeOf({ way, channel, lines, madeAt }: OrderDocument, miniProgramOf: MiniProgramOf): PlaceOfOrder {
  const [place, ...more] = [
    ...new Map(lines.map(({ region, year }) => [`${region}-${year}`, { region, year }])).values(),
  ]
  if (place === undefined || more.length > 0) return { channels: [], where: '', contacts: [] }
  const { name, within } = policyFor(place.region, place.year)
  const { channels, contacts } = assess(policyFor(place.region, place.year), {}, shanghaiDay(madeAt))
  const offered = way === 'official' ? channels.filter(({ id }) => channel === null || id === channel) : []
  return {
    channels: offered.map((one) => quotedChannel(one, place.region, miniProgramOf)),
    where: `${within}${name}`,
    contacts: contacts.map((one) => ({ name: one.name, phone: one.phone, about: one.about })),
  }
}

/** In full of whom the payer looks after today; of others enough to recognise whom they named. */
export async function cardsOf(
  context: CallContext,
  orders: readonly OrderDocument[],
  links?: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, PersonCard>> {
  const { db } = context
  const people = await residentsOf(db, [
    ...new Set(orders.flatMap(({ lines }) => lines.map(({ resident }) => resident))),
  ])
  const linked = links ?? (await linksOfCaller(context))
  const full = await fullCards(
    db,
    people.filter(({ id }) => linked.has(id)),
  )
  const cards = new Map(people.map((person) => [person.id, full.get(person.id) ?? maskedCard(person)]))
  for (const { resident } of orders.flatMap(({ lines }) => lines))
    if (!cards.has(resident)) cards.set(resident, removedCard(resident))
  return cards
}

/** Someone who is in the ledger no more: the payment stays. */
const removedCard = (resident: Resident['id']): PersonCard => ({
  resident,
  name: '***',
  tail: null,
  place: '',
  village: '',
  absent: null,
})

/** `2021-12-10 09:00`, in China's time. */
const minutesOf = (at: number): string => new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')

const ORDERS_A_PAGE = 10

/** The caller's orders, newest first. */
export const myOrders = /* @__PURE__ */ defineAction(ordersContract, 'orders', {
  permission: 'order',
  async run({ before }, context) {
    const last = before === null ? null : await ownOrder(context, 'order', before)
    const found = await ordersOf(context.db, context.caller.openid, last, ORDERS_A_PAGE + 1)
    return { orders: await orderViews(context, found.slice(0, ORDERS_A_PAGE)), more: found.length > ORDERS_A_PAGE }
  },
})

export const showOrder = /* @__PURE__ */ defineAction(ordersContract, 'order', {
  permission: 'order',
  async run({ order }, context) {
    return orderView(context, await ownOrder(context, 'order', order))
  },
})

/**
 * An order of the caller's. Nobody learns whether another's is there.
 * @throws Refusal NOT_ALLOWED
 */
export async function ownOrder(context: CallContext, action: Permission, id: string): Promise<OrderDocument> {
  const order = await readOrder(context.db, id)
  await requirePermission(context, action, { id, ...(order === null ? {} : { owner: order.payer }) })
  return order!
}

/** What a sentence on an order may say. */
interface SaidOfOrder {
  order: OrderDocument
  /** Until when it can be paid, in words; '' = nothing is to be said of it. */
  until: string
  /** Its payer says that it is paid. */
  isSaid: boolean
  /** Where to pay, in words. */
  channel: string
  /** Of an order on an official channel: people whose money the tax office has already, and fen that are not paid. */
  arrived: number
  rest: Fen
}

const total = ({ order }: SaidOfOrder): string => formatYuan(order.total)
const because = ({ order }: SaidOfOrder): string => order.events.flatMap((event) => event.because ?? []).at(-1) ?? ''

/** One sentence for each state: where the money is, and what to do or to wait for. */
const SENTENCES: Readonly<Record<OrderState, (said: SaidOfOrder) => string>> = {
  placed: (said) => `还没有付款。请在${said.until}前付${total(said)}，过时会自动取消。`,
  handedOver: (said) =>
    said.isSaid
      ? `您说已经交过了，正在等税务确认，一般要几个工作日，到了这里会自己变，不用再交。要是没有交成，请照着再交，或者取消。`
      : `${said.arrived === 0 ? '' : `其中${said.arrived}人的钱税务已到账，其余的`}请到${said.channel}交${formatYuan(said.rest)}${said.until === '' ? '' : `，最晚${said.until}`}。钱不经过这里；交完等税务部门的消息，一般要几个工作日，到了这里会自己变，不用再交。`,
  prepaid: (said) =>
    `正在等微信的付款结果。已经付了的，请稍等或点“刷新”，不要再付；还没付的，请在${said.until}前付${total(said)}。`,
  paid: (said) => `已付${total(said)}，等待税务到账。一般要几个工作日，现在不用再做什么；这个页面不是缴费凭证。`,
  arrived: (said) => `税务已到账，${total(said)}缴费完成。`,
  inQuestion: () =>
    '钱已经收到，但和这次交费对不上（金额不同，或者有人已经交过），正在由经办机构核对：要么计入，要么退回。请不要再付。',
  returning: (said) => `已同意退款，${total(said)}正在原路退回，请留意到账通知。`,
  returned: (said) => `${total(said)}已经退回。要再交，请重新选人。`,
  closed: (said) =>
    because(said) === ''
      ? '这次交费已取消，没有收到钱。还要交的，请重新选人。'
      : `这笔付款已作废：${because(said)}。还要交的，请重新选人。`,
}

function sentenceOfOrder(said: SaidOfOrder): string {
  const twice = said.order.events
    .filter(({ kind }) => kind === 'payTwice')
    .reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  const { state, trouble } = said.order
  const unsaid =
    state === 'prepaid' && trouble != null
      ? `系统向微信查了${trouble.tries}次没有查清，会接着查，请不要重复付款；急的请联系经办机构。`
      : ''
  return `${SENTENCES[state](said)}${unsaid}${twice === 0 ? '' : `另外多付的${formatYuan(twice)}没有丢，由经办机构核对后退回。`}`
}

function wordsOfOrderEvent({ kind, amount, because: why }: OrderEvent): string {
  return `${orderMachine.events[kind].name}${amount === undefined ? '' : formatYuan(amount)}${why === undefined ? '' : `：${why}`}`
}
