import { adoptPolicies, LANGUAGE, policies, type Policy } from '../../rules'
import { today } from './days'
import { checkedEdition, type SignedEdition } from './edition-check'
import {
  askEditions,
  editionKeys,
  entriesOn,
  publishedEntries,
  refreshIndex,
  type PublishedPlace,
} from './edition-index'
import { isRecord, readStored, writeStored } from './storage'

/**
 * Policies that were published after this package was built. The phone keeps the index and the editions of the places
 * that it was asked about, so that they answer without a network too; without any, the bundled ones do.
 */

type PlaceYear = Pick<PublishedPlace, 'region' | 'year'>
const keyOf = ({ region, year }: PlaceYear): string => `canbao.edition.${region}-${year}`

/** What came of wanting a place's published year. `away`: no network, and it is not on this phone yet. */
type EditionTaken = 'ready' | 'away' | 'tooOld' | 'forged'

/** What a person is told where it did not come; null = nothing is in the way. */
export const TAKEN_WORDS: Readonly<Record<EditionTaken, string | null>> = {
  ready: null,
  away: '这个年度的政策是新发布的，这部手机上还没有。请连上网再点一次。',
  tooOld: '这个年度的政策要用新版的小程序才看得懂。请更新小程序：关掉后从微信里重新打开一次，再来查。',
  forged: '收到的政策不是医保部门签发的，没有采用。请过一会儿再试；一直这样的，请打 12393。',
}

/**
 * Goes by what is kept on this phone: only what the index still lists, each checked anew. One that a newer edition
 * takes the place of goes on until that one is here; one that was taken back is in no index.
 */
export function adoptKept(): void {
  const good = entriesOn(today()).flatMap((place): Policy[] => {
    const found = keptEdition(place)
    return found?.is === 'good' ? [found.policy] : []
  })
  adoptPolicies(good)
}

/** Asks for the index, takes newer editions of places kept, and goes by them; false = no answer, all stays. */
export async function refreshEditions(): Promise<boolean> {
  if (!(await refreshIndex())) return false
  const bundled = new Set(policies().map(({ region, year }) => `${region}-${year}`))
  for (const place of entriesOn(today())) {
    const isWanted = keptText(place) !== null || bundled.has(`${place.region}-${place.year}`)
    if (isWanted && keptText(place)?.edition !== place.edition) await takeEdition(place)
  }
  adoptKept()
  return true
}

/** Published places and years beside the ones at hand: those that one may ask for. */
export function publishedBeside(): readonly PublishedPlace[] {
  const here = new Set(policies().map(({ region, year }) => `${region}-${year}`))
  return entriesOn(today()).filter(({ region, year }) => !here.has(`${region}-${year}`))
}

/** Brings a place's published year onto this phone and goes by it. */
export async function takeEdition(place: PublishedPlace): Promise<EditionTaken> {
  if (place.language > LANGUAGE) return 'tooOld'
  if (keptText(place)?.edition === place.edition && keptEdition(place)?.is === 'good') return adopted('ready')
  try {
    const answer = await askEditions('edition', { edition: place.edition })
    if (!answer.ok) return 'away'
    const found = checkedEdition(answer.data, place.edition, editionKeys())
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

const keptText = (place: PlaceYear) => readStored(keyOf(place), readKept).value

/** As it is kept on this phone; null = it is not, or it holds no more. */
function keptEdition(place: PlaceYear): ReturnType<typeof checkedEdition> | null {
  const kept = keptText(place)
  const isListed = publishedEntries().some(
    ({ edition, effective }) => edition === kept?.edition && effective <= today(),
  )
  return kept === null || !isListed ? null : checkedOnce(kept.edition, kept.signed)
}

/** By edition: a signature takes a slow phone a tenth of a second, and pages come and go. */
const checked = new Map<string, ReturnType<typeof checkedEdition>>()

function checkedOnce(edition: string, signed: SignedEdition): ReturnType<typeof checkedEdition> {
  let found = checked.get(edition)
  if (found === undefined) checked.set(edition, (found = checkedEdition(signed, edition, editionKeys())))
  return found
}

function readKept(raw: unknown): { edition: string; signed: SignedEdition } | null {
  if (!isRecord(raw) || typeof raw.edition !== 'string' || !isRecord(raw.signed)) return null
  const { head, signature, policy } = raw.signed
  if (typeof head !== 'string' || typeof signature !== 'string' || typeof policy !== 'string') return null
  return { edition: raw.edition, signed: { head, signature, policy } }
}
