import { timingSafeEqual } from 'node:crypto'
import { readEnrolment } from '../enrolments'
import type { OrderLine } from './documents'
import type { Paid, ReceiptBook, ReceiptDocument } from './plan-receipt'
import { bookId, bookStart, checkOf, planReceipt, receiptNumber, receiptOf } from './plan-receipt'
import { readCode } from '../people'
import type { Database, DocumentStore, Transaction } from '../../platform/database'
import { READ_LIMIT, runIdempotent, putDocument, readAll, readDocument } from '../../platform/database'
import { textsOf } from '../../platform/sealing'

/** The last number given out in a village for a year; `_id` is `<region>-<year>-<village>`. */
export interface ReceiptSerialDocument {
  _id: string
  last: number
}

/** Serials that are missing among the receipts of one book, up to the last given out; none = nothing was taken away. */
export function missingSerials(book: ReceiptBook, last: number, numbers: Iterable<string>): number[] {
  const there = new Set(numbers)
  return Array.from({ length: last }, (_, i) => i + 1).filter((serial) => !there.has(receiptNumber(book, serial)))
}

/** Whether a check, however it was typed, is this receipt's own; and that nobody has changed what it stands for. */
export function isGenuine(receipt: ReceiptDocument, check: string): boolean {
  const own = checkOf(receipt)
  const [a, b] = [Buffer.from(readCode(own)), Buffer.from(readCode(check))]
  return a.length === b.length && timingSafeEqual(a, b) && receipt.check === own
}

const RECEIPTS = 'receipts'
const TEXTS = textsOf(RECEIPTS, { because: 'receiptReason' })

export async function readReceipt(db: DocumentStore, number: string): Promise<ReceiptDocument | null> {
  const receipt = await readDocument<ReceiptDocument>(db, RECEIPTS, number)
  return receipt === null ? null : TEXTS.opened(receipt)
}
export const receiptsOfHousehold = (db: Database, household: string): Promise<ReceiptDocument[]> =>
  readAll<ReceiptDocument>(db, RECEIPTS, { household })
export const receiptsOfOrder = (db: Database, order: string): Promise<ReceiptDocument[]> =>
  readAll<ReceiptDocument>(db, RECEIPTS, { order })

/** A village's book of one year in the order of numbers, without what only the printed receipt needs. */
export async function receiptsOfBook(db: Database, book: ReceiptBook): Promise<Omit<ReceiptDocument, 'check'>[]> {
  const found: ReceiptDocument[] = []
  const { gt, lt } = db.command
  const end = `${bookStart(book)}:`
  for (let after = bookStart(book); ;) {
    const { data } = await db
      .collection(RECEIPTS)
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
export async function lastSerial(db: DocumentStore, book: ReceiptBook): Promise<number> {
  return (await readDocument<ReceiptSerialDocument>(db, 'receipt-serials', bookId(book)))?.last ?? 0
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
      await runIdempotent(transaction, receiptOperation(paid._id, household, now), () =>
        issue(transaction, receiptOf({ ...paid, lines }, lines[0]!.home)),
      ),
    )
  }
  return numbers
}

/** Under the next number of its book. */
async function issue(transaction: Transaction, fresh: Parameters<typeof planReceipt>[0]): Promise<string> {
  const planned = planReceipt(fresh, await lastSerial(transaction, fresh))
  await putReceipt(transaction, planned)
  return planned.receipt._id
}

/** A receipt that was planned, with the number that it takes from its book. */
async function putReceipt(
  transaction: Transaction,
  { receipt, serial }: ReturnType<typeof planReceipt>,
): Promise<void> {
  await putDocument<ReceiptSerialDocument>(transaction, 'receipt-serials', { _id: bookId(receipt), last: serial })
  await putDocument<ReceiptDocument>(transaction, RECEIPTS, receipt)
}

/** Writes the one receipt of an order that this transaction makes, so that `issueReceipts` finds it again. */
export async function commitReceipt(
  transaction: Transaction,
  planned: ReturnType<typeof planReceipt>,
  now: number,
): Promise<void> {
  const { order, household, year, _id } = planned.receipt
  await runIdempotent(transaction, receiptOperation(order, `${household}~${year}`, now), async () => {
    await putReceipt(transaction, planned)
    return _id
  })
}

const receiptOperation = (order: string, household: string, at: number) => ({
  openid: 'receipt',
  operation: `${order}~${household}`,
  action: 'issueReceipt',
  at,
})

/** What a receipt stood for is no more: paid by mistake, or given back. It stays, and says so to whoever checks it. */
export async function voidReceipt(transaction: Transaction, number: string, because: string): Promise<void> {
  const receipt = await readReceipt(transaction, number)
  if (receipt?.state === 'issued')
    await putDocument<ReceiptDocument>(transaction, RECEIPTS, TEXTS.sealed({ ...receipt, state: 'void', because }))
}

/**
 * Of a receipt on which somebody stands whose money went back: it is void, and the others get one of their own, once.
 */
export async function reissueWithout(
  transaction: Transaction,
  receipt: ReceiptDocument,
  enrolment: string,
  { by, now }: { by: string; now: number },
): Promise<void> {
  await voidReceipt(transaction, receipt._id, '有人退费，已换开')
  const lines = receipt.lines.filter((line) => line.enrolment !== enrolment)
  if (lines.length > 0)
    await runIdempotent(transaction, receiptOperation(receipt._id, by, now), () =>
      issue(transaction, { ...receipt, lines }),
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
