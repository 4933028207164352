import { timingSafeEqual } from 'node:crypto'
import { readEnrolment } from '../enrolments'
import type { OrderDocument, OrderLine } from './documents'
import { encodeReadable, readCode } from '../people'
import type { Database, Transaction } from '../../platform/database'
import { READ_LIMIT, runIdempotent, putDocument, readAll, readDocument } from '../../platform/database'
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

/** The last number given out in a village for a year; `_id` is `<region>-<year>-<village>`. */
export interface ReceiptSerialDocument {
  _id: string
  last: number
}

/** Digits of a serial; a village of more than that many receipts a year goes on with longer ones. */
const DIGITS = 5

interface ReceiptBook {
  region: string
  year: number
  village: string
}

const bookId = ({ region, year, village }: ReceiptBook): string => `${region}-${year}-${village}`

/** `ruijin-2022-1-1-00001`: place, year, village, and the serial within them, counted from 1 without a gap. */
export function receiptNumber(book: ReceiptBook, serial: number): string {
  return `${bookStart(book)}${String(serial).padStart(DIGITS, '0')}`
}

/** What all numbers of a book begin with; those of a village whose id goes on from this one's do so too. */
function bookStart({ region, year, village }: ReceiptBook): string {
  const ofVillage = village.startsWith(`${region}-`) ? village.slice(region.length + 1) : village
  return `${region}-${year}-${ofVillage}-`
}

/** Serials that are missing among the receipts of one book, up to the last given out; none = nothing was taken away. */
export function missingSerials(book: ReceiptBook, last: number, numbers: Iterable<string>): number[] {
  const there = new Set(numbers)
  return Array.from({ length: last }, (_, i) => i + 1).filter((serial) => !there.has(receiptNumber(book, serial)))
}

/** 80 bits: nobody hits one by trying. Printed in fours, so that it can be typed from paper. */
const CHECK_LENGTH = 16

/** Of what is printed on the receipt and of whom it is for. */
function checkOf({ _id, order, household, year, day, way, amount, lines }: Omit<ReceiptDocument, 'check'>): string {
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

/** Whether a check, however it was typed, is this receipt's own; and that nobody has changed what it stands for. */
export function isGenuine(receipt: ReceiptDocument, check: string): boolean {
  const own = checkOf(receipt)
  const [a, b] = [Buffer.from(readCode(own)), Buffer.from(readCode(check))]
  return a.length === b.length && timingSafeEqual(a, b) && receipt.check === own
}

export const readReceipt = (db: Database, number: string): Promise<ReceiptDocument | null> =>
  readDocument<ReceiptDocument>(db, 'receipts', number)
export const receiptsOfHousehold = (db: Database, household: string): Promise<ReceiptDocument[]> =>
  readAll<ReceiptDocument>(db, 'receipts', { household })
export const receiptsOfOrder = (db: Database, order: string): Promise<ReceiptDocument[]> =>
  readAll<ReceiptDocument>(db, 'receipts', { order })

/** A village's book of one year in the order of numbers, without what only the printed receipt needs. */
export async function receiptsOfBook(db: Database, book: ReceiptBook): Promise<Omit<ReceiptDocument, 'check'>[]> {
  const found: ReceiptDocument[] = []
  const { gt, lt } = db.command
  const end = `${bookStart(book)}:`
  for (let after = bookStart(book); ;) {
    const { data } = await db
      .collection('receipts')
      .where({ _id: gt(after).and(lt(end)) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field({ check: false })
      .get()
    const page = data as ReceiptDocument[]
    found.push(...page)
    if (page.length < READ_LIMIT) return found.filter(({ village }) => village === book.village)
    after = page.at(-1)!._id
  }
}

/** The last serial given out of a book; 0 = none. */
export async function lastSerial(db: Database, book: ReceiptBook): Promise<number> {
  return (await readDocument<ReceiptSerialDocument>(db, 'receipt-serials', bookId(book)))?.last ?? 0
}

/** What a receipt says of an order that has been paid. */
interface Paid extends Pick<OrderDocument, '_id' | 'payer' | 'lines'> {
  day: CivilDay
  way: ReceiptWay
}

/**
 * Receipts for what was paid, one a household and year, in the order of numbers. Asked again it gives the same ones: a
 * number is taken and its receipt written in one transaction, so none is left out.
 */
export async function issueReceipts(transaction: Transaction, paid: Paid, now: number): Promise<string[]> {
  const placed: (OrderLine & { household: string; home: string })[] = []
  for (const line of paid.lines) {
    const home = (await readEnrolment(transaction, line.enrolment))?.household ?? line.resident
    placed.push({ ...line, home, household: `${home}~${line.year}` })
  }
  const numbers: string[] = []
  for (const [household, lines] of byHousehold(placed)) {
    numbers.push(
      await runIdempotent(
        transaction,
        { openid: 'receipt', operation: `${paid._id}~${household}`, action: 'issueReceipt', at: now },
        () => issue(transaction, paid, lines),
      ),
    )
  }
  return numbers
}

async function issue(
  transaction: Transaction,
  paid: Paid,
  lines: readonly (OrderLine & { home: string })[],
): Promise<string> {
  const { region, year, village, home } = lines[0]!
  return write(transaction, {
    order: paid._id,
    payer: paid.payer,
    household: home,
    region,
    year,
    village,
    day: paid.day,
    way: paid.way,
    lines: lines.map(({ enrolment, resident, fee }) => ({ enrolment, resident, fee })),
  })
}

type Fresh = Omit<ReceiptDocument, '_id' | 'amount' | 'check' | 'state' | 'because'>

/** Under the next number of its book. */
async function write(
  transaction: Transaction,
  { order, payer, household, region, year, village, day, way, lines }: Fresh,
): Promise<string> {
  const book = { region, year, village }
  const serial =
    ((await readDocument<ReceiptSerialDocument>(transaction, 'receipt-serials', bookId(book)))?.last ?? 0) + 1
  await putDocument<ReceiptSerialDocument>(transaction, 'receipt-serials', { _id: bookId(book), last: serial })
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
  await putDocument<ReceiptDocument>(transaction, 'receipts', { ...receipt, check: checkOf(receipt) })
  return receipt._id
}

/** What a receipt stood for is no more: paid by mistake, or given back. It stays, and says so to whoever checks it. */
export async function voidReceipt(transaction: Transaction, number: string, because: string): Promise<void> {
  const receipt = await readDocument<ReceiptDocument>(transaction, 'receipts', number)
  if (receipt?.state === 'issued')
    await putDocument<ReceiptDocument>(transaction, 'receipts', { ...receipt, state: 'void', because })
}

/** Of a receipt on which somebody stands whose money went back: it is void, and the others get one of their own, once. */
export async function reissueWithout(
  transaction: Transaction,
  receipt: ReceiptDocument,
  enrolment: string,
  { by, now }: { by: string; now: number },
): Promise<void> {
  await voidReceipt(transaction, receipt._id, '有人退费，已换开')
  const lines = receipt.lines.filter((line) => line.enrolment !== enrolment)
  if (lines.length > 0)
    await runIdempotent(
      transaction,
      { openid: 'receipt', operation: `${receipt._id}~${by}`, action: 'issueReceipt', at: now },
      () => write(transaction, { ...receipt, lines }),
    )
}

/** One receipt a household: people who paid together, by household. */
export function byHousehold<Person extends { household: string }>(
  people: readonly Person[],
): ReadonlyMap<string, readonly Person[]> {
  const households = new Map<string, Person[]>()
  for (const person of people) households.set(person.household, [...(households.get(person.household) ?? []), person])
  return households
}
