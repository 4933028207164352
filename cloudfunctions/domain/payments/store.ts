import type { OrderDocument } from './documents'
import type { OrderState } from './order-machine'
import { Refusal } from '../../platform/base'
import type { ItemTrouble } from '../../platform/database'
import type { Database, DocumentStore } from '../../platform/database'
import { addDocument, READ_LIMIT, isDuplicate, putDocument, readDocument, rememberedFor } from '../../platform/database'
import { textsOf } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'

const ORDERS = 'orders'
/** Reasons that people gave, and numbers of the papers that they held: a terminal's slip, a counter's receipt. */
const TEXTS = textsOf(ORDERS, {
  'events.*.because': 'orderReason',
  'events.*.transaction': 'orderPaper',
  'transactions.*': 'orderPaper',
})
const ordersFound = (data: readonly unknown[]): OrderDocument[] => (data as OrderDocument[]).map(TEXTS.opened)

/** null = there is none. */
export async function readOrder(from: DocumentStore, id: string): Promise<OrderDocument | null> {
  const order = await readDocument<OrderDocument>(from, ORDERS, id)
  return order === null ? null : TEXTS.opened(order)
}

/** @throws Refusal ORDER_NOT_FOUND */
export async function requireOrder(from: DocumentStore, id: string): Promise<OrderDocument> {
  return (await readOrder(from, id)) ?? noSuchOrder()
}

function noSuchOrder(): never {
  throw new Refusal({
    code: 'ORDER_NOT_FOUND',
    message: '没有找到这份订单，什么也没有改动。请返回订单列表，下拉刷新后再点一次。',
    path: 'order',
  })
}

export function putOrder(to: DocumentStore, order: OrderDocument): Promise<void> {
  return putDocument(to, ORDERS, TEXTS.sealed(order))
}

/** Of an order that cannot be there. @throws the database's own fault (`isDuplicate`) where its id is taken */
export async function addOrder(to: DocumentStore, order: OrderDocument): Promise<void> {
  await to.collection(ORDERS).add({ data: TEXTS.sealed(order) })
}

/** null = no order of ours. */
export async function orderByMerchantNo(db: Database, merchantNo: string): Promise<OrderDocument | null> {
  return ordersFound((await db.collection(ORDERS).where({ merchantNo }).limit(1).get()).data)[0] ?? null
}

/** A payer's orders, newest first, from the one after `before` on. */
export async function ordersOf(
  db: Database,
  payer: string,
  before: OrderDocument | null,
  count: number,
): Promise<OrderDocument[]> {
  const { and, eq, lt, or } = db.command
  const mine = { payer: eq(payer) }
  const after =
    before === null
      ? mine
      : and(mine, or({ madeAt: lt(before.madeAt) }, { madeAt: eq(before.madeAt), _id: lt(before._id) }))
  const latest = db.collection(ORDERS).where(after).orderBy('madeAt', 'desc').orderBy('_id', 'desc')
  return ordersFound((await latest.limit(count).get()).data)
}

/** A payer's orders that wait for money, at most so many; and the order of this id, in whatever state and whoever's. */
export async function openOrdersOf(
  db: Database,
  payer: string,
  id: string,
  count: number,
): Promise<{ open: OrderDocument[]; known: OrderDocument | null }> {
  const waiting: readonly OrderState[] = ['placed', 'handedOver', 'prepaid']
  const { or } = db.command
  const query = db.collection(ORDERS).where(or([{ _id: id }, { payer, state: db.command.in([...waiting]) }]))
  const found = ordersFound((await query.limit(count + 1).get()).data)
  return { open: found.filter(({ _id }) => _id !== id), known: found.find(({ _id }) => _id === id) ?? null }
}

/**
 * Moves an order that still is as it was read, in one request; false = it is not, and nothing was written. Only what is
 * named changes.
 */
export async function moveOrder(
  db: Database,
  before: OrderDocument,
  change: Pick<OrderDocument, 'state' | 'events' | 'prepay'>,
): Promise<boolean> {
  const { set } = db.command
  const { _id, state } = before
  const { events } = TEXTS.sealed({ ...before, events: change.events })
  const data = { state: change.state, events: set(events), prepay: set(change.prepay) }
  return (await db.collection(ORDERS).where({ _id, state }).update({ data })).stats.updated === 1
}

/** Shows on an order that the watch could not go on with it; null = it could. */
export async function noteOrderTrouble(db: Database, id: string, trouble: ItemTrouble | null): Promise<void> {
  await db
    .collection(ORDERS)
    .doc(id)
    .update({ data: { trouble: db.command.set(trouble) } })
}

/** What cannot be opened is left as it stands: who works on it meets the failure, and nobody else does. */
function openedIfReadable(order: OrderDocument): OrderDocument {
  try {
    return TEXTS.opened(order)
  } catch (error) {
    if (error instanceof Refusal) return order
    throw error
  }
}

