import { readAll } from '../../shared/database'
import type { Database } from '../../shared/database'

/** Figures that the county has entered for a village: the last one of each basis; null = none, or taken back. */
export interface EnteredFigures { official: number | null; computed: number | null }

/** What is read here of the county's `targets`: all that was entered for one unit, the newest last. */
interface Entered {
  _id: string
  entries: readonly { basis: 'official' | 'formula'; people: number | null }[]
}

export async function figuresOf(db: Database, region: string, year: number, village: string): Promise<EnteredFigures> {
  const entries = (await readAll<Entered>(db, 'targets', { region, year, village })).flatMap((unit) => unit.entries)
  const last = (basis: 'official' | 'formula'): number | null => entries.filter((entry) => entry.basis === basis).at(-1)?.people ?? null
  return { official: last('official'), computed: last('formula') }
}
