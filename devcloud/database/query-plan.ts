import { cellOf, typeBounds } from './cells'
import { columnOf } from './collections'
import { hasOperators, isDocument } from './values'
import type { Collection } from './collections'
import type { Cell } from './sqlite-file'
import type { Document, Value } from './values'

/**
 * The part of a query that columns answer. `exact`: that part is the whole query, so no document has to be looked at.
 */
export interface Plan {
  sql: string
  cells: readonly Cell[]
  exact: boolean
}

const NOTHING_KNOWN: Plan = { sql: '', cells: [], exact: false }
const ALL: Plan = { sql: '', cells: [], exact: true }
/** SQLite takes 32,766 parameters: https://www.sqlite.org/limits.html */
const MEMBERS_MAX = 10_000

/** `rest`: the conditions that are left for each document, after what columns answered in full. */
export interface QueryPlan extends Plan {
  rest: Document
}

/** Equality, ranges and `in` on `_id` and on declared fields, under and/or, become SQL. */
export function planQuery(collection: Collection, query: Document): QueryPlan {
  const entries = Object.entries(query).map(([key, condition]) => ({
    key,
    condition,
    plan: planEntry(collection, key, condition),
  }))
  const rest = Object.fromEntries(
    entries.filter(({ plan }) => !plan.exact).map(({ key, condition }) => [key, condition]),
  )
  return { ...every(entries.map(({ plan }) => plan)), rest }
}

function planEntry(collection: Collection, key: string, condition: Value): Plan {
  if (key === '$and' || key === '$or') {
    const plans = (condition as Document[]).map((branch) => planQuery(collection, branch))
    return key === '$and' ? every(plans) : any(plans)
  }
  const column = key.startsWith('$') ? undefined : columnOf(collection, key)
  if (column === undefined) return NOTHING_KNOWN
  if (!hasOperators(condition)) return planOperator(column, '$eq', condition)
  return every(Object.entries(condition).map(([operator, operand]) => planOperator(column, operator, operand)))
}

function planOperator(column: string, operator: string, operand: Value): Plan {
  if (operator === '$in' && Array.isArray(operand)) return planMembers(column, operand)
  if (operand instanceof RegExp || Array.isArray(operand) || isDocument(operand)) return NOTHING_KNOWN
  const cell = cellOf(operand)
  if (cell === undefined) return NOTHING_KNOWN
  if (operator === '$eq') return known(`${column} IS ?`, [cell])
  return cell === null ? NOTHING_KNOWN : planRange(column, operator, cell)
}

/** MongoDB compares within one type, SQLite across all: so a range ends where its type ends. */
function planRange(column: string, operator: string, cell: Exclude<Cell, null>): Plan {
  const { from, to } = typeBounds(cell)
  const upTo = from === null ? '' : ` AND ${column} >= ?`
  const upToCells = from === null ? [] : [from]
  switch (operator) {
    case '$gt':
      return known(`${column} > ? AND ${column} < ?`, [cell, to])
    case '$gte':
      return known(`${column} >= ? AND ${column} < ?`, [cell, to])
    case '$lt':
      return known(`${column} < ?${upTo}`, [cell, ...upToCells])
    case '$lte':
      return known(`${column} <= ?${upTo}`, [cell, ...upToCells])
    default:
      return NOTHING_KNOWN
  }
}

function planMembers(column: string, members: readonly Value[]): Plan {
  const cells = members.map((member) => (member instanceof RegExp ? undefined : cellOf(member)))
  if (cells.includes(undefined) || cells.length > MEMBERS_MAX) return NOTHING_KNOWN
  const texts = cells.filter((cell): cell is Exclude<Cell, null> => cell !== null && cell !== undefined)
  const orNull = texts.length < cells.length ? ` OR ${column} IS NULL` : ''
  if (texts.every((cell) => typeof cell === 'string')) {
    // One statement for lists of any length.
    return known(`(${column} IN (SELECT value FROM json_each(?))${orNull})`, [JSON.stringify(texts)])
  }
  return known(`(${column} IN (${texts.map(() => '?').join(', ')})${orNull})`, texts)
}

function known(sql: string, cells: readonly Cell[]): Plan {
  return { sql, cells, exact: true }
}

function every(plans: readonly Plan[]): Plan {
  const some = plans.filter(({ sql }) => sql !== '')
  return {
    sql: some.map(({ sql }) => sql).join(' AND '),
    cells: some.flatMap(({ cells }) => cells),
    exact: plans.every(({ exact }) => exact),
  }
}

/** One branch that columns do not answer in full could let in any document. */
function any(plans: readonly Plan[]): Plan {
  if (!plans.every(({ exact }) => exact)) return NOTHING_KNOWN
  if (plans.some(({ sql }) => sql === '')) return ALL
  return known(
    `(${plans.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    plans.flatMap(({ cells }) => cells),
  )
}
