import { notEmulated, refused } from './refusals'
import { isDocument, typeName } from './values'
import type { Document, Value } from './values'

/** Lists grow by one place at a time or a few, never to a number that somebody typed. */
const INDEX_MAX = 100_000

/** A dotted path of an update. */
export class FieldPath {
  private readonly parents: readonly string[]
  private readonly last: string

  constructor(readonly text: string) {
    const parts = text.split('.')
    for (const part of parts) {
      if (part === '' || part === '__proto__')
        throw refused('The update path contains an empty or a forbidden field name')
      if (part.startsWith('$')) throw notEmulated('a positional operator ($, $[]) in a path')
    }
    if (parts[0] === '_id')
      throw refused("Performing an update on the path '_id' would modify the immutable field '_id'")
    this.parents = parts.slice(0, -1)
    this.last = parts[parts.length - 1] ?? ''
  }

  get(document: Document): Value | undefined {
    let value: Value | undefined = document
    for (const part of [...this.parents, this.last]) value = childOf(value, part)
    return value
  }

  /** Makes the objects on the way; MongoDB refuses to make one inside a value that is none. */
  set(document: Document, value: Value): void {
    let place: Value = document
    for (const part of this.parents) {
      const child: Value = childOf(place, part) ?? {}
      if (childOf(place, part) === null) this.refuse(null)
      this.put(place, part, child)
      place = child
    }
    this.put(place, this.last, value)
  }

  /** In a list the place stays, as null. */
  unset(document: Document): void {
    let place: Value | undefined = document
    for (const part of this.parents) place = childOf(place, part)
    if (childOf(place, this.last) === undefined) return
    if (Array.isArray(place)) place[Number(this.last)] = null
    else if (isDocument(place)) delete place[this.last]
  }

  private put(place: Value, part: string, value: Value): void {
    if (isDocument(place)) place[part] = value
    else if (Array.isArray(place) && /^\d{1,6}$/.test(part) && Number(part) <= INDEX_MAX) {
      while (place.length < Number(part)) place.push(null)
      place[Number(part)] = value
    } else this.refuse(place)
  }

  private refuse(place: Value): never {
    throw refused(`Cannot create a field of '${this.text}' in an element of type ${typeName(place)}`)
  }
}

function childOf(value: Value | undefined, part: string): Value | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(part) ? value[Number(part)] : undefined
  return isDocument(value) && Object.prototype.hasOwnProperty.call(value, part) ? value[part] : undefined
}

/** Whether one of the two lies in the other. */
export function overlap(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right}.`) || right.startsWith(`${left}.`)
}
