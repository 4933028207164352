import type { Collection, Database, DocumentReference, DocumentStore, Query, StartedTransaction } from './database'

/** What is asked of the database, each one request over the network; `add` of a list is one. */
export type DatabaseRequest =
  | { kind: 'get' | 'count' | 'update' | 'remove' | 'start' | 'commit' | 'rollback' }
  /** By its id. */
  | { kind: 'getDocument' | 'setDocument' | 'updateDocument' | 'removeDocument' }
  | { kind: 'add'; documents: number }

/** Sends a request, when and as often as it sees fit, and may look at what came back. */
type Around = <Answer>(request: DatabaseRequest, send: () => Promise<Answer>) => Promise<Answer>

/** The database, with every request that is sent to it going through one place. */
export function aroundRequests(db: Database, around: Around): Database {
  return {
    command: db.command,
    ...storeAround(db, around),
    startTransaction: async () =>
      transactionAround(await around({ kind: 'start' }, () => db.startTransaction()), around),
  }
}

function storeAround(store: DocumentStore, around: Around): DocumentStore {
  return { collection: (name) => collectionAround(store.collection(name), around) }
}

function transactionAround(transaction: StartedTransaction, around: Around): StartedTransaction {
  return {
    ...storeAround(transaction, around),
    commit: () => around({ kind: 'commit' }, () => transaction.commit()),
    rollback: () => around({ kind: 'rollback' }, () => transaction.rollback()),
  }
}

function collectionAround(collection: Collection, around: Around): Collection {
  return {
    ...queryAround(collection, around),
    doc: (id) => documentAround(collection.doc(id), around),
    add: (added) => {
      const documents = Array.isArray(added.data) ? added.data.length : 1
      return around({ kind: 'add', documents }, () => collection.add(added))
    },
  }
}

function queryAround(query: Query, around: Around): Query {
  return {
    where: (condition) => queryAround(query.where(condition), around),
    orderBy: (field, direction) => queryAround(query.orderBy(field, direction), around),
    skip: (documents) => queryAround(query.skip(documents), around),
    limit: (documents) => queryAround(query.limit(documents), around),
    field: (projection) => queryAround(query.field(projection), around),
    get: () => around({ kind: 'get' }, () => query.get()),
    count: () => around({ kind: 'count' }, () => query.count()),
    update: (change) => around({ kind: 'update' }, () => query.update(change)),
    remove: () => around({ kind: 'remove' }, () => query.remove()),
  }
}

function documentAround(document: DocumentReference, around: Around): DocumentReference {
  return {
    get: () => around({ kind: 'getDocument' }, () => document.get()),
    set: (change) => around({ kind: 'setDocument' }, () => document.set(change)),
    update: (change) => around({ kind: 'updateDocument' }, () => document.update(change)),
    remove: () => around({ kind: 'removeDocument' }, () => document.remove()),
  }
}
