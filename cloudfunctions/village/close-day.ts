import { shanghaiDay, yuan } from '../../rules'
import type { CivilDay, Fen } from '../../rules'
import type { EnrolmentDocument } from '../enrollment/documents'
import { enrolmentsWithIds } from '../enrollment/records/enrolments'
import { fourWayMatch } from '../payment/four-way-match'
import type { OrderDocument } from '../payment/documents'
import type { DepositDocument } from '../payment/cash-documents'
import type { ReceiptDocument } from '../payment/receipt-documents'
import { depositsOf, itemsInHand } from '../payment/records/cash'
import { conflictsIn } from '../payment/records/cash-conflicts'
import { deskOrdersOf, ofOrders } from '../payment/records/orders'
import type { CallContext } from '../shared/call-context'
import { DOCUMENTS_A_READ } from '../shared/database'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { shownConflicts } from './show-conflicts'

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
 * The four figures of 随县 八(四) for what the caller took on a day: people, receipts, funds, entries; and what is left to do.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export async function closeDay(asked: Requests['dayClose'], context: CallContext): Promise<DayClose> {
  const desk = await allowedDesk(context, 'dayClose', asked)
  const { day, counted } = asked
  const work = await daysWork(context, desk, day)
  const mine = (await conflictsIn(context.db, asked.village, 'open')).filter(({ clerk, season }) => clerk === context.caller.openid && season === desk.season)
  const figures = figuresOf(work, counted)
  const { inHand, deposited, pos, beside } = work
  const agrees = mine.length === 0 && figures.every((figure) => figure.agrees)
  return {
    day, agrees, figures, money: { inHand, deposited, pos }, inHandBeside: beside,
    sentLate: work.orders.filter(({ madeAt }) => shanghaiDay(madeAt) > day).length,
    conflicts: await shownConflicts(context, mine), todo: todoOf(work, figures, mine.length),
  }
}

async function daysWork({ db, caller: { openid } }: CallContext, { village: { _id: village }, season, year }: AllowedDesk, day: CivilDay): Promise<DaysWork> {
  const orders = (await deskOrdersOf(db, openid, day)).filter(({ lines: [line] }) => line?.village === village && line.year === year)
  const ids = new Set(orders.map(({ _id }) => _id))
  const receipts = (await ofOrders<ReceiptDocument>(db, 'receipts', [...ids])).filter(({ state }) => state === 'issued')
  const drawer = await itemsInHand(db, openid)
  const deposits = await depositsOf(db, [openid], season)
  const inHand = sumOf(drawer.filter(({ order }) => ids.has(order)))
  return {
    orders, receipts: receipts.length, onReceipts: receipts.reduce((people, { lines }) => people + lines.length, 0),
    entered: await enteredAsPaid(db, orders), inHand, beside: sumOf(drawer) - inHand,
    deposited: sumOf(deposits.flatMap(({ items }: DepositDocument) => items).filter(({ order }) => ids.has(order))),
    pos: orders.filter(({ way }) => way === 'pos').reduce((sum, { total }) => sum + total, 0),
  }
}

const sumOf = (items: readonly { amount: Fen }[]): Fen => items.reduce((sum, { amount }) => sum + amount, 0)
const peopleOf = (orders: readonly OrderDocument[]): number => orders.reduce((people, { lines }) => people + lines.length, 0)

async function enteredAsPaid(db: CallContext['db'], orders: readonly OrderDocument[]): Promise<number> {
  const ids = orders.flatMap(({ lines }) => lines.map(({ enrolment }) => enrolment))
  const entered: EnrolmentDocument[] = []
  for (let from = 0; from < ids.length; from += DOCUMENTS_A_READ) entered.push(...await enrolmentsWithIds(db, ids.slice(from, from + DOCUMENTS_A_READ)))
  const events = new Set(entered.flatMap((enrolment) => enrolment.events.map(({ id }) => id)))
  return orders.reduce((people, { _id, lines }) => people + lines.filter(({ enrolment }) => events.has(`${_id}~${enrolment}~paid`)).length, 0)
}

/** Counted notes stand in for what the drawer says; what they are short or over is the day's, and is told. */
function figuresOf({ orders, onReceipts, receipts, entered, inHand, deposited, pos, beside }: DaysWork, counted: Fen | null): Figure[] {
  const people = peopleOf(orders)
  const owed = orders.reduce((sum, { total }) => sum + total, 0)
  const funds = deposited + pos + (counted === null ? inHand : counted - beside)
  const match = fourWayMatch({ people, receipts: onReceipts, funds, entered }, owed)
  return [
    { figure: 'people', name: '人', expected: people, found: people, agrees: true, words: `收了 ${orders.length} 户次、${people} 人的钱。` },
    { figure: 'receipts', name: '票', expected: people, found: onReceipts, agrees: match.missingReceipts === 0, words: match.missingReceipts === 0 ? `开了 ${receipts} 张收据，共 ${onReceipts} 人，人人都在收据上。` : `有 ${Math.abs(match.missingReceipts)} 人和收据对不上。请查这一天作废、退费的收据。` },
    { figure: 'funds', name: '款', expected: owed, found: Math.max(0, funds), agrees: match.fundsShort === 0, words: fundsWords(match.fundsShort, { inHand, deposited, pos }) },
    { figure: 'entries', name: '录入', expected: people, found: entered, agrees: match.missingEntries === 0, words: match.missingEntries === 0 ? `${entered} 人都已记成已缴费。` : `有 ${Math.abs(match.missingEntries)} 人没有记成已缴费。请打开这几户核对，或者找县医保经办机构。` },
  ]
}

function fundsWords(short: Fen, { inHand, deposited, pos }: { inHand: Fen; deposited: Fen; pos: Fen }): string {
  if (short === 0) return `钱都对上了：手里 ${yuan(inHand)}，已存银行 ${yuan(deposited)}，刷卡 ${yuan(pos)}。`
  return short > 0 ? `少了 ${yuan(short)}。请重新点一遍；还是少，请马上报告县医保经办机构，不要自己垫。` : `多了 ${yuan(-short)}。请想想是哪一户多给了或没有记上，查清以前不要动这笔钱。`
}

function todoOf({ inHand, orders }: DaysWork, figures: readonly Figure[], conflicts: number): string[] {
  const todo = figures.filter(({ agrees }) => !agrees).map(({ name, words }) => `“${name}”对不上：${words}`)
  if (conflicts > 0) todo.push(`有 ${conflicts} 笔收了却没有记上的钱，请当面退还，再在这里登记。`)
  if (inHand > 0) todo.push(`手里还有这一天的现金 ${yuan(inHand)}，请存到银行，再登记缴存。`)
  if (orders.length === 0 && todo.length === 0) todo.push('这一天没有在这个村收过钱。')
  return todo
}
