import { targetOf } from '../../rules/office'
import type { Office, Target } from '../../rules/office'
import type { Answers } from './contract'
import { TARGET_BASES } from './contract-progress'
import type { TargetDocument, TargetEntry } from './records/targets'

export type TargetShown = Answers['setTarget']['target']

/** The targets of a place and year, as its notice and its county have them. */
export interface TargetFigures {
  total: TargetShown
  ofTownship(township: string): TargetShown
  ofVillage(village: { _id: string; township: string; name: string }): TargetShown
}

export function targetFigures(office: Office, entered: readonly TargetDocument[]): TargetFigures {
  const entriesOf = (township: string | null, village: string | null) => entered.find((one) => one.township === township && one.village === village)?.entries ?? []
  return {
    total: figureOf(office, null, entriesOf(null, null)),
    ofTownship: (township) => figureOf(office, township, entriesOf(township, null)),
    ofVillage: ({ _id, township, name }) => figureOf(office, name, entriesOf(township, _id)),
  }
}

/** The official figure before the notice's, before a computed one. */
export function figureOf(office: Office, town: string | null, entries: readonly TargetEntry[]): TargetShown {
  const last = (basis: TargetEntry['basis']): TargetEntry | undefined => entries.filter((entry) => entry.basis === basis).at(-1)
  const target = targetOf(office, { town, official: last('official')?.people ?? null, computed: last('formula')?.people ?? null })
  return target === null ? null : shown(target, target.basis === 'notice' ? undefined : last(target.basis))
}

function shown({ people, basis }: Target, entry: TargetEntry | undefined): TargetShown {
  return { people, basis, basisName: TARGET_BASES[basis], source: entry?.source ?? null, day: entry?.day ?? null }
}

/** What parts come to; null = one of them has no target, or there are none. */
export function sumOfTargets(parts: readonly TargetShown[]): number | null {
  return parts.length === 0 || parts.includes(null) ? null : parts.reduce((sum, part) => sum + part!.people, 0)
}
