import type { SeasonKey } from './ledger'
import { Refusal } from '../../platform/base'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { READ_LIMIT, putDocument, readDocument } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'

/**
 * What a clerk holds in cash, order by order; `_id` is the clerk's openid. One document, so that what is taken, handed in
 * and taken back can never cross; its sum is the account `cash:<clerk>`.
 */
export interface CashInHandDocument {
  _id: string
  items: readonly CashItem[]
}

export interface CashItem {
  order: string
  household: string
  village: string
  season: SeasonKey
  day: CivilDay
  amount: Fen
}

/** Cash that a clerk brought to the bank; `_id` is the operation's. */
export interface DepositDocument {
  _id: string
  clerk: string
  season: SeasonKey
  amount: Fen
  day: CivilDay
  /** ms since 1970 */
  at: number
  /** The bank's slip, as its number. */
  slip: string
  items: readonly CashItem[]
}

/** More than this nobody should carry about; and a document holds it. */
const ITEMS_MAX = 500

/** What a clerk holds, in the order in which it was taken. */
export async function itemsInHand(from: DocumentStore, clerk: string): Promise<readonly CashItem[]> {
  return (await readDocument<CashInHandDocument>(from, 'drawers', clerk))?.items ?? []
}

/** @throws Refusal TOO_MUCH_IN_HAND */
export async function addCashInHand(transaction: Transaction, clerk: string, item: CashItem): Promise<void> {
  const items = await itemsInHand(transaction, clerk)
  if (items.length >= ITEMS_MAX)
    throw new Refusal({
      code: 'TOO_MUCH_IN_HAND',
      message: `您手里已经有 ${ITEMS_MAX} 笔现金没有缴存，这一笔没有记，请先不要收。请把现金存到银行、在“缴存”里登记以后再收。`,
    })
  await putDocument<CashInHandDocument>(transaction, 'drawers', { _id: clerk, items: [...items, item] })
}

export function putCashInHand(transaction: Transaction, clerk: string, items: readonly CashItem[]): Promise<void> {
  return putDocument<CashInHandDocument>(transaction, 'drawers', { _id: clerk, items })
}

export function readDeposit(from: DocumentStore, id: string): Promise<DepositDocument | null> {
  return readDocument<DepositDocument>(from, 'deposits', id)
}

export function putDeposit(transaction: Transaction, deposit: DepositDocument): Promise<void> {
  return putDocument(transaction, 'deposits', deposit)
}

/** What these clerks hold, by clerk. */
export async function cashInHandOf(
  db: Database,
  clerks: readonly string[],
): Promise<ReadonlyMap<string, readonly CashItem[]>> {
  if (clerks.length === 0) return new Map()
  const { data } = await db
    .collection('drawers')
    .where({ _id: db.command.in([...clerks]) })
    .limit(clerks.length)
    .get()
  return new Map((data as CashInHandDocument[]).map(({ _id, items }) => [_id, items]))
}

/** What these clerks brought to the bank of a season, in the order of time; at most 1,000. */
export async function depositsOf(
  db: Database,
  clerks: readonly string[],
  season: CashItem['season'],
): Promise<DepositDocument[]> {
  if (clerks.length === 0) return []
  const { data } = await db
    .collection('deposits')
    .where({ clerk: db.command.in([...clerks]), season })
    .limit(READ_LIMIT)
    .get()
  return (data as DepositDocument[]).sort((a, b) => a.at - b.at)
}
