import type { SeasonKey } from './ledger'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { READ_LIMIT, putDocument, readDocument } from '../../platform/database'
import { textsOf } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'

/**
 * What a clerk holds in cash, order by order; `_id` is the clerk's openid. One document, so that what is taken, handed
 * in and taken back can never cross; its sum is the account `cash:<clerk>`.
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

const DEPOSITS = 'deposits'
const TEXTS = textsOf(DEPOSITS, { slip: 'bankSlip' })

/** What a clerk holds, in the order in which it was taken. */
export async function itemsInHand(from: DocumentStore, clerk: string): Promise<readonly CashItem[]> {
  return (await readDocument<CashInHandDocument>(from, 'drawers', clerk))?.items ?? []
}

export function putCashInHand(transaction: Transaction, clerk: string, items: readonly CashItem[]): Promise<void> {
  return putDocument<CashInHandDocument>(transaction, 'drawers', { _id: clerk, items })
}

export async function readDeposit(from: DocumentStore, id: string): Promise<DepositDocument | null> {
  const deposit = await readDocument<DepositDocument>(from, DEPOSITS, id)
  return deposit === null ? null : TEXTS.opened(deposit)
}

export function putDeposit(transaction: Transaction, deposit: DepositDocument): Promise<void> {
  return putDocument(transaction, DEPOSITS, TEXTS.sealed(deposit))
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
    .collection(DEPOSITS)
    .where({ clerk: db.command.in([...clerks]), season })
    .limit(READ_LIMIT)
    .get()
  return (data as DepositDocument[]).map(TEXTS.opened).sort((a, b) => a.at - b.at)
}
