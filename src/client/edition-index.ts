import type { Answers, Requests } from '../../cloudfunctions/rules-engine/contract'
import { askingOf } from './call'
import { isRecord, readStored, writeStored } from './storage'

/**
 * Which policies are published, as this phone last heard it. It names places and years only: what an edition says is
 * believed when its signature is good (`editions.ts`), which the first screen need not carry.
 */

/** The present and the next public key of the publishing function, by commas; '' = this build goes by none. */
declare const EDITION_KEYS: string

export type PublishedPlace = Answers['editions']['entries'][number]
type Index = Answers['editions']

export const editionKeys = (): readonly string[] => EDITION_KEYS.split(',').filter((key) => key !== '')

export const askEditions = askingOf<Pick<Requests, 'editions' | 'edition'>, Pick<Answers, 'editions' | 'edition'>>(
  'rules-engine',
)

const KEY_INDEX = 'canbao.edition-index'

/** All that is published, newest first in each place and year. */
export const publishedEntries = (): readonly PublishedPlace[] => readStored(KEY_INDEX, readIndex).value?.entries ?? []

/** Of each place and year the edition that holds on a day. */
export function entriesOn(today: string): PublishedPlace[] {
  const seen = new Set<string>()
  return publishedEntries().filter(({ region, year, effective }) => {
    const place = `${region}-${year}`
    return effective <= today && !seen.has(place) && seen.add(place)
  })
}

/** Asks for the index and keeps it; false = no answer, or nothing would be believed: all stays. */
export async function refreshIndex(): Promise<boolean> {
  // A package that trusts no key could go by none of them.
  if (editionKeys().length === 0) return false
  try {
    const answer = await askEditions('editions', {})
    return answer.ok && writeStored(KEY_INDEX, answer.data)
  } catch {
    return false
  }
}

function readIndex(raw: unknown): Index | null {
  if (!isRecord(raw) || typeof raw.serial !== 'number' || !Array.isArray(raw.entries)) return null
  const sound = raw.entries.every(
    (entry: unknown) =>
      isRecord(entry) &&
      ['edition', 'region', 'name', 'effective'].every((name) => typeof entry[name] === 'string') &&
      ['year', 'language'].every((name) => typeof entry[name] === 'number'),
  )
  return sound ? (raw as unknown as Index) : null
}
