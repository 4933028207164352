import { PlatformError } from '../platform-error'
import { readDocument, readStored, writeDocument } from './ejson'
import { project } from './projection'
import { duplicateKey } from './refusals'
import { documentIdOf } from './requests'
import { idOf } from './storable'
import { documentKey } from './transactions'
import { compileUpdate } from './update'
import { keysOf, newDocument, replacement } from './operations'
import type { Collection } from './collections'
import type { Parts } from './operations'
import type { Requests } from './requests'
import type { Transaction } from './transactions'
import type { Document, Id } from './values'

/**
 * One document at a time, by its id:
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html
 */
function requireById(queryType: string): void {
  if (queryType === 'DOC') return
  throw new PlatformError(
    'DATABASE_TRANSACTION_FAIL',
    '[InvalidParameter] where is not allowed in a transaction: use doc(id)',
  )
}

export function insertInTransaction(parts: Parts, transaction: Transaction, request: Requests['insert']) {
  const collection = parts.collections.get(request.collectionName)
  const at = parts.now()
  const documents = request.data.map((text) => newDocument(text, at))
  for (const document of documents) {
    const id = idOf(document)
    const exists = () => isVisible(parts, transaction, collection, id)
    write(parts, transaction, collection, document, exists)
  }
  return { data: { insertedIds: documents.map((document) => document._id) } }
}

export function getInTransaction(parts: Parts, transaction: Transaction, request: Requests['get']) {
  requireById(request.queryType)
  const at = parts.now()
  const document = visible(
    parts,
    transaction,
    parts.collections.get(request.collectionName),
    documentIdOf(request.query, at),
  )
  const found = document ? [{ doc: writeDocument(document), document }] : []
  return {
    data: { list: project(found, request.projection === undefined ? null : readDocument(request.projection, at)) },
  }
}

export function updateInTransaction(parts: Parts, transaction: Transaction, request: Requests['modify']) {
  requireById(request.queryType)
  const collection = parts.collections.get(request.collectionName)
  const at = parts.now()
  const update = compileUpdate(readDocument(request.data, at))
  const document = visible(parts, transaction, collection, documentIdOf(request.query, at))
  if (document === null) return { data: { updated: 0, upsert_id: null } }
  update.apply(document)
  write(parts, transaction, collection, document)
  return { data: { updated: 1, upsert_id: null } }
}

export function setInTransaction(parts: Parts, transaction: Transaction, request: Requests['modify']) {
  requireById(request.queryType)
  const collection = parts.collections.get(request.collectionName)
  const at = parts.now()
  const id = documentIdOf(request.query, at)
  const existed = isVisible(parts, transaction, collection, id)
  write(parts, transaction, collection, replacement(request.data, id, at))
  return { data: { updated: Number(existed), upsert_id: existed ? null : id } }
}

export function removeInTransaction(parts: Parts, transaction: Transaction, request: Requests['remove']) {
  requireById(request.queryType)
  const collection = parts.collections.get(request.collectionName)
  const id = documentIdOf(request.query, parts.now())
  if (!isVisible(parts, transaction, collection, id)) return { data: { deleted: 0 } }
  const key = documentKey(collection, id)
  parts.transactions.lock(transaction, [key])
  transaction.writes.set(key, { collection, id, document: null })
  return { data: { deleted: 1 } }
}

/** All that it wrote, at once. Whatever comes of it, the transaction is over. */
export function commit({ file, rows, transactions }: Parts, transaction: Transaction): Record<string, never> {
  transactions.end(transaction)
  file.atomically(() => {
    // What goes makes room for what comes: a unique key may have moved from one document to another.
    const writes = [...transaction.writes.values()].sort(
      (left, right) => Number(right.document === null) - Number(left.document === null),
    )
    for (const { collection, id, document } of writes) {
      const row = rows.get(collection, id)
      if (document === null) {
        if (row) rows.remove(collection, row)
      } else if (row) rows.replace(collection, row, document)
      else rows.insert(collection, document)
    }
  })
  return {}
}

/** The document as the transaction sees it: its own writes over its snapshot. */
function visible(parts: Parts, transaction: Transaction, collection: Collection, id: Id): Document | null {
  const written = transaction.writes.get(documentKey(collection, id))
  if (written) return written.document === null ? null : structuredClone(written.document)
  const text = textInSnapshot(parts, transaction, collection, id)
  return text === null ? null : readStored(text)
}

/** The same, without reading what it says. */
function isVisible(parts: Parts, transaction: Transaction, collection: Collection, id: Id): boolean {
  const written = transaction.writes.get(documentKey(collection, id))
  return written ? written.document !== null : textInSnapshot(parts, transaction, collection, id) !== null
}

function textInSnapshot(
  { rows, transactions }: Parts,
  transaction: Transaction,
  collection: Collection,
  id: Id,
): string | null {
  const past = transactions.textInSnapshot(transaction, documentKey(collection, id))
  return past === undefined ? (rows.get(collection, id)?.doc ?? null) : past
}

function write(
  parts: Parts,
  transaction: Transaction,
  collection: Collection,
  document: Document,
  isTaken: () => boolean = () => false,
): void {
  const { rows, transactions } = parts
  const id = idOf(document)
  transactions.lock(transaction, keysOf(rows, collection, document))
  try {
    if (isTaken()) throw duplicateKey(collection.name, '_id_')
    const gone = (other: Id) => transaction.writes.has(documentKey(collection, other))
    rows.requireUnique(collection, document, id, { nullsOnly: false, gone })
  } catch (error) {
    // As in MongoDB, a transaction in which a write failed is over.
    transactions.end(transaction)
    throw error
  }
  transaction.writes.set(documentKey(collection, id), { collection, id, document })
}
