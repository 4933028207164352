import type { CivilDay } from '../../rules'
import { summed } from '../enrollment/count-changes'
import type { CountChange } from '../enrollment/count-documents'
import type { ChangeGroup, ChangePage, CountPlace, Night } from './documents'

/** What the day brings to one enrolment. */
export interface Judged extends Omit<ChangeGroup, 'ids' | 'places' | 'overtaken'> {
  id: string
  resident: string
  year: number
  followed: boolean
  since: CivilDay
  place: CountPlace
}

/** Those who take the same change on the same grounds, together: one write for hundreds. In the order of their first. */
export function groupsOf(judged: readonly Judged[]): Pick<ChangePage, 'groups' | 'places'> {
  const groups = new Map<string, ChangeGroup & { ids: string[]; places: number[] }>()
  const places = new Map<string, { place: CountPlace; at: number }>()
  for (const { id, place, resident: _resident, year: _year, followed: _followed, ...change } of judged) {
    const key = keyOf(change)
    const group = groups.get(key) ?? { ...change, ids: [], places: [], overtaken: [] }
    const known = places.get(keyOf(place)) ?? { place, at: places.size }
    group.ids.push(id)
    group.places.push(known.at)
    groups.set(key, group)
    places.set(keyOf(place), known)
  }
  return { groups: [...groups.values()], places: [...places.values()].map(({ place }) => place) }
}

const keyOf = (alike: object): string => JSON.stringify(Object.entries(alike).sort(([a], [b]) => (a < b ? -1 : 1)))

/** What a page that is done does to the counts of villages, by season. */
export function countedChanges(places: readonly CountPlace[], groups: readonly ChangeGroup[]): ReadonlyMap<string, readonly CountChange[]> {
  const seasons = new Map<string, CountChange[]>()
  for (const { from, to, ids, overtaken, places: at } of groups) {
    if (from === to) continue
    const others = new Set(overtaken)
    ids.forEach((id, i) => {
      if (others.has(id)) return
      const { season, township, village, share } = places[at[i]!]!
      const changes = seasons.get(season) ?? []
      changes.push({ township, village, cell: `${from}~${share}`, people: -1 }, { township, village, cell: `${to}~${share}`, people: 1 })
      seasons.set(season, changes)
    })
  }
  return new Map([...seasons].map(([season, changes]) => [season, summed(changes)]))
}

/** The night's counts with a page more: people, not writes, so that a page done twice counts once. */
export function tallied(night: Night, groups: readonly ChangeGroup[]): Pick<Night, 'changed' | 'postponed'> {
  const changed: Record<string, number> = { ...night.changed }
  let { postponed } = night
  for (const { from, to, fault, ids, overtaken } of groups) {
    const people = ids.length - overtaken.length
    if (fault !== null) postponed += people
    else if (from !== to && people > 0) changed[`${from}>${to}`] = (changed[`${from}>${to}`] ?? 0) + people
  }
  return { changed, postponed }
}
