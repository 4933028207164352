import type { CountCell, CountChange, CountDelta, CountFolding, VillageCounts } from './counts'
import { FOLDING_STATE, MANY_TOWNSHIPS, summed } from './counts'
import type { OwnShare } from './documents'
import { isSubsidised } from './documents'
import type { StatusId } from './states'
import { INSURED, UNINSURED } from './states'
import { seasonId } from '../people'
import type { Database } from '../../platform/database'
import { addDocument, READ_LIMIT, readAll, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** People of one village who stand alike and pay alike, on this moment. */
export interface PeopleCounted {
  township: string
  village: string
  status: StatusId
  share: OwnShare
  subsidised: boolean
  people: number
}

/**
 * How many people of a place's insured year stand where, exactly as the enrolments say: the kept counts with the deltas
 * that are in none yet. Three reads or a few more, whatever the number of people.
 * @param townships of these only; absent = of all
 */
export async function readVillageCounts(
  db: Database,
  region: string,
  year: number,
  townships?: readonly string[],
): Promise<readonly PeopleCounted[]> {
  const season = seasonId(region, year)
  // In this order: what a folding takes after the first read is found as a delta by the last, with the folding's
  // number.
  const over = (await readDocument<CountFolding>(db, 'count-foldings', FOLDING_STATE))?.folding ?? 0
  const kept = await readAll<VillageCounts>(
    db,
    'village-counts',
    townships === undefined
      ? { season }
      : { _id: db.command.in(townships.map((township) => countsId(season, township))) },
  )
  const foldedUpTo = new Map(kept.map(({ township, folding }) => [township, folding]))
  const deltas = await deltasAfter(db, season, over, townships)
  const open = deltas.flatMap(({ folding, changes }) =>
    changes.filter(({ township }) => folding > (foldedUpTo.get(township) ?? 0)),
  )
  const wanted = townships === undefined ? open : open.filter(({ township }) => townships.includes(township))
  return summed([...kept.flatMap(linesOf), ...wanted]).map(({ cell, ...at }) => {
    const [status, share] = cell.split('~') as [StatusId, OwnShare]
    return { ...at, status, share, subsidised: isSubsidised(share) }
  })
}

export const countsId = (season: string, township: string): string => `${season}~${township}`

async function deltasAfter(
  db: Database,
  season: string,
  folding: number,
  townships: readonly string[] | undefined,
): Promise<CountDelta[]> {
  const { gt, in: oneOf } = db.command
  const about = townships === undefined ? {} : { township: oneOf([...townships, MANY_TOWNSHIPS]) }
  const found: CountDelta[] = []
  for (;;) {
    const after = found.at(-1)?._id ?? ''
    const { data } = await db
      .collection('count-deltas')
      .where({ season, folding: gt(folding), ...about, _id: gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field({ members: false })
      .get()
    found.push(...(data as CountDelta[]))
    if (data.length < READ_LIMIT) return found
  }
}

function linesOf({ township, villages }: VillageCounts): CountChange[] {
  return Object.entries(villages).flatMap(([village, cells]) =>
    Object.entries(cells).map(([cell, people]) => ({ township, village, cell: cell as CountCell, people })),
  )
}

/** How far some people have come. */
interface Tally {
  /** All who have an enrolment. */
  people: number
  /** Paid, and in force. */
  paid: number
  /** Enrolled without paying. */
  exempt: number
  unpaid: number
  /** Of the unpaid those whose fee is subsidised, in part or whole. */
  unpaidSubsidised: number
}

const NOBODY: Tally = { people: 0, paid: 0, exempt: 0, unpaid: 0, unpaidSubsidised: 0 }

const PAYS_NOTHING: ReadonlySet<OwnShare> = new Set<OwnShare>(['funded', 'free'])

export function progressOf(
  lines: Iterable<{ status: StatusId; share: OwnShare; subsidised: boolean; people: number }>,
): Tally {
  const tally = { ...NOBODY }
  for (const { status, share, subsidised, people } of lines) {
    tally.people += people
    if (INSURED.has(status)) tally[PAYS_NOTHING.has(share) ? 'exempt' : 'paid'] += people
    if (!UNINSURED.has(status)) continue
    tally.unpaid += people
    if (subsidised) tally.unpaidSubsidised += people
  }
  return tally
}

/** How the townships of a place stood on the evening of a day, kept for good; `_id` is `<region>-<year>~<day>`. */
export interface ProgressDay {
  _id: string
  region: string
  year: number
  day: CivilDay
  townships: Readonly<Record<string, Pick<Tally, 'people' | 'paid' | 'exempt'>>>
}

/** How the villages of a place stood on such an evening: of a township's own sheet; `_id` as of the townships. */
interface VillageDay {
  _id: string
  region: string
  year: number
  day: CivilDay
  villages: ProgressDay['townships']
}

export const progressDayId = (region: string, year: number, day: CivilDay): string => `${seasonId(region, year)}~${day}`

/** Those of these days that were kept; at most {@link READ_LIMIT}. */
export async function progressDays(
  db: Database,
  region: string,
  year: number,
  days: readonly CivilDay[],
): Promise<ReadonlyMap<CivilDay, ProgressDay>> {
  const ids = days.map((day) => progressDayId(region, year, day))
  const { data } = await db
    .collection('progress-days')
    .where({ _id: db.command.in(ids) })
    .limit(READ_LIMIT)
    .get()
  return new Map((data as ProgressDay[]).map((kept) => [kept.day, kept]))
}

/** false when that day is kept already: the first look stays. */
export function keepProgressDay(db: Database, progress: Omit<ProgressDay, '_id'>): Promise<boolean> {
  return addDocument<ProgressDay>(db, 'progress-days', {
    _id: progressDayId(progress.region, progress.year, progress.day),
    ...progress,
  })
}

/** Those of these days that were kept, by village. */
export async function villageDays(
  db: Database,
  region: string,
  year: number,
  days: readonly CivilDay[],
): Promise<ReadonlyMap<CivilDay, VillageDay>> {
  const ids = days.map((day) => progressDayId(region, year, day))
  const { data } = await db
    .collection('village-days')
    .where({ _id: db.command.in(ids) })
    .limit(READ_LIMIT)
    .get()
  return new Map((data as VillageDay[]).map((kept) => [kept.day, kept]))
}

/** false when that day is kept already. */
export function keepVillageDay(db: Database, progress: Omit<VillageDay, '_id'>): Promise<boolean> {
  const { region, year, day } = progress
  return addDocument<VillageDay>(db, 'village-days', { _id: progressDayId(region, year, day), ...progress })
}
