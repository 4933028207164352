import type { CivilDay } from '../../../rules'
import { addDocument, DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { Tally } from '../progress-tally'
import { seasonId } from './seasons'

/** How the townships of a place stood on the evening of a day, kept for good; `_id` is `<region>-<year>~<day>`. */
export interface ProgressDay {
  _id: string
  region: string
  year: number
  day: CivilDay
  townships: Readonly<Record<string, Pick<Tally, 'people' | 'paid' | 'exempt'>>>
}

export const progressDayId = (region: string, year: number, day: CivilDay): string => `${seasonId(region, year)}~${day}`

/** Those of these days that were kept; at most {@link DOCUMENTS_A_READ}. */
export async function progressDays(db: Database, region: string, year: number, days: readonly CivilDay[]): Promise<ReadonlyMap<CivilDay, ProgressDay>> {
  const ids = days.map((day) => progressDayId(region, year, day))
  const { data } = await db.collection('progress-days').where({ _id: db.command.in(ids) }).limit(DOCUMENTS_A_READ).get()
  return new Map((data as ProgressDay[]).map((kept) => [kept.day, kept]))
}

/** false when that day is kept already: the first look stays. */
export function keepProgressDay(db: Database, progress: Omit<ProgressDay, '_id'>): Promise<boolean> {
  return addDocument<ProgressDay>(db, 'progress-days', { _id: progressDayId(progress.region, progress.year, progress.day), ...progress })
}
