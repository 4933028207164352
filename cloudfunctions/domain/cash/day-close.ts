import type { VillageAccess } from '../access'
import { requireVillageAccess, defineAction } from '../access'
import { conflictsIn, shownConflicts } from './offline-cash'
import type { EnrolmentDocument } from '../enrolments'
import { enrolmentsWithIds } from '../enrolments'
import type { CashItem, DepositDocument, OrderDocument, ReceiptDocument, ReceiptWay } from '../payments'
import { depositsOf, ordersCollectedBy, cashInHandOf, itemsInHand, ofOrders, receiptsOfBook } from '../payments'
import { headsOf, residentsOf } from '../people'
import type { Resident } from '../people'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import type { Answers } from './contract-day'
import type { CivilDay, Fen } from '../../../rules'
import { shanghaiDay, formatYuan } from '../../../rules'
import { clerkDayContract } from './contract-day'

type DayClose = Answers['dayClose']
type Figure = DayClose['figures'][number]

/** All that the caller collected in the village on a day, and where it is now. */
interface DaysWork {
  orders: readonly OrderDocument[]
  /** People on receipts that are valid, and of receipts how many. */
  onReceipts: number
  receipts: number
  /** People whose enrolment says that they are paid. */
  entered: number
  inHand: Fen
  deposited: Fen
  pos: Fen
  /** What the caller holds beside. */
  beside: Fen
}

/**
 * The four figures of 随县 八(四) for what the caller took on a day: people, receipts, funds, entries; and what is left to
 * do.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const closeDay = /* @__PURE__ */ defineAction(clerkDayContract, 'dayClose', {
  permission: 'dayClose',
  async run(asked, context) {
    const desk = await requireVillageAccess(context, 'dayClose', asked)
    const { day, counted } = asked
    const work = await daysWork(context, desk, day)
    const mine = (await conflictsIn(context.db, asked.village, 'open')).filter(
      ({ clerk, season }) => clerk === context.caller.openid && season === desk.season,
    )
    const figures = figuresOf(work, counted)
    const { inHand, deposited, pos, beside } = work
    const agrees = mine.length === 0 && figures.every((figure) => figure.agrees)
    return {
      day,
      agrees,
      figures,
      money: { inHand, deposited, pos },
      inHandBeside: beside,
      sentLate: work.orders.filter(({ madeAt }) => shanghaiDay(madeAt) > day).length,
      conflicts: await shownConflicts(context, mine),
      todo: todoOf(work, figures, mine.length),
    }
  },
})

async function daysWork(
  { db, caller: { openid } }: CallContext,
  { village: { _id: village }, season, year }: VillageAccess,
  day: CivilDay,
): Promise<DaysWork> {
  const orders = (await ordersCollectedBy(db, openid, day)).filter(
    ({ lines: [line] }) => line?.village === village && line.year === year,
  )
  const ids = new Set(orders.map(({ _id }) => _id))
  const receipts = (await ofOrders<ReceiptDocument>(db, 'receipts', [...ids])).filter(({ state }) => state === 'issued')
  const drawer = await itemsInHand(db, openid)
  const deposits = await depositsOf(db, [openid], season)
  const inHand = sumOf(drawer.filter(({ order }) => ids.has(order)))
  return {
    orders,
    receipts: receipts.length,
    onReceipts: receipts.reduce((people, { lines }) => people + lines.length, 0),
    entered: await enteredAsPaid(db, orders),
    inHand,
    beside: sumOf(drawer) - inHand,
    deposited: sumOf(deposits.flatMap(({ items }: DepositDocument) => items).filter(({ order }) => ids.has(order))),
    pos: orders.filter(({ way }) => way === 'pos').reduce((sum, { total }) => sum + total, 0),
  }
}

const sumOf = (items: readonly { amount: Fen }[]): Fen => items.reduce((sum, { amount }) => sum + amount, 0)
const peopleOf = (orders: readonly OrderDocument[]): number =>
  orders.reduce((people, { lines }) => people + lines.length, 0)

