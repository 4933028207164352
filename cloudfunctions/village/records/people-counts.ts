import type { Fen } from '../../../rules'
import type { StatusId } from '../../enrollment/statuses'
import { DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import { turnOf } from '../whose-turn'

/** People of a village and year as the desk counts them. */
export interface PeopleCounts {
  people: number
  paid: number
  unpaid: number
  undetermined: number
  subsidised: number
  subsidisedUnpaid: number
}

interface Counted { _id: string; status: StatusId; assessment: { subsidy: Fen | null } }

/** Counted from the village's own enrolments, of which two small fields are read. */
export async function countPeople(db: Database, village: string, year: number): Promise<PeopleCounts> {
  const counts = { people: 0, paid: 0, unpaid: 0, undetermined: 0, subsidised: 0, subsidisedUnpaid: 0 }
  for (let after = ''; ;) {
    const { data } = await db.collection('enrolments').where({ village, year, _id: db.command.gt(after) }).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ)
      .field({ status: true, 'assessment.subsidy': true }).get()
    const page = data as Counted[]
    for (const { status, assessment } of page) count(counts, status, (assessment.subsidy ?? 0) > 0)
    if (page.length < DOCUMENTS_A_READ) return counts
    after = page.at(-1)!._id
  }
}

function count(counts: PeopleCounts, status: StatusId, isSubsidised: boolean): void {
  const turn = turnOf(status)
  if (turn === 'out') return
  counts.people++
  counts[({ settled: 'paid', open: 'unpaid', unsure: 'undetermined' } as const)[turn]]++
  if (!isSubsidised) return
  counts.subsidised++
  if (turn === 'open') counts.subsidisedUnpaid++
}
