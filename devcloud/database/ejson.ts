import { invalidParameter, notEmulated } from './refusals'
import { isDocument } from './values'
import type { Document, Value } from './values'

/**
 * Extended JSON, as the SDK writes it (canonical) and as it is kept (relaxed, for then most documents are plain JSON):
 * https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/
 */

/** MongoDB refuses deeper ones: https://www.mongodb.com/docs/manual/reference/limits/ */
const DEPTH_MAX = 100

/** Reads what came from the SDK. `now` is what its server dates become. */
export function readDocument(text: string, now: number): Document {
  const value = decoded(json(text), now, 0)
  if (!isDocument(value)) throw invalidParameter('an object was expected')
  return value
}

export function readValue(text: string, now: number): Value {
  return decoded(json(text), now, 0)
}

/** Reads what `writeDocument` wrote. */
export function readStored(text: string): Document {
  const value: unknown = JSON.parse(text)
  // No stored field begins with `$`, so this is found in documents only that hold a date or a number beyond JSON.
  return (text.includes('"$') ? decoded(value, 0, 0) : value) as Document
}

export function writeDocument(document: Document): string {
  return JSON.stringify(isPlain(document) ? document : encoded(document))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidParameter('not JSON')
  }
}

function decoded(value: unknown, now: number, depth: number): Value {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value
  if (depth > DEPTH_MAX) throw invalidParameter(`nested more than ${DEPTH_MAX} levels deep`)
  if (Array.isArray(value)) return value.map((item) => decoded(item, now, depth + 1))
  const fields = Object.entries(value as object) as [string, unknown][]
  const first = fields[0]
  if (first?.[0].startsWith('$')) {
    const special = decodedSpecial(first[0], first[1], now)
    if (special !== undefined) return special
  }
  const document: Document = {}
  for (const [field, item] of fields) {
    if (field === '__proto__') throw invalidParameter('a field may not be named __proto__')
    document[field] = decoded(item, now, depth + 1)
  }
  return document
}

const REFUSED_TYPES = new Set([
  '$oid',
  '$binary',
  '$timestamp',
  '$numberDecimal',
  '$minKey',
  '$maxKey',
  '$code',
  '$symbol',
  '$dbPointer',
  '$undefined',
  '$uuid',
])

function decodedSpecial(key: string, value: unknown, now: number): Value | undefined {
  switch (key) {
    case '$numberInt':
    case '$numberDouble':
      return Number(value)
    case '$numberLong':
      return safeLong(String(value))
    case '$date':
      return decodedDate(value)
    case '$tcb_server_date':
      return new Date(now + numberIn(value, 'offset'))
    case '$regularExpression':
      return regularExpression(textIn(value, 'pattern'), textIn(value, 'options'))
    default:
      if (REFUSED_TYPES.has(key)) throw notEmulated(`a value of type ${key}`)
      return undefined
  }
}

/** Numbers are doubles here. An integer that a double cannot hold is refused, not rounded. */
function safeLong(digits: string): number {
  const number = Number(digits)
  if (String(number) !== digits) throw notEmulated('an integer that JavaScript cannot hold')
  return number
}

function decodedDate(value: unknown): Date {
  const ms = typeof value === 'object' ? numberIn(value, '$numberLong') : value
  const date = new Date(typeof ms === 'string' || typeof ms === 'number' ? ms : NaN)
  if (Number.isNaN(date.getTime())) throw invalidParameter('not a date')
  return date
}

/** MongoDB's options; `g`, `u` and `y` are JavaScript's own. */
export function regularExpression(pattern: string, options: string): RegExp {
  if (!/^[ims]*$/.test(options)) throw notEmulated('a regular expression with other options than i, m and s')
  try {
    return new RegExp(pattern, options)
  } catch {
    throw invalidParameter('not a regular expression')
  }
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textIn(value: unknown, name: string): string {
  const text = fieldIn(value, name)
  return typeof text === 'string' ? text : ''
}

function numberIn(value: unknown, name: string): number {
  const field = fieldIn(value, name)
  const bare =
    typeof field === 'object'
      ? (fieldIn(field, '$numberInt') ?? fieldIn(field, '$numberLong') ?? fieldIn(field, '$numberDouble'))
      : field
  return bare === undefined ? 0 : Number(bare)
}

function isPlain(value: Value): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isPlain)
  if (!isDocument(value)) return false
  for (const field in value) if (!isPlain(value[field] ?? null)) return false
  return true
}

function encoded(value: Value): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $numberDouble: String(value) }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(encoded)
  if (value instanceof Date) return { $date: value.toISOString() }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, encoded(item)]))
}