/** Orders in a state that were to end before a moment, soonest first; for timers, which one order may not stop. */
export async function ordersEnding(
  db: Database,
  state: OrderState,
  before: number,
  count: number,
): Promise<OrderDocument[]> {
  const query = db.collection(ORDERS).where({ state, expiresAt: db.command.lte(before) })
  const { data } = await query.orderBy('expiresAt', 'asc').orderBy('_id', 'asc').limit(count).get()
  return (data as OrderDocument[]).map(openedIfReadable)
}

const DAY_MS = 86_400_000
/** What was taken without a network may be sent some days later (`taken-earlier.ts`). */
const SENT_WITHIN_DAYS = 5

/** What a clerk took at a door on a day, void ones left out, in the order in which it was sent; at most 1,000. */
export async function ordersCollectedBy(db: Database, clerk: string, day: CivilDay): Promise<OrderDocument[]> {
  const { gte, lt } = db.command
  const from = Date.parse(`${day}T00:00:00+08:00`)
  const sent = gte(from).and(lt(from + SENT_WITHIN_DAYS * DAY_MS))
  const theirs = db.collection(ORDERS).where({ payer: clerk, madeAt: sent })
  const found = ordersFound(
    (await theirs.orderBy('madeAt', 'desc').orderBy('_id', 'desc').limit(READ_LIMIT).get()).data,
  )
  const isOfDay = ({ way, state, events }: OrderDocument) =>
    (way === 'cash' || way === 'pos') &&
    state !== 'closed' &&
    events.some((event) => event.kind === 'pay' && event.day === day)
  return found.filter(isOfDay).reverse()
}

/** What other collections keep of these orders, by their `order`: a few each. */
export async function ofOrders<Document extends { order: string }>(
  db: Database,
  collection: 'receipts' | 'refunds',
  ids: readonly string[],
): Promise<Document[]> {
  if (ids.length === 0) return []
  return (
    await db
      .collection(collection)
      .where({ order: db.command.in([...ids]) })
      .limit(READ_LIMIT)
      .get()
  ).data as Document[]
}

/** Those of these ids that there are. */
export async function ordersWithIds(db: Database, ids: readonly string[]): Promise<OrderDocument[]> {
  if (ids.length === 0) return []
  const those = db.collection(ORDERS).where({ _id: db.command.in([...ids]) })
  return ordersFound((await those.limit(ids.length).get()).data)
}

/** Adds those that are not there: all at once, or one by one where some are. */
export async function addOrders(db: Database, orders: readonly OrderDocument[]): Promise<void> {
  if (orders.length === 0) return
  try {
    await db.collection(ORDERS).add({ data: orders.map(TEXTS.sealed) })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    for (const order of orders) await addDocument(db, ORDERS, TEXTS.sealed(order))
  }
}

/** Orders in a state, in the order of ids, after one. */
export async function ordersIn(
  db: Database,
  state: OrderState,
  after: string,
  count: number,
): Promise<OrderDocument[]> {
  const those = db.collection(ORDERS).where({ state, _id: db.command.gt(after) })
  return ordersFound((await those.orderBy('_id', 'asc').limit(count).get()).data)
}

/** The mini-program of a place's channel; null = none is named. */
export type MiniProgramOf = (region: string, channel: string) => MiniProgram | null

/** How money is taken in these places, from one read. */
interface WaysOfPlaces {
  miniProgramOf: MiniProgramOf
  /**
   * Who receives money by WeChat for all of some of them together: one payment goes to one merchant. null = one of them
   * has it not switched on, or they have different ones.
   */
  merchantFor(regions: readonly string[]): string | null
}

/**
 * @param lately for who goes on with what was just told: as it was read within the last half a minute
 */
export async function waysOfPlaces(
  db: Database,
  regions: readonly string[],
  lately: 'lately' | 'now' = 'now',
): Promise<WaysOfPlaces> {
  const found = await (lately === 'lately' ? CONFIGS.recall(db, regions) : CONFIGS.read(db, regions))
  return {
    miniProgramOf: (region, channel) => found.get(region)?.miniPrograms?.[channel] ?? null,
    merchantFor(some) {
      const merchants = new Set(some.map((region) => found.get(region)?.wechat?.merchant ?? null))
      return merchants.size === 1 ? [...merchants][0]! : null
    },
  }
}

/** As {@link WaysOfPlaces.merchantFor}, where nothing else is asked of them. */
export async function merchantOf(db: Database, regions: readonly string[]): Promise<string | null> {
  return (await waysOfPlaces(db, regions)).merchantFor(regions)
}

const CONFIGS = /* @__PURE__ */ rememberedFor<PaymentConfigDocument>('payment-configs', 30_000)

/** What `wx.navigateToMiniProgram` opens; `path`: null = its first page. */
interface MiniProgram {
  appId: string
  path: string | null
}

/** Which ways a place has switched on; `_id` is the region. */
export interface PaymentConfigDocument {
  _id: string
  /** `merchant`: WeChat's number of who receives the money. null = not entitled to WeChat Pay. */
  wechat: { merchant: string } | null
  /** Which mini-program is which official channel, by the channel's id in the policy: notices name none. */
  miniPrograms?: Readonly<Record<string, MiniProgram>>
}
