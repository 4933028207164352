import { Query } from 'mingo'
import { readStored, writeDocument } from './ejson'
import { inKeyOrder } from './key-order'
import { byMingo } from './matcher'
import { refused } from './refusals'
import { isDocument } from './values'
import type { Found } from './find'
import type { Document, Value } from './values'

const OPERATORS = new Set(['$slice', '$elemMatch'])

/** What `field` lets through, as texts. Without one the stored text goes out as it is. */
export function project(found: readonly Pick<Found, 'doc' | 'document'>[], projection: Document | null): string[] {
  if (projection === null || Object.keys(projection).length === 0) return found.map(({ doc }) => doc)
  requireProjection(projection)
  const included = includedFields(projection)
  const documents = found.map(({ doc, document }) => document ?? readStored(doc))
  if (included) return documents.map((document) => writeDocument(pick(document, included)))
  const order = inKeyOrder(projection)
  const projected = byMingo(() => new Query<Document>({}).find<Document>(documents, projection).all())
  return projected.map((one, at) => writeDocument(order(one, documents[at] ?? {})))
}

function requireProjection(projection: Document): void {
  for (const [field, value] of Object.entries(projection)) {
    if (field.startsWith('$')) throw refused(`a projection of ${field} is not known`)
    if (isDocument(value)) {
      const unknown = Object.keys(value).find((operator) => !OPERATORS.has(operator))
      if (unknown !== undefined || Object.keys(value).length !== 1)
        throw refused(`Unsupported projection option: ${unknown ?? field}`)
    } else if (value !== 0 && value !== 1) throw refused('a projection is of 1, 0, $slice and $elemMatch')
  }
  const kinds = new Set(
    Object.entries(projection)
      .filter(([field, value]) => field !== '_id' && !isDocument(value))
      .map(([, value]) => value),
  )
  if (kinds.size > 1) throw refused('Projection cannot have a mix of inclusion and exclusion')
}

/** The fields of a plain inclusion; null for any other projection. */
function includedFields(projection: Document): Set<string> | null {
  const { _id, ...fields } = projection
  const names = Object.keys(fields)
  const plain = names.length > 0 && names.every((name) => fields[name] === 1 && !name.includes('.')) && !isDocument(_id)
  return plain ? new Set(_id === 0 ? names : ['_id', ...names]) : null
}

function pick(document: Document, included: ReadonlySet<string>): Document {
  const picked: Document = {}
  for (const field in document) if (included.has(field)) picked[field] = document[field] as Value
  return picked
}