async function enteredAsPaid(db: CallContext['db'], orders: readonly OrderDocument[]): Promise<number> {
  const ids = orders.flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment))
  const entered: EnrolmentDocument[] = []
  for (let from = 0; from < ids.length; from += READ_LIMIT)
    entered.push(...(await enrolmentsWithIds(db, ids.slice(from, from + READ_LIMIT))))
  const events = new Set(entered.flatMap((enrolment) => enrolment.events.map(({ id }) => id)))
  return orders.reduce(
    (people, { _id, lines }) => people + lines.filter(({ enrolment }) => events.has(`${_id}~${enrolment}~paid`)).length,
    0,
  )
}

/** Counted notes stand in for what the drawer says; what they are short or over is the day's, and is told. */
function figuresOf(
  { orders, onReceipts, receipts, entered, inHand, deposited, pos, beside }: DaysWork,
  counted: Fen | null,
): Figure[] {
  const people = peopleOf(orders)
  const owed = orders.reduce((sum, { total }) => sum + total, 0)
  const funds = deposited + pos + (counted === null ? inHand : counted - beside)
  const match = fourWayMatch({ people, receipts: onReceipts, funds, entered }, owed)
  return [
    {
      figure: 'people',
      name: '人',
      expected: people,
      found: people,
      agrees: true,
      words: `收了 ${orders.length} 户次、${people} 人的钱。`,
    },
    {
      figure: 'receipts',
      name: '票',
      expected: people,
      found: onReceipts,
      agrees: match.missingReceipts === 0,
      words:
        match.missingReceipts === 0
          ? `开了 ${receipts} 张收据，共 ${onReceipts} 人，人人都在收据上。`
          : `有 ${Math.abs(match.missingReceipts)} 人和收据对不上。请查这一天作废、退费的收据。`,
    },
    {
      figure: 'funds',
      name: '款',
      expected: owed,
      found: Math.max(0, funds),
      agrees: match.fundsShort === 0,
      words: fundsWords(match.fundsShort, { inHand, deposited, pos }),
    },
    {
      figure: 'entries',
      name: '录入',
      expected: people,
      found: entered,
      agrees: match.missingEntries === 0,
      words:
        match.missingEntries === 0
          ? `${entered} 人都已记成已缴费。`
          : `有 ${Math.abs(match.missingEntries)} 人没有记成已缴费。请打开这几户核对，或者找县医保经办机构。`,
    },
  ]
}

function fundsWords(short: Fen, { inHand, deposited, pos }: { inHand: Fen; deposited: Fen; pos: Fen }): string {
  if (short === 0)
    return `钱都对上了：手里 ${formatYuan(inHand)}，已存银行 ${formatYuan(deposited)}，刷卡 ${formatYuan(pos)}。`
  return short > 0
    ? `少了 ${formatYuan(short)}。请重新点一遍；还是少，请马上报告县医保经办机构，不要自己垫。`
    : `多了 ${formatYuan(-short)}。请想想是哪一户多给了或没有记上，查清以前不要动这笔钱。`
}

function todoOf({ inHand, orders }: DaysWork, figures: readonly Figure[], conflicts: number): string[] {
  const todo = figures.filter(({ agrees }) => !agrees).map(({ name, words }) => `“${name}”对不上：${words}`)
  if (conflicts > 0) todo.push(`有 ${conflicts} 笔收了却没有记上的钱，请当面退还，再在这里登记。`)
  if (inHand > 0) todo.push(`手里还有这一天的现金 ${formatYuan(inHand)}，请存到银行，再登记缴存。`)
  if (orders.length === 0 && todo.length === 0) todo.push('这一天没有在这个村收过钱。')
  return todo
}

/** What a village counts when it has collected: 人、票、款和录入信息四相符 (随县 八(四)). */
interface Collected {
  people: number
  receipts: number
  /** fen */
  funds: Fen
  /** People entered in the system. */
  entered: number
}

interface FourWayMatch {
  match: boolean
  expectedFunds: Fen
  /** How much is missing; below 0 = too much. */
  fundsShort: Fen
  missingReceipts: number
  missingEntries: number
}

