import { createHash } from 'node:crypto'
import type { EnrolmentDocument } from '../enrolments'
import { collectibleOn, isReservableBy, isSettled, planOrder, planPayment, planReceipt, receiptOf } from '../payments'
import type {
  CashItem,
  Collectible,
  Insured,
  OrderDocument,
  PaymentPlan,
  ReceivedPayment,
  ReservationDocument,
  Stamp,
} from '../payments'
import type { Requests } from './contract'
import type { CashConflictDocument } from './offline-cash'
import { paymentDay, planResumed } from './plan-offline'
import { Refusal } from '../../platform/base'
import type { CivilDay } from '../../../rules'
import { formatYuan } from '../../../rules'

export type Taken = Requests['takeCash']

/** All that taking money at a desk looks at, read once at the beginning of its transaction. */
export interface TakeSituation {
  /** In the order of their ids. */
  insured: readonly Insured[]
  /** What the clerk holds; of a card nothing is looked up. */
  inHand: readonly CashItem[]
  /** The last number given out of the village's book of receipts; 0 = none. */
  lastSerial: number
  /** What an earlier try without a network left; null = nothing. */
  conflict: CashConflictDocument | null
}

/** All that it changes. */
interface TakePlan extends PaymentPlan {
  /** What the clerk holds afterwards; null = it was no cash. */
  inHand: readonly CashItem[] | null
  receipt: ReturnType<typeof planReceipt>
  /** As it is put right by this; null = there is none. */
  conflict: CashConflictDocument | null
}

/** More than this nobody should carry about; and a document holds it. */
const ITEMS_MAX = 500

/**
 * Money at a desk for people of one household and year: the order, its claims, the ledger, their records, the clerk's
 * cash and the receipt.
 * @throws Refusal ENROLMENT_NOT_FOUND, NOT_ONE_HOUSEHOLD, MONEY_RETURNED, PERSON_PAID, PERSON_HELD, TAKEN_IN_FUTURE,
 * TAKEN_TOO_LONG_AGO, NOTHING_OWED, NOT_HEARD, TOTAL_DIFFERS, CANNOT_TAKE, TOO_MUCH_IN_HAND
 */
export function planTake(taken: Taken, situation: TakeSituation, moment: Stamp): TakePlan {
  const { insured, inHand, lastSerial } = situation
  const documents = insured.map(({ enrolment }) => enrolment!.document)
  const { household, village, region, year } = requireOneHousehold(documents)
  const conflict = planResumed(situation.conflict, moment)
  requireUnpaid(insured.map(({ claim }) => claim))
  const day = paymentDay(taken, documents, moment.today)
  const { operation: id, way } = taken
  const asked = {
    id,
    payer: moment.by,
    way,
    channel: null,
    asked: digestOf(taken),
    merchant: null,
    payUntil: day,
    expiresAt: moment.now,
    people: owedBy(insured, taken, day),
  }
  const placed = planOrder(asked, insured, { ...moment, today: day })
  const { outcome, ...paid } = planPayment(placed.order, placed.insured, moneyOf(taken, moment.by, day), moment)
  if (!isSettled(outcome))
    throw new Refusal({
      code: 'CANNOT_TAKE',
      message: '这笔钱现在不能收，没有记。请把钱退给本人，刷新后看看现在的情况。',
    })
  const { order } = paid
  const item = { order: id, household, village, season: `${region}-${year}` as const, day, amount: order.total }
  return {
    ...paid,
    entries: [...placed.entries, ...paid.entries],
    inHand: way === 'cash' ? withCash(inHand, item) : null,
    receipt: planReceipt(receiptOf({ ...order, day, way }, household), lastSerial),
    conflict,
  }
}

/** What was asked, for the same operation to be the same deed. Ids and amounts only. */
export function digestOf({ operation: _, heard: _heard, enrolments, ...rest }: Taken): string {
  return createHash('sha256')
    .update(JSON.stringify([[...enrolments].sort(), Object.entries(rest).sort()]))
    .digest('base64url')
}

function requireOneHousehold(documents: readonly EnrolmentDocument[]): EnrolmentDocument {
  const [first, ...others] = documents
  if (
    first !== undefined &&
    others.every(({ household, year }) => household === first.household && year === first.year)
  )
    return first
  throw new Refusal({
    code: 'NOT_ONE_HOUSEHOLD',
    path: 'enrolments',
    message: '一次只能收同一户、同一年度的钱，这次没有记。请一户一户地收，一户一张收据。',
  })
}

