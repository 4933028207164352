import { notEmulated, refused } from './refusals'
import { isDocument } from './values'
import type { Document, Id, Value } from './values'

/**
 * A document's size, as MongoDB counts it in BSON: https://www.mongodb.com/docs/manual/reference/limits/ . Here: of its
 * text.
 */
const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024

/** What MongoDB would refuse to store. */
export function requireStorable(value: Value): void {
  if (value instanceof RegExp) throw notEmulated('storing a regular expression')
  if (Array.isArray(value)) value.forEach(requireStorable)
  else if (isDocument(value)) {
    for (const [field, item] of Object.entries(value)) {
      requireFieldName(field)
      requireStorable(item)
    }
  }
}

export function requireFieldName(field: string): void {
  if (field === '' || field.startsWith('$') || field.includes('.') || field.includes('\0')) {
    throw refused('a field name may not be empty, begin with $ or hold a dot: it is not valid for storage')
  }
}

export function requireSize(text: string): void {
  if (Buffer.byteLength(text) > DOCUMENT_BYTES_MAX) throw refused('the document is larger than 16 MB')
}

export function idOf(document: Document): Id {
  return requireId(document._id)
}

export function requireId(id: Value | undefined): Id {
  if ((typeof id === 'string' && id !== '') || (typeof id === 'number' && Number.isFinite(id))) return id
  throw refused('_id has to be a text or a number')
}
