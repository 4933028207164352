import type { CivilDay } from '../../rules'
import type { ChangeGroup, Night } from './documents'

/** What the day brings to one enrolment. */
export interface Judged extends Omit<ChangeGroup, 'ids' | 'overtaken'> {
  id: string
  resident: string
  year: number
  followed: boolean
  since: CivilDay
}

/** Those who take the same change on the same grounds, together: one write for hundreds. In the order of their first. */
export function groupsOf(judged: readonly Judged[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup & { ids: string[] }>()
  for (const { id, resident: _resident, year: _year, followed: _followed, ...change } of judged) {
    const key = JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)))
    const group = groups.get(key) ?? { ...change, ids: [], overtaken: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
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
