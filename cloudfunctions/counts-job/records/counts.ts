import type { CountChange, VillageCounts } from '../../enrollment/count-documents'
import { countsId } from '../../enrollment/records/village-counts'
import { addDocument, DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import { Refusal } from '../../shared/refusal'
import { withChanges } from '../../enrollment/count-changes'

const COUNTS = 'village-counts'

/** Changes of one township's villages. */
export interface TownshipChanges { season: string; township: string; changes: readonly CountChange[] }

/** Brings a folding into the counts; where it is in already, nothing. @throws Refusal TURN_LOST when another folds too */
export async function addToCounts(db: Database, folding: number, townships: readonly TownshipChanges[]): Promise<void> {
  const ids = townships.map(({ season, township }) => countsId(season, township))
  const found = (await db.collection(COUNTS).where({ _id: db.command.in(ids) }).limit(DOCUMENTS_A_READ).get()).data as VillageCounts[]
  const before = new Map(found.map((counts) => [counts._id, counts]))
  for (const { season, township, changes } of townships) {
    const kept = before.get(countsId(season, township))
    if (kept !== undefined && kept.folding >= folding) continue
    const villages = withChanges(kept?.villages ?? {}, changes)
    const written = kept === undefined
      ? await addDocument<VillageCounts>(db, COUNTS, { _id: countsId(season, township), season, township, folding, villages })
      : (await db.collection(COUNTS).where({ _id: kept._id, folding: kept.folding }).update({ data: { folding, villages: db.command.set(villages) } })).stats.updated === 1
    if (!written) throw new Refusal({ code: 'TURN_LOST', message: '人数汇总的这一轮停得太久，已由下一轮接着做，这一轮不再写入。' })
  }
}
