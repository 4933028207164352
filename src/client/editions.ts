import type { Answers, Requests } from '../../cloudfunctions/rules-engine/contract'
import { adoptPolicies, LANGUAGE, policies, type CivilDay, type Policy } from '../../rules'
import { askingOf } from './call'
import { today as todayInShanghai } from './days'
import { checkedEdition, type SignedEdition } from './edition-check'
import { isRecord, readStored, writeStored } from './storage'

/**
 * Policies that were published after this package was built. The phone keeps the index and the editions of the places
 * that it was asked about, so that they answer without a network too; without any, the bundled ones do.
 */

/** The present and the next public key of the publishing function, by commas; '' = this build goes by none. */
declare const EDITION_KEYS: string

export type PublishedPlace = Answers['editions']['entries'][number]
type Index = Answers['editions']

const askEditions = askingOf<Pick<Requests, 'editions' | 'edition'>, Pick<Answers, 'editions' | 'edition'>>(
  'rules-engine',
)

const KEY_INDEX = 'canbao.edition-index'
const keyOf = ({ region, year }: Pick<PublishedPlace, 'region' | 'year'>): string => `canbao.edition.${region}-${year}`

/** What came of wanting a place's published year. `away`: no network, and it is not on this phone yet. */
type EditionTaken = 'ready' | 'away' | 'tooOld' | 'forged'

/** What a person is told where it did not come; null = nothing is in the way. */
export const TAKEN_WORDS: Readonly<Record<EditionTaken, string | null>> = {
  ready: null,
  away: '这个年度的政策是新发布的，这部手机上还没有。请连上网再点一次。',
  tooOld: '这个年度的政策要用新版的小程序才看得懂。请更新小程序：关掉后从微信里重新打开一次，再来查。',
  forged: '收到的政策不是医保部门签发的，没有采用。请过一会儿再试；一直这样的，请打 12393。',
}

/** Goes by what is kept on this phone: only what the index still lists, each checked anew. */
export function adoptKept(): void {
  const good = holdingToday().flatMap((place): Policy[] => {
    const found = keptEdition(place)
    return found?.is === 'good' ? [found.policy] : []
  })
  adoptPolicies(good)
}

/** Asks for the index, takes newer editions of places kept, and goes by them; false = no answer, all stays. */
export async function refreshEditions(): Promise<boolean> {
  // A package that trusts no key could go by none of them.
  if (keys().length === 0) return false
  try {
    const answer = await askEditions('editions', {})
    if (!answer.ok) return false
    const known = holdingToday().filter((place) => keptEdition(place) !== null)
    writeStored(KEY_INDEX, answer.data)
    const bundled = new Set(policies().map(({ region, year }) => `${region}-${year}`))
    for (const place of holdingToday()) {
      const mine = known.some(({ region, year }) => region === place.region && year === place.year)
      if (mine || bundled.has(`${place.region}-${place.year}`)) await takeEdition(place)
    }
    adoptKept()
    return true
  } catch {
    return false
  }
}

/** Published places and years beside the ones at hand: those that one may ask for. */
export function publishedBeside(): readonly PublishedPlace[] {
  const here = new Set(policies().map(({ region, year }) => `${region}-${year}`))
  return holdingToday().filter(({ region, year }) => !here.has(`${region}-${year}`))
}

/** Brings a place's published year onto this phone and goes by it. */
export async function takeEdition(place: PublishedPlace): Promise<EditionTaken> {
  if (place.language > LANGUAGE) return 'tooOld'
  const kept = keptEdition(place)
  if (kept?.is === 'good') return adopted('ready')
  try {
    const answer = await askEditions('edition', { edition: place.edition })
    if (!answer.ok) return 'away'
    const found = checkedEdition(answer.data, place.edition, keys())
    if (found.is !== 'good') return found.is
    writeStored(keyOf(place), { edition: place.edition, signed: answer.data })
    return adopted('ready')
  } catch {
    return 'away'
  }
}

function adopted(taken: EditionTaken): EditionTaken {
  adoptKept()
  return taken
}

const keys = (): readonly string[] => EDITION_KEYS.split(',').filter((key) => key !== '')

/** Of each place and year the edition that holds today, by the index that was last seen. */
function holdingToday(): PublishedPlace[] {
  const today: CivilDay = todayInShanghai()
  const seen = new Set<string>()
  return (readStored(KEY_INDEX, readIndex).value?.entries ?? []).filter(({ region, year, effective }) => {
    const place = `${region}-${year}`
    return effective <= today && !seen.has(place) && seen.add(place)
  })
}

/** As it is kept on this phone; null = it is not, or another one is. */
function keptEdition(place: PublishedPlace): ReturnType<typeof checkedEdition> | null {
  const kept = readStored(keyOf(place), readKept).value
  return kept === null || kept.edition !== place.edition ? null : checkedOnce(place.edition, kept.signed)
}

/** By edition: a signature takes a slow phone a tenth of a second, and pages come and go. */
const checked = new Map<string, ReturnType<typeof checkedEdition>>()

function checkedOnce(edition: string, signed: SignedEdition): ReturnType<typeof checkedEdition> {
  let found = checked.get(edition)
  if (found === undefined) checked.set(edition, (found = checkedEdition(signed, edition, keys())))
  return found
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

function readKept(raw: unknown): { edition: string; signed: SignedEdition } | null {
  if (!isRecord(raw) || typeof raw.edition !== 'string' || !isRecord(raw.signed)) return null
  const { head, signature, policy } = raw.signed
  if (typeof head !== 'string' || typeof signature !== 'string' || typeof policy !== 'string') return null
  return { edition: raw.edition, signed: { head, signature, policy } }
}
