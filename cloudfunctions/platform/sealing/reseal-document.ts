import type { Sealing } from './sealing'

/** Path of a sealed field → its purpose. Dots lead into objects; `*` stands for each entry of a list. */
export type SealedFields = Readonly<Record<string, string>>

type Fields = Readonly<Record<string, unknown>>

/**
 * What to update so that all of a document's sealed fields are sealed by the first key and the configured cipher;
 * null = they are. Keys are paths as `update` takes them; a list is given whole. Absent and null fields stay so.
 * @throws Refusal SEALED_UNREADABLE
 */
export function resealDocument(
  sealing: Sealing,
  document: Fields,
  fields: SealedFields,
): Record<string, unknown> | null {
  const updates: Record<string, unknown> = {}
  for (const [path, purpose] of Object.entries(fields)) {
    const [place = path, inEach] = path.split('.*.')
    const found = updates[place] ?? valueAt(document, place)
    const renewed =
      inEach === undefined ? resealed(sealing, found, purpose) : resealedEach(sealing, found, inEach, purpose)
    if (renewed !== found) updates[place] = renewed
  }
  return Object.keys(updates).length === 0 ? null : updates
}

function resealed(sealing: Sealing, value: unknown, purpose: string): unknown {
  if (typeof value !== 'string' || !sealing.needsResealing(value)) return value
  return sealing.seal(sealing.open(value, purpose), purpose)
}

/** The list itself when nothing in it changes. */
function resealedEach(sealing: Sealing, list: unknown, field: string, purpose: string): unknown {
  if (!Array.isArray(list)) return list
  const renewed = list.map((entry: unknown) => {
    const value = isFields(entry) ? entry[field] : undefined
    const sealed = resealed(sealing, value, purpose)
    return sealed === value || !isFields(entry) ? entry : { ...entry, [field]: sealed }
  })
  return renewed.some((entry, at) => entry !== list[at]) ? renewed : list
}

function valueAt(document: Fields, path: string): unknown {
  let value: unknown = document
  for (const step of path.split('.')) value = isFields(value) ? value[step] : undefined
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
