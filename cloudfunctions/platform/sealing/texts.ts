import { sealing } from './sealing'
import type { DocumentSealing } from './sealing'

/**
 * Paths of what people wrote in a document → purpose, as in `SealedFields`: `'sent.evidence'`, `'events.*.because'`.
 */
type TextFields = Readonly<Record<string, string>>

/**
 * What a module does at its store's door, so that the rest of it sees plain documents: texts that people wrote are
 * sealed as they go in and opened as they come out. Null, absent and empty stay so; a text from before it was sealed is
 * read as it stands.
 */
export function textsOf(collection: string, fields: TextFields) {
  const mapped = <Document extends { _id: string }>(
    document: Document,
    change: (seals: DocumentSealing, text: string, purpose: string) => string,
  ): Document => {
    const seals = sealing().at(collection, document._id)
    return Object.entries(fields).reduce<unknown>(
      (changed, [path, purpose]) => changedAt(changed, path.split('.'), (text) => change(seals, text, purpose)),
      document,
    ) as Document
  }
  return {
    sealed: <Document extends { _id: string }>(document: Document): Document =>
      mapped(document, (seals, text, purpose) => seals.seal(text, purpose)),
    opened: <Document extends { _id: string }>(document: Document): Document =>
      mapped(document, (seals, text, purpose) => seals.openOrClear(text, purpose)),
  }
}

/** The value with the texts at a path changed; the same one where there is nothing. */
function changedAt(value: unknown, [step, ...rest]: readonly string[], change: (text: string) => string): unknown {
  if (step === undefined) return typeof value === 'string' && value !== '' ? change(value) : value
  if (step === '*') return Array.isArray(value) ? value.map((entry) => changedAt(entry, rest, change)) : value
  if (typeof value !== 'object' || value === null || !(step in value)) return value
  const before: unknown = Reflect.get(value, step)
  const after = changedAt(before, rest, change)
  return after === before ? value : { ...value, [step]: after }
}
