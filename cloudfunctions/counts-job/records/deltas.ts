import { ANNOUNCED, FOLDING_STATE, UNFOLDED } from '../../enrollment/count-documents'
import type { CountDelta, CountFolding } from '../../enrollment/count-documents'
import { putDocument, readDocument } from '../../shared/database'
import type { Database } from '../../shared/database'

const DELTAS = 'count-deltas'
/** One request claims them all. */
const DELTAS_A_FOLDING = 500
const ANNOUNCED_A_LOOK = 100

export async function readFolding(db: Database): Promise<CountFolding> {
  const none: CountFolding = { _id: FOLDING_STATE, folding: 0, underWay: null, seen: { at: 0, folding: 0, announced: [] } }
  return await readDocument<CountFolding>(db, 'count-foldings', FOLDING_STATE) ?? none
}

export function saveFolding(db: Database, state: CountFolding): Promise<void> {
  return putDocument(db, 'count-foldings', state)
}

const deltasOf = async (db: Database, folding: unknown, limit: number): Promise<CountDelta[]> =>
  (await db.collection(DELTAS).where({ folding }).orderBy('_id', 'asc').limit(limit).get()).data as CountDelta[]

/** The next deltas that are in no count yet. */
export const unfoldedDeltas = (db: Database): Promise<CountDelta[]> => deltasOf(db, UNFOLDED, DELTAS_A_FOLDING)
/** All that a folding has claimed. */
export const deltasOfFolding = (db: Database, folding: number): Promise<CountDelta[]> => deltasOf(db, folding, DELTAS_A_FOLDING)
export const announcedDeltas = (db: Database): Promise<CountDelta[]> => deltasOf(db, ANNOUNCED, ANNOUNCED_A_LOOK)
export const anyUnfolded = async (db: Database): Promise<boolean> => (await deltasOf(db, db.command.in([ANNOUNCED, UNFOLDED]), 1)).length > 0

/** Gives deltas to a folding, before their counts are touched. */
export async function claimDeltas(db: Database, deltas: readonly CountDelta[], folding: number): Promise<void> {
  await db.collection(DELTAS).where({ _id: db.command.in(deltas.map(({ _id }) => _id)), folding: UNFOLDED }).update({ data: { folding } })
}

/** Removes what foldings up to this one took, but for ids that have to stay taken; how many. */
export async function removeFolded(db: Database, upTo: number): Promise<number> {
  const { stats } = await db.collection(DELTAS).where({ folding: db.command.gt(0).and(db.command.lte(upTo)), stays: false }).remove()
  return stats.removed
}
