/** What a document holds, as MongoDB's types stand in JavaScript. */
export type Value = null | boolean | number | string | Date | RegExp | Value[] | Document

export interface Document {
  [field: string]: Value
}

export type Id = string | number

export function isDocument(value: Value | undefined): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof RegExp)
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
