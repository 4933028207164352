/** What a document holds, as MongoDB's types stand in JavaScript. */
export type Value = null | boolean | number | string | Date | RegExp | Value[] | Document

export interface Document {
  [field: string]: Value
}

export type Id = string | number

export function isDocument(value: Value | undefined): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  )
}

/** MongoDB's name of a value's type, for messages. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  return typeof value
}

/** Operators begin with `$`: an object of them is a condition, any other is a value. */
export function hasOperators(value: Value | undefined): value is Document {
  return isDocument(value) && Object.keys(value).some((key) => key.startsWith('$'))
}

/** https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ ; a missing field counts as null. */
function typeRank(value: Value): number {
  if (value === null) return 1
  if (typeof value === 'number') return 2
  if (typeof value === 'string') return 3
  if (Array.isArray(value)) return 5
  if (typeof value === 'boolean') return 8
  if (value instanceof Date) return 9
  return value instanceof RegExp ? 11 : 4
}

/** Negative when `left` comes first. Strings by their bytes, as the store's columns do. */
export function compareValues(left: Value, right: Value): number {
  const ranks = typeRank(left) - typeRank(right)
  if (ranks !== 0) return ranks
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right)
  if (isDocument(left) && isDocument(right))
    return compareLists(Object.entries(left).flat(), Object.entries(right).flat())
  if (left instanceof RegExp || right instanceof RegExp) return compareText(String(left), String(right))
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(right)) - Number(Number.isNaN(left))
  return Number(left) - Number(right) || 0
}

export function sameValue(left: Value, right: Value): boolean {
  return compareValues(left, right) === 0
}

/** Byte order of UTF-8 is the order of code points; JavaScript's own is that of UTF-16, which differs beyond U+FFFF. */
function compareText(left: string, right: string): number {
  if (left === right) return 0
  const surrogates = /[\ud800-\udfff]/
  if (surrogates.test(left) || surrogates.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right))
  return left < right ? -1 : 1
}

function compareLists(left: readonly Value[], right: readonly Value[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareValues(left[i] ?? null, right[i] ?? null)
    if (order !== 0) return order
  }
  return left.length - right.length
}

export type Order = readonly (readonly [path: string, direction: 1 | -1])[]

/** Sorts as MongoDB does: an array counts as its least element when ascending, as its greatest when descending. */
export function byOrder(order: Order): (left: Document, right: Document) => number {
  return (left, right) => {
    for (const [path, direction] of order) {
      const ordered = compareValues(sortKey(left, path, direction), sortKey(right, path, direction))
      if (ordered !== 0) return ordered * direction
    }
    return 0
  }
}

function sortKey(document: Document, path: string, direction: 1 | -1): Value {
  const values = valuesAt(document, path.split('.')).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return (
    values.reduce<Value | undefined>(
      (best, value) => (best === undefined || compareValues(value, best) * direction < 0 ? value : best),
      undefined,
    ) ?? null
  )
}

/** All that a dotted path leads to; through an array it leads into each element, or into the one that it numbers. */
function valuesAt(value: Value | undefined, parts: readonly string[]): Value[] {
  const [part, ...rest] = parts
  if (part === undefined) return value === undefined ? [] : [value]
  if (Array.isArray(value)) {
    return /^\d+$/.test(part)
      ? valuesAt(value[Number(part)], rest)
      : value.flatMap((item) => (isDocument(item) ? valuesAt(item, parts) : []))
  }
  return isDocument(value) ? valuesAt(value[part], rest) : []
}
