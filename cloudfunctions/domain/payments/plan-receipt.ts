import type { OrderDocument } from './documents'
import { encodeReadable } from '../people'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'

/** A receipt for one household and year of one payment; `_id` is its number, which is unique. */
export interface ReceiptDocument {
  _id: string
  order: string
  /** Openid of who paid, or of the clerk who collected. */
  payer: string
  household: string
  region: string
  village: string
  year: number
  /** Of the payment. */
  day: CivilDay
  way: ReceiptWay
  amount: Fen
  lines: readonly { enrolment: string; resident: string; fee: Fen }[]
  /** Keyed digest of all above, printed on it: who has not held the receipt cannot make it. */
  check: string
  state: 'issued' | 'void'
  because: string | null
}

/** Money that passed through our hands; for what was paid on an official channel that channel has its own paper. */
export type ReceiptWay = 'wechat' | 'cash' | 'pos'

/** Digits of a serial; a village of more than that many receipts a year goes on with longer ones. */
const DIGITS = 5

export interface ReceiptBook {
  region: string
  year: number
  village: string
}

export const bookId = ({ region, year, village }: ReceiptBook): string => `${region}-${year}-${village}`

/** `ruijin-2022-1-1-00001`: place, year, village, and the serial within them, counted from 1 without a gap. */
export function receiptNumber(book: ReceiptBook, serial: number): string {
  return `${bookStart(book)}${String(serial).padStart(DIGITS, '0')}`
}

/** What all numbers of a book begin with; those of a village whose id goes on from this one's do so too. */
export function bookStart({ region, year, village }: ReceiptBook): string {
  const ofVillage = village.startsWith(`${region}-`) ? village.slice(region.length + 1) : village
  return `${region}-${year}-${ofVillage}-`
}

/** 80 bits: nobody hits one by trying. Printed in fours, so that it can be typed from paper. */
const CHECK_LENGTH = 16

/** Of what is printed on the receipt and of whom it is for. */
export function checkOf({
  _id,
  order,
  household,
  year,
  day,
  way,
  amount,
  lines,
}: Omit<ReceiptDocument, 'check'>): string {
  const said = JSON.stringify([
    _id,
    order,
    household,
    year,
    day,
    way,
    amount,
    lines.map(({ enrolment, fee }) => [enrolment, fee]),
  ])
  return encodeReadable(sealing().blindIndex(said, 'receipt'), CHECK_LENGTH).replace(/(.{4})(?!$)/g, '$1-')
}

type Fresh = Omit<ReceiptDocument, '_id' | 'amount' | 'check' | 'state' | 'because'>

/** A receipt under the number after `last` of its book. */
export function planReceipt(fresh: Fresh, last: number): { receipt: ReceiptDocument; serial: number } {
  const { order, payer, household, region, year, village, day, way, lines } = fresh
  const book = { region, year, village }
  const serial = last + 1
  const receipt: Omit<ReceiptDocument, 'check'> = {
    _id: receiptNumber(book, serial),
    order,
    payer,
    household,
    ...book,
    day,
    way,
    lines,
    amount: lines.reduce((sum, { fee }) => sum + fee, 0),
    state: 'issued',
    because: null,
  }
  return { receipt: { ...receipt, check: checkOf(receipt) }, serial }
}

/** What a receipt says of an order that has been paid. */
export interface Paid extends Pick<OrderDocument, '_id' | 'payer' | 'lines'> {
  day: CivilDay
  way: ReceiptWay
}

/** What a receipt says of some lines of a payment, which are one household's and of one year. */
export function receiptOf({ _id, payer, day, way, lines }: Paid, household: string): Fresh {
  const { region, year, village } = lines[0]!
  return {
    order: _id,
    payer,
    household,
    region,
    year,
    village,
    day,
    way,
    lines: lines.map(({ enrolment, resident, fee }) => ({ enrolment, resident, fee })),
  }
}
