import type { CivilDay } from '../../../rules'
import { addDocument, readAll, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'

/** An insured year of a region for which enrolments are made. `_id` is `<region>-<year>`. */
export interface SeasonDocument {
  _id: string
  region: string
  year: number
  openedOn: CivilDay
  /** The last resident whose enrolment was made; null = none yet. */
  cursor: string | null
  /** Every resident who was in the ledger has one. */
  done: boolean
}

export const seasonId = (region: string, year: number): string => `${region}-${year}`

export function readSeason(db: Database, region: string, year: number): Promise<SeasonDocument | null> {
  return readDocument<SeasonDocument>(db, 'seasons', seasonId(region, year))
}

/** The season as it stands, begun if it was not. */
export async function beginSeason(db: Database, region: string, year: number, today: CivilDay): Promise<SeasonDocument> {
  const beginning: SeasonDocument = { _id: seasonId(region, year), region, year, openedOn: today, cursor: null, done: false }
  return (await addDocument(db, 'seasons', beginning)) ? beginning : (await readSeason(db, region, year)) ?? beginning
}

export async function saveProgress(db: Database, { _id, cursor, done }: SeasonDocument): Promise<void> {
  await db.collection('seasons').doc(_id).update({ data: { cursor, done } })
}

/** The years of a region that were opened, the latest last. */
export async function seasonsOf(db: Database, region: string): Promise<SeasonDocument[]> {
  return (await readAll<SeasonDocument>(db, 'seasons', { region })).sort((a, b) => a.year - b.year)
}
