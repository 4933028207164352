import type { Collection, Database, DocumentReference, Query, Transaction } from './database'

/**
 * What the database was asked. The platform's quota (50,000 reads and 30,000 writes a day on the old base plan) does
 * not say whether it counts requests or documents, so both are counted.
 */
export interface Usage {
  /** Requests that read. */
  reads: number
  /** Requests that write. */
  writes: number
  documentsRead: number
  documentsWritten: number
}

export const NO_USAGE: Usage = { reads: 0, writes: 0, documentsRead: 0, documentsWritten: 0 }

export interface MeteredDatabase extends Database {
  readonly usage: Usage
}

/** The database, with every request counted. */
export function metered(db: Database): MeteredDatabase {
  const usage = { ...NO_USAGE }
  return {
    usage,
    command: db.command,
    collection: (name) => meteredCollection(db.collection(name), usage),
    startTransaction: async () => meteredTransaction(await db.startTransaction(), usage),
  }
}

function meteredTransaction(transaction: Transaction, usage: Usage): Transaction {
  return {
    collection: (name) => meteredCollection(transaction.collection(name), usage),
    commit: () => transaction.commit(),
    rollback: () => transaction.rollback(),
  }
}

function meteredCollection(collection: Collection, usage: Usage): Collection {
  return {
    ...meteredQuery(collection, usage),
    doc: (id) => meteredDocument(collection.doc(id), usage),
    add: (added) => {
      count(usage, 'write', Array.isArray(added.data) ? added.data.length : 1)
      return collection.add(added)
    },
  }
}

function meteredQuery(query: Query, usage: Usage): Query {
  return {
    where: (condition) => meteredQuery(query.where(condition), usage),
    orderBy: (field, direction) => meteredQuery(query.orderBy(field, direction), usage),
    skip: (documents) => meteredQuery(query.skip(documents), usage),
    limit: (documents) => meteredQuery(query.limit(documents), usage),
    field: (projection) => meteredQuery(query.field(projection), usage),
    get: async () => {
      const found = await query.get()
      count(usage, 'read', found.data.length)
      return found
    },
    count: () => {
      count(usage, 'read', 0)
      return query.count()
    },
    update: async (change) => {
      const updated = await query.update(change)
      count(usage, 'write', updated.stats.updated)
      return updated
    },
    remove: async () => {
      const removed = await query.remove()
      count(usage, 'write', removed.stats.removed)
      return removed
    },
  }
}

function meteredDocument(document: DocumentReference, usage: Usage): DocumentReference {
  return {
    get: async () => {
      const found = await document.get()
      count(usage, 'read', found.data === null ? 0 : 1)
      return found
    },
    set: (change) => {
      count(usage, 'write', 1)
      return document.set(change)
    },
    update: async (change) => {
      const updated = await document.update(change)
      count(usage, 'write', updated.stats.updated)
      return updated
    },
    remove: () => {
      count(usage, 'write', 1)
      return document.remove()
    },
  }
}

function count(usage: Usage, kind: 'read' | 'write', documents: number): void {
  if (kind === 'read') {
    usage.reads++
    usage.documentsRead += documents
  } else {
    usage.writes++
    usage.documentsWritten += documents
  }
}
