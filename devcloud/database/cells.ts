import type { Cell } from './sqlite-file'
import type { Document, Id, Value } from './values'

/**
 * An indexed field stands in a column of its own, so that SQLite's order of cells is MongoDB's order of values:
 * NULL (null or missing) < numbers < texts < blobs. A blob begins with its type's tag: whatever has no simple place in
 * that order (an object, an array, a way through an array, NaN), then booleans, then dates.
 */
const MIXED_TAG = 0
const BOOLEAN_TAG = 1
const DATE_TAG = 2

/** A field that ever held one of these is left to the matcher: its column says too little. */
export const MIXED: Cell = Buffer.from([MIXED_TAG])

export function isMixed(cell: Cell): boolean {
  return cell instanceof Uint8Array && cell[0] === MIXED_TAG
}

export function cellAt(document: Document, path: string): Cell {
  let value: Value | undefined = document
  for (const part of path.split('.')) {
    if (Array.isArray(value)) return MIXED
    value = typeof value === 'object' && value !== null ? (value as Document)[part] : undefined
  }
  const cell = cellOf(value ?? null)
  return cell === undefined ? MIXED : cell
}

/** Null for NULL; undefined for a value that has no cell of its own. */
export function cellOf(value: Value): Cell | undefined {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isNaN(value) ? undefined : value
  if (typeof value === 'boolean') return Buffer.from([BOOLEAN_TAG, Number(value)])
  return value instanceof Date ? dateCell(value) : undefined
}

/** Milliseconds from the least that there is, so that bytes order as dates do. */
function dateCell(date: Date): Buffer {
  const cell = Buffer.alloc(9)
  cell[0] = DATE_TAG
  cell.writeBigUInt64BE(BigInt(date.getTime()) + (1n << 63n), 1)
  return cell
}

/** The cells of the same type as `cell`, from and up to (not included); `null` = no bound is needed. */
export function typeBounds(cell: Exclude<Cell, null>): { from: Cell; to: Cell } {
  if (typeof cell === 'number') return { from: null, to: '' }
  if (typeof cell === 'string') return { from: '', to: Buffer.alloc(0) }
  const tag = cell[0] ?? MIXED_TAG
  return { from: Buffer.from([tag]), to: Buffer.from([tag + 1]) }
}

export function idKey(id: Id): string {
  return `${typeof id}:${id}`
}
