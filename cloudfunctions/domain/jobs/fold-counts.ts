import * as z from 'zod/mini'
import {
  announcedDeltas,
  anyUnfolded,
  takeDeltas,
  countsId,
  deltasOfFolding,
  readFolding,
  removeFolded,
  saveFolding,
  setDeltaAside,
  recoverBatch,
  unfoldedDeltas,
  withChanges,
} from '../enrolments'
import type { CountChange, CountDelta, CountFolding, VillageCounts } from '../enrolments'
import { Refusal } from '../../platform/base'
import type { TimerCall } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { addDocument, READ_LIMIT, LEASE_MS } from '../../platform/database'

interface FoldReport {
  /** Deltas that came into the counts. */
  folded: number
  foldings: number
  /** Batches whose writer was gone. */
  abandoned: number
  removed: number
  /** Deltas and batches that cannot be counted, and are left out. */
  leftOut: number
}

const Sound = z.object({
  season: z.string(),
  changes: z.array(z.object({ township: z.string(), village: z.string(), cell: z.string(), people: z.int() })),
})

/** Those that can be counted; the others are set aside, so that they keep nobody else's from being counted. */
async function soundOf(
  db: Database,
  deltas: readonly CountDelta[],
  report: FoldReport,
): Promise<readonly CountDelta[]> {
  const sound = deltas.filter((delta) => Sound.safeParse(delta).success)
  for (const { _id } of deltas.filter((delta) => !sound.includes(delta))) {
    await setDeltaAside(db, _id)
    report.leftOut++
  }
  return sound
}

/** Whether there is anything for {@link foldDeltas}; two reads. */
export async function isAnythingLeft(db: Database): Promise<boolean> {
  const { folding, underWay, seen } = await readFolding(db)
  return underWay !== null || folding > seen.folding || (await anyUnfolded(db))
}

/**
 * Brings deltas into the counts, each once: a folding claims some, adds them up, writes each township's sum beside its
 * own number, and is over. Broken off anywhere it is taken up with the deltas that it claimed. One at a time: the
 * caller has the turn.
 */
export async function foldDeltas({
  db,
  now,
  outOfTime,
}: Pick<TimerCall, 'db' | 'now' | 'outOfTime'>): Promise<FoldReport> {
  const report: FoldReport = { folded: 0, foldings: 0, abandoned: 0, removed: 0, leftOut: 0 }
  let state = await readFolding(db)
  if (state.underWay !== null) {
    const claimed = await deltasOfFolding(db, state.underWay)
    state = await endFolding(db, state, await soundOf(db, claimed, report))
  }
  // Whoever wrote or read then, is over by now: no call lasts so long.
  if (now - state.seen.at > LEASE_MS) {
    report.removed = await removeFolded(db, state.seen.folding)
    const announced = await announcedDeltas(db)
    for (const batch of announced.filter(({ _id }) => state.seen.announced.includes(_id))) {
      try {
        await recoverBatch(db, batch)
        report.abandoned++
      } catch {
        await setDeltaAside(db, batch._id)
        report.leftOut++
      }
    }
    state = { ...state, seen: { at: now, folding: state.folding, announced: announced.map(({ _id }) => _id) } }
    await saveFolding(db, state)
  }
  while (!outOfTime()) {
    const found = await unfoldedDeltas(db)
    const deltas = await soundOf(db, found, report)
    if (found.length === 0) break
    if (deltas.length === 0) continue
    state = { ...state, underWay: state.folding + 1 }
    await saveFolding(db, state)
    await takeDeltas(db, deltas, state.folding + 1)
    state = await endFolding(db, state, deltas)
    report.foldings++
    report.folded += deltas.length
  }
  return report
}

async function endFolding(db: Database, state: CountFolding, deltas: readonly CountDelta[]): Promise<CountFolding> {
  const folding = state.folding + 1
  await addToCounts(db, folding, byTownship(deltas))
  const over = { ...state, folding, underWay: null }
  await saveFolding(db, over)
  return over
}

function byTownship(deltas: readonly CountDelta[]): TownshipChanges[] {
  const townships = new Map<string, TownshipChanges & { changes: CountDelta['changes'][number][] }>()
  for (const { season, changes } of deltas) {
    for (const change of changes) {
      const key = JSON.stringify([season, change.township])
      const known = townships.get(key) ?? { season, township: change.township, changes: [] }
      known.changes.push(change)
      townships.set(key, known)
    }
  }
  return [...townships.values()]
}

const COUNTS = 'village-counts'

/** Changes of one township's villages. */
interface TownshipChanges {
  season: string
  township: string
  changes: readonly CountChange[]
}

/**
 * Brings a folding into the counts; where it is in already, nothing. @throws Refusal TURN_LOST when another folds too
 */
async function addToCounts(db: Database, folding: number, townships: readonly TownshipChanges[]): Promise<void> {
  const ids = townships.map(({ season, township }) => countsId(season, township))
  const found = (
    await db
      .collection(COUNTS)
      .where({ _id: db.command.in(ids) })
      .limit(READ_LIMIT)
      .get()
  ).data as VillageCounts[]
  const before = new Map(found.map((counts) => [counts._id, counts]))
  for (const { season, township, changes } of townships) {
    const kept = before.get(countsId(season, township))
    if (kept !== undefined && kept.folding >= folding) continue
    const villages = withChanges(kept?.villages ?? {}, changes)
    const written =
      kept === undefined
        ? await addDocument<VillageCounts>(db, COUNTS, {
            _id: countsId(season, township),
            season,
            township,
            folding,
            villages,
          })
        : (
            await db
              .collection(COUNTS)
              .where({ _id: kept._id, folding: kept.folding })
              .update({ data: { folding, villages: db.command.set(villages) } })
          ).stats.updated === 1
    if (!written)
      throw new Refusal({ code: 'TURN_LOST', message: '人数汇总的这一轮停得太久，已由下一轮接着做，这一轮不再写入。' })
  }
}
