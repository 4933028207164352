import type { EditionEntry, EditionIndex } from './documents'
import type { CivilDay } from '../../../rules'

/** Of each place and year the edition that holds on a day: the one that has held for the shortest time. */
export function holdingOn({ entries }: Pick<EditionIndex, 'entries'>, day: CivilDay): EditionEntry[] {
  const seen = new Set<string>()
  return entries.filter(({ region, year, effective }) => {
    const place = `${region}-${year}`
    return effective <= day && !seen.has(place) && seen.add(place)
  })
}

/** An index with one edition more; the same again changes nothing. */
export function withEntry(index: EditionIndex, entry: EditionEntry): EditionIndex {
  if (index.entries.some(({ edition }) => edition === entry.edition)) return index
  // The latest to hold comes first, and of one day what was published last.
  const before = index.entries.filter(({ effective }) => effective > entry.effective)
  const after = index.entries.filter(({ effective }) => effective <= entry.effective)
  return { ...index, serial: index.serial + 1, entries: [...before, entry, ...after] }
}

export function withoutEntry(index: EditionIndex, edition: string): EditionIndex {
  const entries = index.entries.filter((one) => one.edition !== edition)
  return entries.length === index.entries.length ? index : { ...index, serial: index.serial + 1, entries }
}
