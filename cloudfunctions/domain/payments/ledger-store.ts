import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Account, Balances, Entry } from './ledger'
import { ACCOUNTS, balancesOf, kindOf } from './ledger'
import type { Database, Transaction } from '../../platform/database'
import { READ_LIMIT, putDocument, readDocument } from '../../platform/database'
import type { Fen } from '../../../rules'

/**
 * What an account stands at, kept beside the entries: `_id` is the account, of a crowded one with a shard behind it.
 */
interface BalanceDocument {
  _id: string
  /** fen, on the account's own side. */
  fen: Fen
}

/** A whole county writes to the totals of its season: spread over so many documents, few transactions meet in one. */
const SHARDS = 64
const SHARD = '#'

/**
 * Writes entries and moves the balances, in the transaction of the deed itself. An entry that is there already is not
 * written again and moves nothing.
 * @throws when an entry of the same id says something else: a fault of ours, which has to end the deed
 */
export async function writeEntries(transaction: Transaction, entries: readonly Entry[]): Promise<void> {
  const fresh: Entry[] = []
  for (const entry of entries) {
    const there = await readDocument<Entry>(transaction, 'ledger', entry._id)
    if (there === null) fresh.push(entry)
    else if (there.kind !== entry.kind || !isDeepStrictEqual(there.lines, entry.lines))
      throw new Error(`the ledger has another entry ${entry._id}`)
  }
  await writeNewEntries(transaction, fresh)
}

/** What whoever writes entries may know of the balances that they move. */
interface KnownOfBalances {
  /**
   * The database, where the transaction has read something already: the balances are then read together, since each is
   * written here, and one that changed after that first read ends the transaction with a conflict.
   */
  beside?: Database
  /** Accounts that no entry has named: a document that this transaction read and writes says so. */
  unopened?: ReadonlySet<Account>
}

/**
 * The same of entries that cannot be there: whoever writes them knows it from a document that this transaction writes
 * too. Totals of a season are counted up without being read.
 */
export async function writeNewEntries(
  transaction: Transaction,
  fresh: readonly Entry[],
  { beside, unopened = new Set() }: KnownOfBalances = {},
): Promise<void> {
  for (const entry of fresh) await putDocument<Entry>(transaction, 'ledger', entry)
  const moves = movesOf(fresh).filter(({ change }) => change !== 0)
  const read = moves.flatMap(({ _id, name }) => (isCrowded(name) || unopened.has(name) ? [] : [_id]))
  const together = beside === undefined ? null : await balancesWithIds(beside, read)
  for (const { _id, name, change } of moves) {
    if (isCrowded(name) && (await countedUp(transaction, _id, change))) continue
    const found = !read.includes(_id)
      ? null
      : together === null
        ? await readDocument<BalanceDocument>(transaction, 'balances', _id)
        : together.get(_id)
    await putDocument<BalanceDocument>(transaction, 'balances', { _id, fen: (found?.fen ?? 0) + change })
  }
}

/** false = there is no such balance yet. */
async function countedUp(transaction: Transaction, _id: string, change: Fen): Promise<boolean> {
  const { inc } = transaction.command
  return (
    (
      await transaction
        .collection('balances')
        .doc(_id)
        .update({ data: { fen: inc(change) } })
    ).stats.updated === 1
  )
}

async function balancesWithIds(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, BalanceDocument>> {
  if (ids.length === 0) return new Map()
  const query = db.collection('balances').where({ _id: db.command.in([...ids]) })
  const found = (await query.limit(READ_LIMIT).get()).data as BalanceDocument[]
  return new Map(found.map((balance) => [balance._id, balance]))
}

/** By balance document, in the order of ids: two transactions that need the same ones take them in the same order. */
function movesOf(entries: readonly Entry[]): { _id: string; name: Account; change: Fen }[] {
  const shard = shardOf(entries[0]?._id ?? '')
  return [...balancesOf(entries)]
    .map(([name, change]) => ({ _id: isCrowded(name) ? `${name}${SHARD}${shard}` : name, name, change }))
    .sort(({ _id: a }, { _id: b }) => (a < b ? -1 : 1))
}

let nextShard: number | null = null

/**
 * One for all entries of a deed; which one does not matter, only that different deeds are spread: those of a process
 * follow one another, so that what runs side by side never meets, and what has to be done again, as another process was
 * there, goes elsewhere. Where a process begins is the first deed's to say.
 */
function shardOf(entry: string): string {
  const shard = nextShard ?? createHash('sha256').update(entry).digest().readUInt16BE(0) % SHARDS
  nextShard = (shard + 1) % SHARDS
  return twoDigits(shard)
}
const twoDigits = (number: number): string => String(number).padStart(2, '0')
const isCrowded = (name: Account): boolean => 'crowded' in ACCOUNTS[kindOf(name)]

/** What one account stands at; of a crowded one all its shards are read. */
export async function balanceOf(db: Database, name: Account): Promise<Fen> {
  const ids = isCrowded(name) ? Array.from({ length: SHARDS }, (_, i) => `${name}${SHARD}${twoDigits(i)}`) : [name]
  const { data } = await db
    .collection('balances')
    .where({ _id: db.command.in(ids) })
    .limit(SHARDS)
    .get()
  return (data as BalanceDocument[]).reduce((sum, { fen }) => sum + fen, 0)
}

/** Within a deed: of an account that is not crowded. */
export async function balanceIn(transaction: Transaction, name: Account): Promise<Fen> {
  return (await readDocument<BalanceDocument>(transaction, 'balances', name))?.fen ?? 0
}

/** Every balance there is, read in pages. For reports, and for whoever checks the ledger. */
export async function allBalances(db: Database): Promise<Balances> {
  const balances = new Map<Account, Fen>()
  for await (const { _id, fen } of everyOne<BalanceDocument>(db, 'balances')) {
    const name = _id.split(SHARD)[0] as Account
    balances.set(name, (balances.get(name) ?? 0) + fen)
  }
  return balances
}

/** Every entry, in the order of ids. */
export function allEntries(db: Database): AsyncIterable<Entry> {
  return everyOne<Entry>(db, 'ledger')
}

async function* everyOne<Document extends { _id: string }>(db: Database, collection: string): AsyncGenerator<Document> {
  for (let after = ''; ;) {
    const { data } = await db
      .collection(collection)
      .where({ _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .get()
    const page = data as Document[]
    yield* page
    if (page.length < READ_LIMIT) return
    after = page.at(-1)!._id
  }
}
