import { randomBytes } from 'node:crypto'
import { readDocument, readStored } from './ejson'
import { checkedQuery } from './check-query'
import { count, find } from './find'
import { overlap } from './field-path'
import { project } from './projection'
import { invalidParameter } from './refusals'
import { documentIdOf, queryOf } from './requests'
import { idOf, requireStorable } from './storable'
import { documentKey } from './transactions'
import { compileUpdate, orderOf } from './update'
import type { Collection, Collections } from './collections'
import type { Found } from './find'
import type { Requests } from './requests'
import type { Row, Rows } from './rows'
import type { SqliteFile } from './sqlite-file'
import type { Transactions } from './transactions'
import type { Update } from './update'
import type { Document } from './values'

export interface Parts {
  file: SqliteFile
  collections: Collections
  rows: Rows
  transactions: Transactions
  now: () => number
}

/** A document for the store, with an `_id` as the platform makes them. */
export function newDocument(text: string, now: number): Document {
  const read = readDocument(text, now)
  // MongoDB keeps the `_id` as the first field, wherever it stood.
  const { _id = randomBytes(16).toString('hex'), ...fields } = read
  const document = { _id, ...fields }
  idOf(document)
  requireStorable(document)
  return document
}

export function replacement(text: string, id: Document['_id'], now: number): Document {
  const read = readDocument(text, now)
  if (read._id !== undefined) throw invalidParameter('the _id of a document cannot be set')
  requireStorable(read)
  return { _id: id ?? null, ...read }
}

/** All of them or none. */
export async function insertDocuments(
  { file, collections, rows, transactions, now }: Parts,
  request: Requests['insert'],
) {
  const collection = collections.get(request.collectionName)
  const at = now()
  const documents = request.data.map((text) => newDocument(text, at))
  const keys = () => documents.flatMap((document) => keysOf(rows, collection, document))
  await transactions.whenFree(() => {
    if (transactions.holdsAny(keys)) return null
    file.atomically(() => documents.forEach((document) => rows.insert(collection, document)))
    return documents.length
  })
  return { data: { insertedIds: documents.map((document) => document._id) } }
}

export async function getDocuments({ file, collections, now }: Parts, request: Requests['get']) {
  const collection = collections.get(request.collectionName)
  const at = now()
  const order = request.order === undefined ? [] : orderOf(readDocument(request.order, at))
  const found = find(file, collection, checkedQuery(queryOf(request.query, at)), {
    order,
    skip: request.offset,
    limit: request.limit,
  })
  const list = project(found, request.projection === undefined ? null : readDocument(request.projection, at))
  return { data: { list, offset: request.offset, limit: request.limit } }
}

export async function countDocuments({ file, collections, now }: Parts, request: Requests['count']) {
  const collection = collections.get(request.collectionName)
  return { data: { total: count(file, collection, checkedQuery(queryOf(request.query, now()))) } }
}

/** `updated` counts the documents that became different, as MongoDB's nModified does. */
export async function updateDocuments(parts: Parts, request: Requests['modify']) {
  const { file, collections, rows, transactions, now } = parts
  const collection = collections.get(request.collectionName)
  const at = now()
  const update = compileUpdate(readDocument(request.data, at))
  const query = checkedQuery(queryOf(request.query, at))
  const paths = indexedPaths(collection, update)
  const updated = await transactions.whenFree(() => {
    const found = find(file, collection, query, { limit: request.multi ? undefined : 1 })
    const changed = found.map((row) => [row, updatedDocument(row, update)] as const)
    if (transactions.holdsAny(() => changed.flatMap(([, document]) => keysOf(rows, collection, document)))) return null
    if (changed.length === 0) return 0
    return file.atomically(
      () => changed.filter(([row, document]) => rows.replace(collection, row, document, paths)).length,
    )
  })
  return { data: { updated, upsert_id: null } }
}

export async function setDocument({ file, collections, rows, transactions, now }: Parts, request: Requests['modify']) {
  const collection = collections.get(request.collectionName)
  const at = now()
  const id = documentIdOf(request.query, at)
  const document = replacement(request.data, id, at)
  return transactions.whenFree(() => {
    if (transactions.holdsAny(() => keysOf(rows, collection, document))) return null
    return file.atomically(() => {
      const row = rows.get(collection, id)
      if (row) return { data: { updated: Number(rows.replace(collection, row, document)), upsert_id: null } }
      rows.insert(collection, document)
      return { data: { updated: 0, upsert_id: id } }
    })
  })
}

export async function removeDocuments(
  { file, collections, rows, transactions, now }: Parts,
  request: Requests['remove'],
) {
  const collection = collections.get(request.collectionName)
  const query = checkedQuery(queryOf(request.query, now()))
  const deleted = await transactions.whenFree(() => {
    const found = find(file, collection, query, { limit: request.multi ? undefined : 1 })
    if (transactions.holdsAny(() => found.map(({ id }) => documentKey(collection, id)))) return null
    if (found.length > 0) file.atomically(() => found.forEach((row) => rows.remove(collection, row)))
    return found.length
  })
  return { data: { deleted } }
}

export function keysOf(rows: Rows, collection: Collection, document: Document): string[] {
  return [documentKey(collection, idOf(document)), ...rows.uniqueKeys(collection, document)]
}

function updatedDocument(row: Found | Row, update: Update): Document {
  const document = 'document' in row && row.document ? row.document : readStored(row.doc)
  update.apply(document)
  return document
}

function indexedPaths(collection: Collection, { paths }: Update): string[] {
  return [...collection.columns.keys()].filter((column) => paths.some((path) => overlap(path, column)))
}
