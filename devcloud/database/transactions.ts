import { randomUUID } from 'node:crypto'
import { PlatformError } from '../platform-error'
import { idKey } from './cells'
import { refused } from './refusals'
import type { Collection } from './collections'
import type { Document, Id } from './values'

/**
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html and MongoDB's
 * transactionLifetimeLimit.
 */
const LIFETIME_MS_MAX = 30_000
/** In real time, whatever the settable clock says. */
const WAIT_MS_MAX = 30_000
const WAIT_STEP_MS = 10

export interface Write {
  collection: Collection
  id: Id
  /** Null = removed. */
  document: Document | null
}

export interface Transaction {
  id: string
  startedAt: number
  /** Number of the last change that it sees. */
  snapshot: number
  writes: Map<string, Write>
  locks: Set<string>
}

export function documentKey(collection: Collection, id: Id): string {
  return `${collection.table} ${idKey(id)}`
}

/**
 * The transactions that are open. One reads the documents as they were when it began, and what it wrote itself; what it
 * writes is locked, and the first who writes a document wins. Kept in memory: a transaction does not outlive the
 * process.
 */
export class Transactions {
  private readonly open = new Map<string, Transaction>()
  private readonly holders = new Map<string, Transaction>()
  /** What documents were before each change since the oldest open transaction began. */
  private readonly past = new Map<string, { change: number; before: string | null }[]>()
  private changes = 0

  constructor(private readonly now: () => number) {}

  start(): Transaction {
    this.expire()
    const transaction: Transaction = {
      id: randomUUID(),
      startedAt: this.now(),
      snapshot: this.changes,
      writes: new Map(),
      locks: new Set(),
    }
    this.open.set(transaction.id, transaction)
    return transaction
  }

  get(id: string): Transaction {
    this.expire()
    const transaction = this.open.get(id)
    if (transaction) return transaction
    throw new PlatformError(
      'DATABASE_TRANSACTION_FAIL',
      '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server: it ended, or took more than 30 s',
    )
  }

  end(transaction: Transaction): void {
    this.open.delete(transaction.id)
    for (const key of transaction.locks) this.holders.delete(key)
    if (this.open.size === 0) this.past.clear()
  }

  /** To be called with every change of a document, right before it. */
  remember(collection: Collection, id: Id, before: string | null): void {
    this.changes++
    if (this.open.size === 0) return
    const key = documentKey(collection, id)
    const changes = this.past.get(key) ?? []
    changes.push({ change: this.changes, before })
    this.past.set(key, changes)
  }

  /** The text that a document had in the transaction's snapshot; undefined = it has not changed since. */
  textInSnapshot(transaction: Transaction, key: string): string | null | undefined {
    return this.past.get(key)?.find(({ change }) => change > transaction.snapshot)?.before
  }

  /** Takes what a transaction is about to write, or ends the transaction: the second writer fails at once. */
  lock(transaction: Transaction, keys: readonly string[]): void {
    const lost = keys.some(
      (key) =>
        (this.holders.get(key) ?? transaction) !== transaction || this.textInSnapshot(transaction, key) !== undefined,
    )
    if (lost) {
      this.end(transaction)
      throw new PlatformError(
        'DATABASE_TRANSACTION_CONFLICT',
        '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others',
      )
    }
    for (const key of keys) {
      transaction.locks.add(key)
      this.holders.set(key, transaction)
    }
  }

  /** Whether a transaction holds any of these; asked for writes outside of transactions, which wait. */
  holdsAny(keys: () => readonly string[]): boolean {
    if (this.open.size === 0) return false
    this.expire()
    return this.holders.size > 0 && keys().some((key) => this.holders.has(key))
  }

  /**
   * Does `attempt` as soon as no transaction holds what it is about to write. It answers null when one does; MongoDB
   * lets such a write wait, too: https://www.mongodb.com/docs/manual/core/transactions-production-consideration/
   */
  async whenFree<Result>(attempt: () => Result | null): Promise<Result> {
    const until = performance.now() + WAIT_MS_MAX
    for (;;) {
      const result = attempt()
      if (result !== null) return result
      if (performance.now() > until) throw refused('a transaction held the document for too long')
      await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS))
    }
  }

  private expire(): void {
    if (this.open.size === 0) return
    const oldest = this.now() - LIFETIME_MS_MAX
    for (const transaction of this.open.values()) if (transaction.startedAt < oldest) this.end(transaction)
  }
}
