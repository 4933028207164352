import { columnOf } from './collections'
import { readStored } from './ejson'
import { matcher } from './matcher'
import { planQuery } from './query-plan'
import { byOrder } from './values'
import type { Collection } from './collections'
import type { Plan, QueryPlan } from './query-plan'
import type { Row } from './rows'
import type { Cell, SqliteFile } from './sqlite-file'
import type { Document, Order } from './values'

export interface Window {
  order?: Order
  skip?: number
  /** Absent = all. */
  limit?: number
}

/** A row whose text may have been read already. */
export interface Found extends Row {
  document?: Document
}

/** The documents that meet a checked query. What columns can answer is asked of SQLite; the rest is looked at here. */
export function find(file: SqliteFile, collection: Collection, query: Document, window: Window = {}): Found[] {
  const { order = [], skip = 0, limit = Infinity } = window
  const plan = planQuery(collection, query)
  const sqlOrder = orderClause(collection, order)
  if (sqlOrder !== null && plan.exact) return select(file, collection, plan, sqlOrder, skip, limit)
  if (sqlOrder !== null) return slice(matching(file, collection, plan, sqlOrder), skip, limit)
  const all: (Found & { document: Document })[] = [...matching(file, collection, plan, '')]
  const before = byOrder(order)
  return all.sort((left, right) => before(left.document, right.document)).slice(skip, skip + limit)
}

export function count(file: SqliteFile, collection: Collection, query: Document): number {
  const plan = planQuery(collection, query)
  if (!plan.exact) {
    let matches = 0
    for (const _found of matching(file, collection, plan, '')) matches++
    return matches
  }
  return (
    file.all<{ total: number }>(`SELECT count(*) AS total FROM ${collection.table}${where(plan)}`, plan.cells)[0]
      ?.total ?? 0
  )
}

function where({ sql }: Plan): string {
  return sql === '' ? '' : ` WHERE ${sql}`
}

/** Null when SQLite cannot order by these fields as MongoDB would. */
function orderClause(collection: Collection, order: Order): string | null {
  const terms = order.map(([path, direction]) => {
    const column = columnOf(collection, path)
    return column === undefined ? null : `${column}${direction < 0 ? ' DESC' : ''}`
  })
  if (terms.includes(null)) return null
  return terms.length === 0 ? '' : ` ORDER BY ${terms.join(', ')}`
}

function select(
  file: SqliteFile,
  collection: Collection,
  plan: Plan,
  order: string,
  skip: number,
  limit: number,
): Row[] {
  const cells: Cell[] = [...plan.cells, Number.isFinite(limit) ? limit : -1, skip]
  return file.all<Row>(`SELECT rowid, id, doc FROM ${collection.table}${where(plan)}${order} LIMIT ? OFFSET ?`, cells)
}

const PAGE_FIRST = 256
const PAGE_MAX = 16_384

/**
 * Page by page, so that a search that has enough can stop, with no statement left open. Pages grow, so that what SQLite
 * skips again for each stays a small part.
 */
function* matching(
  file: SqliteFile,
  collection: Collection,
  plan: QueryPlan,
  order: string,
): Generator<Found & { document: Document }> {
  const matches = plan.exact ? () => true : matcher(plan.rest)
  for (let skip = 0, size = PAGE_FIRST; ; skip += size, size = Math.min(size * 4, PAGE_MAX)) {
    const page = select(file, collection, plan, order, skip, size)
    for (const row of page) {
      const document = readStored(row.doc)
      if (matches(document)) yield { ...row, document }
    }
    if (page.length < size) return
  }
}

function slice(found: Iterable<Found>, skip: number, limit: number): Found[] {
  const result: Found[] = []
  let at = 0
  for (const one of found) {
    if (at >= skip) result.push(one)
    at++
    if (at >= skip + limit) break
  }
  return result
}