function moneyOf({ operation, way, slip, total }: Taken, by: string, day: CivilDay): ReceivedPayment {
  return way === 'cash'
    ? { amount: total, transaction: `cash~${operation}`, day, wayName: '村里收现金', lies: { at: 'cash', clerk: by } }
    : { amount: total, transaction: paidBySlip(slip!), day, wayName: '村里刷卡', lies: { at: 'transit', way: 'pos' } }
}

function withCash(items: readonly CashItem[], item: CashItem): readonly CashItem[] {
  if (items.length < ITEMS_MAX) return [...items, item]
  throw new Refusal({
    code: 'TOO_MUCH_IN_HAND',
    message: `您手里已经有 ${ITEMS_MAX} 笔现金没有缴存，这一笔没有记，请先不要收。请把现金存到银行、在“缴存”里登记以后再收。`,
  })
}

/**
 * Nobody else was first: told before anything else, as the money then goes back. @throws Refusal PERSON_PAID,
 * PERSON_HELD
 */
function requireUnpaid(claims: readonly ReservationDocument[]): void {
  const taken = claims.find((claim) => !isReservableBy(claim, null))
  if (taken === undefined) return
  if (taken.state === 'paid')
    throw new Refusal({
      code: 'PERSON_PAID',
      path: 'enrolments',
      message:
        '其中有人这一年的费用已经缴过了（别人先收了，或者在手机上缴了），这次一笔也没有记。收了的钱请当面退还，再刷新，把已经缴过的人去掉。',
    })
  throw new Refusal({
    code: 'PERSON_HELD',
    path: 'enrolments',
    message:
      '其中有人正在另一份订单里等待付款，这次一笔也没有记。请先不要收，收了的当面退还；让本人在手机上付完或取消，再刷新看看。',
  })
}

/** Everybody's share, as the rules have it on the day of payment. */
function owedBy(
  insured: readonly Insured[],
  { total, heard }: Taken,
  day: CivilDay,
): NonNullable<Collectible['payable']>[] {
  const owing = insured.map(({ enrolment }) => collectibleOn(enrolment!.document, day, enrolment!.record))
  const none = owing.find(({ payable }) => payable === null)
  if (none !== undefined)
    throw new Refusal({
      code: 'NOTHING_OWED',
      path: 'enrolments',
      message: `其中有人现在不能收，这次一笔也没有记：${none.because ?? ''}请去掉这个人再收，多收的钱当面退还。`,
    })
  requireHeard(owing, heard)
  const people = owing.flatMap(({ payable }) => payable ?? [])
  const sum = people.reduce((fen, { line }) => fen + line.fee, 0)
  if (sum !== total)
    throw new Refusal({
      code: 'TOTAL_DIFFERS',
      path: 'total',
      found: String(sum),
      message: `这些人现在应缴 ${formatYuan(sum)}，和填的 ${formatYuan(total)} 不一样，这次没有记。请重新点一遍钱，或者刷新后再收。`,
    })
  return people
}

/** @throws Refusal NOT_HEARD */
function requireHeard(owing: readonly Collectible[], heard: readonly string[]): void {
  const warnings = new Map(owing.flatMap((one) => one.warnings).map((warning) => [warning.code, warning]))
  const unheard = [...warnings.values()].filter(({ code }) => !heard.includes(code))
  if (unheard.length === 0) return
  const words = unheard.map(({ message }) => message).join('')
  throw new Refusal({
    code: 'NOT_HEARD',
    path: 'heard',
    found: unheard.map(({ code }) => code).join(','),
    message: `收钱之前要先说给缴费人听，这次没有记：${words}说过以后再点收款。`,
  })
}

/** How the number of a terminal's slip stands among an order's payments. */
const POS = 'pos~'
const paidBySlip = (slip: string): string => `${POS}${slip}`

/** The slip that an order rests on, as `claimEvidence` knows it; null = it was no card at a terminal. */
export function slipOf({ lines: [line], transactions }: Pick<OrderDocument, 'lines' | 'transactions'>) {
  const { region, year } = line!
  const paid = transactions.find((one) => one.startsWith(POS))
  if (paid === undefined) return null
  return { season: `${region}-${year}`, kind: 'slip', number: paid.slice(POS.length) } as const
}
