import { DOCUMENTS_A_READ, readAll, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'
import { summed } from '../count-changes'
import { FOLDING_STATE, SEVERAL_TOWNSHIPS } from '../count-documents'
import type { Cell, CountChange, CountDelta, CountFolding, VillageCounts } from '../count-documents'
import { isSubsidised } from '../own-shares'
import type { OwnShare } from '../own-shares'
import { seasonId } from './seasons'
import type { StatusId } from '../statuses'

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
export async function readVillageCounts(db: Database, region: string, year: number, townships?: readonly string[]): Promise<readonly PeopleCounted[]> {
  const season = seasonId(region, year)
  // In this order: what a folding takes after the first read is found as a delta by the last, with the folding's number.
  const over = (await readDocument<CountFolding>(db, 'count-foldings', FOLDING_STATE))?.folding ?? 0
  const kept = await readAll<VillageCounts>(db, 'village-counts', townships === undefined ? { season } : { _id: db.command.in(townships.map((township) => countsId(season, township))) })
  const foldedUpTo = new Map(kept.map(({ township, folding }) => [township, folding]))
  const deltas = await deltasAfter(db, season, over, townships)
  const open = deltas.flatMap(({ folding, changes }) => changes.filter(({ township }) => folding > (foldedUpTo.get(township) ?? 0)))
  const wanted = townships === undefined ? open : open.filter(({ township }) => townships.includes(township))
  return summed([...kept.flatMap(linesOf), ...wanted]).map(({ cell, ...at }) => {
    const [status, share] = cell.split('~') as [StatusId, OwnShare]
    return { ...at, status, share, subsidised: isSubsidised(share) }
  })
}

export const countsId = (season: string, township: string): string => `${season}~${township}`

async function deltasAfter(db: Database, season: string, folding: number, townships: readonly string[] | undefined): Promise<CountDelta[]> {
  const { gt, in: oneOf } = db.command
  const about = townships === undefined ? {} : { township: oneOf([...townships, SEVERAL_TOWNSHIPS]) }
  const found: CountDelta[] = []
  for (;;) {
    const after = found.at(-1)?._id ?? ''
    const { data } = await db.collection('count-deltas').where({ season, folding: gt(folding), ...about, _id: gt(after) })
      .orderBy('_id', 'asc').limit(DOCUMENTS_A_READ).field({ members: false }).get()
    found.push(...data as CountDelta[])
    if (data.length < DOCUMENTS_A_READ) return found
  }
}

function linesOf({ township, villages }: VillageCounts): CountChange[] {
  return Object.entries(villages).flatMap(([village, cells]) => Object.entries(cells).map(([cell, people]) => ({ township, village, cell: cell as Cell, people })))
}
