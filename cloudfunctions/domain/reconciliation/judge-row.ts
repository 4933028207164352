import type { RowFault } from './file-rows'
import { isSameName } from '../people'
import type { CivilDay, Fen } from '../../../rules'

/**
 * What each row of the tax office's file comes to, by what is known of the person and year that it names. Pure: the
 * same for a file in the tests and for a page of a real one.
 */
export interface RowToMatch {
  key: string
  /** Blind index of the number. */
  person: string
  name: string
  year: number | null
  amount: Fen | null
  paidOn: CivilDay | null
  elsewhere: boolean
  faults: readonly RowFault[]
}

export interface KnownPerson {
  resident: string
  region: string
  name: string
}

/** Where the money of a person and year stands before a row comes. */
export type MoneyKnown =
  | { by: 'nobody' }
  /** An order waits for it: on an official channel, or on another way that is not paid. */
  | { by: 'waitingOrder'; order: string; handedOver: boolean }
  /** Paid to us; the tax office has not said that it has it. `inHand`: the clerk has not deposited the cash. */
  | { by: 'paidOrder'; order: string; fee: Fen; inHand: boolean }
  /** Its order is in question, or is going back. */
  | { by: 'unsettledOrder'; order: string }
  /** The tax office has said so, by the row of this key. */
  | { by: 'tax'; row: string }
  /** The county took it down by hand; no order. */
  | { by: 'hand'; amount: Fen }

interface KnownYear {
  enrolment: string
  money: MoneyKnown
  /**
   * What a payment of that day has to be to count: fen; 0 = nothing can be paid; null = not settled. Asked only of who
   * has not paid.
   */
  owedOn(day: CivilDay): Fen | null
}

export interface KnownPayments {
  region: string
  person(index: string): KnownPerson | null
  year(resident: string, year: number): KnownYear | null
}

/** What a row can be besides matched; the last one is about somebody whom no row names. */
export const MISMATCHES = {
  unknownPerson: '查无此人',
  paidTwice: '重复缴费',
  amountDiffers: '金额不符',
  wrongPlace: '不是本地的',
  notDeposited: '现金还没有登记缴存',
  unreadable: '这一行没能读懂',
  missing: '已付未到账',
} as const
export type Mismatch = keyof typeof MISMATCHES

export const REASONS = {
  NOT_IN_LEDGER: '参保台账里没有这个证件号码',
  NAME_DIFFERS: '证件号码在台账里，姓名却不一样',
  NO_ENROLMENT: '台账里有这个人，但没有这一年度的参保记录',
  ROW_NAMES_ANOTHER: '文件写的是别的地方',
  PERSON_ELSEWHERE: '这个人在别的地方的台账里',
  ARRIVED_BEFORE: '这个人这一年度的费用，税务以前已经到账一笔',
  ORDER_UNSETTLED: '这个人的订单正在核对或者退款',
  NOTHING_OWED: '这个人按记录不用缴或不能缴',
  NOT_SETTLED: '应缴多少还没有核定',
  OTHER_AMOUNT: '和应缴的金额不一样',
  CASH_IN_HAND: '村里收了现金还没有登记缴存，税务却已有这个人的钱',
  NOT_IN_FILE: '这边已经付款，税务文件里还没有',
} as const
export type Reason = keyof typeof REASONS | RowFault

/** How a matched row is written down. `known`: it was before. */
export type Match = 'known' | 'onItsWay' | 'waitingOrder' | 'unannounced' | 'takenDownByHand'
export type MatchResult =
  | { outcome: 'matched'; how: Match; enrolment: string }
  | {
      outcome: Exclude<Mismatch, 'missing'>
      why: Reason
      enrolment: string | null
      /** What was due; null = unknown. */ due: Fen | null
    }

/** In the order of the rows; of two for one person and year the second is paid twice. */
export function reconcile(rows: readonly RowToMatch[], book: KnownPayments): MatchResult[] {
  const arrived = new Map<string, string>()
  return rows.map((row) => {
    const verdict = verdictOf(row, book, arrived)
    if (verdict.outcome === 'matched') arrived.set(verdict.enrolment, row.key)
    return verdict
  })
}

function verdictOf(row: RowToMatch, book: KnownPayments, arrived: ReadonlyMap<string, string>): MatchResult {
  const not = (outcome: Exclude<Mismatch, 'missing'>, why: Reason): MatchResult => ({
    outcome,
    why,
    enrolment: null,
    due: null,
  })
  const [fault] = row.faults
  if (fault !== undefined) return not('unreadable', fault)
  if (row.elsewhere) return not('wrongPlace', 'ROW_NAMES_ANOTHER')
  const person = book.person(row.person)
  if (person === null) return not('unknownPerson', 'NOT_IN_LEDGER')
  if (person.region !== book.region) return not('wrongPlace', 'PERSON_ELSEWHERE')
  if (!isSameName(person.name, row.name)) return not('unknownPerson', 'NAME_DIFFERS')
  const year = book.year(person.resident, row.year!)
  if (year === null) return not('unknownPerson', 'NO_ENROLMENT')
  const before = arrived.get(year.enrolment)
  return matchRow(row, before === undefined ? year : { ...year, money: { by: 'tax', row: before } })
}

/** Of somebody whom the row names beyond doubt. */
export function matchRow(
  { key, amount, paidOn }: Pick<RowToMatch, 'key' | 'amount' | 'paidOn'>,
  { enrolment, money, owedOn }: KnownYear,
): MatchResult {
  const matched = (how: Match): MatchResult => ({ outcome: 'matched', how, enrolment })
  const not = (outcome: 'paidTwice' | 'amountDiffers' | 'notDeposited', why: Reason, due: Fen | null): MatchResult => ({
    outcome,
    why,
    enrolment,
    due,
  })
  switch (money.by) {
    case 'tax':
      return money.row === key ? matched('known') : not('paidTwice', 'ARRIVED_BEFORE', 0)
    case 'unsettledOrder':
      return not('paidTwice', 'ORDER_UNSETTLED', 0)
    case 'paidOrder':
      if (amount !== money.fee) return not('amountDiffers', 'OTHER_AMOUNT', money.fee)
      return money.inHand ? not('notDeposited', 'CASH_IN_HAND', money.fee) : matched('onItsWay')
    case 'hand':
      return amount === money.amount
        ? matched('takenDownByHand')
        : not('amountDiffers', money.amount === 0 ? 'NOTHING_OWED' : 'OTHER_AMOUNT', money.amount)
    case 'waitingOrder':
    case 'nobody': {
      const due = owedOn(paidOn!)
      if (due === amount)
        return matched(money.by === 'waitingOrder' && money.handedOver ? 'waitingOrder' : 'unannounced')
      return not('amountDiffers', due === null ? 'NOT_SETTLED' : due === 0 ? 'NOTHING_OWED' : 'OTHER_AMOUNT', due)
    }
  }
}

/** Whether somebody who has paid us should have been in the file by now. */
export function isMissing(paidDay: number, today: number, afterDays: number): boolean {
  return today - paidDay > afterDays
}