/** @param owed fen that all these people owe together */
export function fourWayMatch({ people, receipts, funds, entered }: Collected, owed: Fen): FourWayMatch {
  const [fundsShort, missingReceipts, missingEntries] = [owed - funds, people - receipts, people - entered]
  return {
    match: fundsShort === 0 && missingReceipts === 0 && missingEntries === 0,
    expectedFunds: owed,
    fundsShort,
    missingReceipts,
    missingEntries,
  }
}

/** One person for whom money was taken at the desk. */
export interface PaidLine {
  receipt: string
  order: string
  household: string
  day: CivilDay
  way: ReceiptWay
  fee: Fen
  /** null = no longer in the ledger. */
  person: Resident | null
  /** The household's head; null = none is named. */
  head: Resident | null
}

/** Of valid receipts between two days, in the order of their numbers; of one village group, or with null of all. */
export async function paidLines(
  db: Database,
  { receipts }: CollectedMoney,
  from: CivilDay,
  to: CivilDay,
  group: string | null,
): Promise<PaidLine[]> {
  const here = receipts.filter(
    (receipt) => isCollectedByClerk(receipt) && receipt.state === 'issued' && from <= receipt.day && receipt.day <= to,
  )
  const heads = await headsOfMany(db, [...new Set(here.map(({ household }) => household))])
  const people = await peopleById(db, [
    ...new Set([...here.flatMap(({ lines }) => lines.map(({ resident }) => resident)), ...heads.values()]),
  ])
  const lines = here.flatMap(({ _id, order, household, day, way, lines: some }) =>
    some.map(({ resident, fee }): PaidLine => ({
      receipt: _id,
      order,
      household,
      day,
      way,
      fee,
      person: people.get(resident) ?? null,
      head: people.get(heads.get(household) ?? '') ?? null,
    })),
  )
  return group === null ? lines : lines.filter(({ person }) => person?.group === group)
}

async function headsOfMany(db: Database, households: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const heads: [string, string][] = []
  for (let at = 0; at < households.length; at += READ_LIMIT)
    heads.push(...(await headsOf(db, households.slice(at, at + READ_LIMIT))))
  return new Map(heads)
}

async function peopleById(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Resident>> {
  const people: Resident[] = []
  for (let at = 0; at < ids.length; at += READ_LIMIT)
    people.push(...(await residentsOf(db, ids.slice(at, at + READ_LIMIT))))
  return new Map(people.map((person) => [person.id, person]))
}

/** Money that was taken at a village's desk in a season, whoever took it. */
export interface CollectedMoney {
  /** The village's book, void ones too. */
  receipts: readonly Omit<ReceiptDocument, 'check'>[]
  /** Cash of this village and season that lies with its clerks. */
  inHand: readonly (CashItem & { clerk: string })[]
  /** Deposits with the items of this village only. */
  deposits: readonly DepositDocument[]
}

/** Taken by a clerk; money that came by WeChat has a receipt too. */
export const isCollectedByClerk = ({ way }: Pick<ReceiptDocument, 'way'>): boolean => way !== 'wechat'

/** It stands in a posting of its day. */
export const isPosted = (receipt: Pick<ReceiptDocument, 'way' | 'state'>): boolean =>
  isCollectedByClerk(receipt) && receipt.state === 'issued'

/** The book, the drawers and the deposits of those who collected here: four readings for a book of a thousand. */
export async function collectedMoney(
  db: Database,
  { village: { _id: village, region }, year, season }: Pick<VillageAccess, 'village' | 'year' | 'season'>,
): Promise<CollectedMoney> {
  const receipts = await receiptsOfBook(db, { region, year, village })
  const clerks = [...new Set(receipts.filter(isCollectedByClerk).map(({ payer }) => payer))]
  const isHere = (item: CashItem) => item.village === village && item.season === season
  const inHand = [...(await cashInHandOf(db, clerks))].flatMap(([clerk, items]) =>
    items.filter(isHere).map((item) => ({ ...item, clerk })),
  )
  const deposits = (await depositsOf(db, clerks, season)).map((deposit) => ({
    ...deposit,
    items: deposit.items.filter(isHere),
  }))
  return { receipts, inHand, deposits: deposits.filter(({ items }) => items.length > 0) }
}
