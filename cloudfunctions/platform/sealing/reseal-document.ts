import { Refusal } from '../base'
import type { DocumentSealing } from './sealing'

/**
 * Path of a sealed field → its purpose. Dots lead into objects; `*` stands for each entry of a list. `wasClear`:
 * earlier versions wrote it down as it was said; of any other field a text in clear is no value of ours, and is never
 * sealed.
 */
export type SealedFields = Readonly<Record<string, string | { readonly wasClear: string }>>

type Fields = Readonly<Record<string, unknown>>

/**
 * What to update so that all of a document's sealed fields are sealed by the first key and the configured cipher;
 * null = they are. Keys are paths as `update` takes them; a list is given whole. Absent, null and empty fields stay so.
 * @throws Refusal SEALED_UNREADABLE
 */
export function resealDocument(
  sealing: DocumentSealing,
  document: Fields,
  fields: SealedFields,
): Record<string, unknown> | null {
  const updates: Record<string, unknown> = {}
  for (const [path, as] of Object.entries(fields)) {
    const { place, inEach } = placeOf(path)
    const found = updates[place] ?? valueAt(document, place)
    const renewed = inEach === undefined ? resealed(sealing, found, as) : resealedEach(sealing, found, inEach, as)
    if (renewed !== found) updates[place] = renewed
  }
  return Object.keys(updates).length === 0 ? null : updates
}

function resealed(sealing: DocumentSealing, value: unknown, as: SealedFields[string]): unknown {
  if (typeof value !== 'string' || value === '' || !sealing.needsResealing(value)) return value
  return typeof as === 'string'
    ? sealing.seal(sealing.open(value, as), as)
    : sealing.seal(sealing.openOrClear(value, as.wasClear), as.wasClear)
}

/** `inEach`: the field of each entry of a list, '' = the entries themselves; undefined = the place is no list. */
function placeOf(path: string): { place: string; inEach: string | undefined } {
  if (path.endsWith('.*')) return { place: path.slice(0, -2), inEach: '' }
  const [place = path, inEach] = path.split('.*.')
  return { place, inEach }
}

/** The list itself when nothing in it changes. */
function resealedEach(sealing: DocumentSealing, list: unknown, field: string, as: SealedFields[string]): unknown {
  if (!Array.isArray(list)) return list
  const renewed = list.map((entry: unknown) => {
    if (field === '') return resealed(sealing, entry, as)
    const value = isFields(entry) ? entry[field] : undefined
    const sealed = resealed(sealing, value, as)
    return sealed === value || !isFields(entry) ? entry : { ...entry, [field]: sealed }
  })
  return renewed.some((entry, at) => entry !== list[at]) ? renewed : list
}

/** What stands in a document's sealed fields, counted. */
export interface SealCount {
  /** Sealed where they stand, by the first key. */
  bound: number
  /**
   * Readable, but to be sealed anew: of an earlier version, by another key, or in clear since before the field was
   * sealed.
   */
  old: number
  /** Damaged, moved here from elsewhere, or of a key that is not in the ring. */
  unreadable: number
}

/** Opens every seal of a document, and says how many do. Never what they hold. */
export function countSeals(sealing: DocumentSealing, document: Fields, fields: SealedFields): SealCount {
  const count: SealCount = { bound: 0, old: 0, unreadable: 0 }
  for (const [path, as] of Object.entries(fields)) {
    for (const value of valuesAt(document, path)) {
      if (typeof value !== 'string' || value === '') continue
      if (!opens(sealing, value, as)) count.unreadable++
      else if (sealing.needsResealing(value)) count.old++
      else count.bound++
    }
  }
  return count
}

function opens(sealing: DocumentSealing, value: string, as: SealedFields[string]): boolean {
  try {
    if (typeof as === 'string') sealing.open(value, as)
    else sealing.openOrClear(value, as.wasClear)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function valuesAt(document: Fields, path: string): readonly unknown[] {
  const { place, inEach } = placeOf(path)
  const value = valueAt(document, place)
  if (inEach === undefined) return [value]
  if (!Array.isArray(value)) return []
  return value.map((entry: unknown) => (inEach === '' ? entry : isFields(entry) ? valueAt(entry, inEach) : null))
}

function valueAt(document: Fields, path: string): unknown {
  let value: unknown = document
  for (const step of path.split('.')) value = isFields(value) ? value[step] : undefined
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
