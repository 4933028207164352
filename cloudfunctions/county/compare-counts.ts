import type { CountChange } from '../enrollment/count-documents'
import { summed } from '../enrollment/count-changes'
import { repairCounts } from '../enrollment/records/count-deltas'
import { seasonId } from '../enrollment/records/seasons'
import type { Database } from '../shared/database'
import { countAnew, keptLines, villagesToCount } from './records/count-anew'

/** Villages of one piece of work: some 30,000 people. */
const VILLAGES_A_PIECE = 12
/** Deeds go on while people are counted: a village whose count moved meanwhile is counted again. */
const ATTEMPTS = 5

/** Where a kept count is not what the enrolments say: people `counted`, and `kept`. */
export interface Difference { township: string; village: string; cell: CountChange['cell']; kept: number; counted: number }

export interface Compared {
  villages: number
  people: number
  differences: readonly Difference[]
  /** The last village of this piece; null = that was the last of all. */
  next: string | null
}

/** Counts the next villages of a place anew and compares; asked again with `next` until that is null. */
export async function compareCounts(db: Database, region: string, year: number, after: string | null): Promise<Compared> {
  const left = (await villagesToCount(db, region, await keptLines(db, region, year))).filter((village) => after === null || village > after)
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
export function repairDifferences(db: Database, region: string, year: number, differences: readonly Difference[]): Promise<void> {
  return repairCounts(db, seasonId(region, year), differences.map(({ township, village, cell, kept, counted }) => ({ township, village, cell, people: counted - kept })))
}

const of = (lines: readonly CountChange[], village: string): CountChange[] => lines.filter((line) => line.village === village)
const negative = (lines: readonly CountChange[]): CountChange[] => lines.map((line) => ({ ...line, people: -line.people }))
const sameLines = (a: readonly CountChange[], b: readonly CountChange[]): boolean => summed([...a, ...negative(b)]).length === 0

function between(kept: readonly CountChange[], counted: readonly CountChange[]): Difference[] {
  return summed([...counted, ...negative(kept)]).map(({ township, village, cell }) => {
    const peopleIn = (lines: readonly CountChange[]) => lines.find((line) => line.township === township && line.cell === cell)?.people ?? 0
    return { township, village, cell, kept: peopleIn(kept), counted: peopleIn(counted) }
  })
}
