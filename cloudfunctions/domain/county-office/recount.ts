import { requirePermission, writeAudit, defineAction } from '../access'
import { OWN_SHARES, personIn, readVillageCounts, repairCounts, summed } from '../enrolments'
import type { CountChange, CountedEnrolment, OwnShare, StatusId } from '../enrolments'
import type { VillageDocument } from '../people'
import { seasonId } from '../people'
import type { Database } from '../../platform/database'
import { READ_LIMIT, readAll } from '../../platform/database'
import { policyFor } from '../../../rules'
import { countyContract } from './contract'

/**
 * Counts some villages one by one, compares, and puts right what differs if that is wanted. @throws Refusal NOT_ALLOWED
 */
export const recount = /* @__PURE__ */ defineAction(countyContract, 'recount', {
  permission: 'recount',
  async run({ region, year, after, repair }, context) {
    await requirePermission(context, 'recount', { id: `${region}-${year}`, region })
    policyFor(region, year)
    const { db, caller, now, today } = context
    const { differences, ...compared } = await compareCounts(db, region, year, after)
    const repaired = repair && differences.length > 0
    if (repaired) {
      await writeAudit(db, {
        deed: null,
        at: now,
        day: today,
        openid: caller.openid,
        action: 'recount',
        target: `${region}-${year}`,
        region,
        outcome: 'done',
        why: 'repaired',
      })
      await repairDifferences(db, region, year, differences)
    }
    return {
      ...compared,
      repaired,
      differences: differences.map(({ village, cell, kept, counted }) => {
        const [status, share] = cell.split('~') as [StatusId, OwnShare]
        return { village, status, ownShare: OWN_SHARES[share], kept, counted }
      }),
    }
  },
})

/** Villages of one piece of work: some 30,000 people. */
const VILLAGES_A_PIECE = 12
/** Deeds go on while people are counted: a village whose count moved meanwhile is counted again. */
const ATTEMPTS = 5

/** Where a kept count is not what the enrolments say: people `counted`, and `kept`. */
export interface Difference {
  township: string
  village: string
  cell: CountChange['cell']
  kept: number
  counted: number
}

interface Compared {
  villages: number
  people: number
  differences: readonly Difference[]
  /** The last village of this piece; null = that was the last of all. */
  next: string | null
}

/** Counts the next villages of a place anew and compares; asked again with `next` until that is null. */
export async function compareCounts(
  db: Database,
  region: string,
  year: number,
  after: string | null,
): Promise<Compared> {
  const left = (await villagesToCount(db, region, await keptLines(db, region, year))).filter(
    (village) => after === null || village > after,
  )
  const piece = left.slice(0, VILLAGES_A_PIECE)
  let [people, moving] = [0, piece]
  const differences: Difference[] = []
  for (let attempt = 1; moving.length > 0; attempt++) {
    const before = await keptLines(db, region, year)
    const counted = await countAnew(db, region, year, moving)
    const kept = await keptLines(db, region, year)
    const still = moving.filter((village) => attempt === ATTEMPTS || sameLines(of(before, village), of(kept, village)))
    for (const village of still) {
      people += of(counted, village).reduce((sum, line) => sum + line.people, 0)
      differences.push(...between(of(kept, village), of(counted, village)))
    }
    moving = moving.filter((village) => !still.includes(village))
  }
  return { villages: piece.length, people, differences, next: piece.length < left.length ? piece.at(-1)! : null }
}

/** Puts kept counts right. */
export function repairDifferences(
  db: Database,
  region: string,
  year: number,
  differences: readonly Difference[],
): Promise<void> {
  return repairCounts(
    db,
    seasonId(region, year),
    differences.map(({ township, village, cell, kept, counted }) => ({
      township,
      village,
      cell,
      people: counted - kept,
    })),
  )
}

const of = (lines: readonly CountChange[], village: string): CountChange[] =>
  lines.filter((line) => line.village === village)
const negative = (lines: readonly CountChange[]): CountChange[] =>
  lines.map((line) => ({ ...line, people: -line.people }))
const sameLines = (a: readonly CountChange[], b: readonly CountChange[]): boolean =>
  summed([...a, ...negative(b)]).length === 0

function between(kept: readonly CountChange[], counted: readonly CountChange[]): Difference[] {
  return summed([...counted, ...negative(kept)]).map(({ township, village, cell }) => {
    const peopleIn = (lines: readonly CountChange[]) =>
      lines.find((line) => line.township === township && line.cell === cell)?.people ?? 0
    return { township, village, cell, kept: peopleIn(kept), counted: peopleIn(counted) }
  })
}

/** The people of some villages, from their enrolments one by one. */
export async function countAnew(
  db: Database,
  region: string,
  year: number,
  villages: readonly string[],
): Promise<CountChange[]> {
  const lines: CountChange[] = []
  for (const village of villages) {
    for (let after = ''; ;) {
      const { data } = await db
        .collection('enrolments')
        .where({ village, _id: db.command.gt(after) })
        .orderBy('_id', 'asc')
        .limit(READ_LIMIT)
        .field({ region: true, year: true, township: true, village: true, status: true, assessment: true })
        .get()
      const page = data as (CountedEnrolment & { _id: string })[]
      lines.push(
        ...summed(page.filter((one) => one.region === region && one.year === year).map((one) => personIn(one, 1))),
      )
      if (page.length < READ_LIMIT) break
      after = page.at(-1)!._id
    }
  }
  return summed(lines)
}

/** The same as the kept counts have it. */
export async function keptLines(db: Database, region: string, year: number): Promise<readonly CountChange[]> {
  return (await readVillageCounts(db, region, year)).map(({ township, village, status, share, people }) => ({
    township,
    village,
    cell: `${status}~${share}` as const,
    people,
  }))
}

/** Every village that a place has or that is counted for it, in the order of ids. */
export async function villagesToCount(db: Database, region: string, kept: readonly CountChange[]): Promise<string[]> {
  const known = await readAll<VillageDocument>(db, 'villages', { region })
  return [...new Set([...known.map(({ _id }) => _id), ...kept.map(({ village }) => village)])].sort()
}
