import { personIn, seasonOf, withChanges } from '../../cloudfunctions/enrollment/count-changes'
import type { CountChange, VillageCounts } from '../../cloudfunctions/enrollment/count-documents'
import type { EnrolmentDocument } from '../../cloudfunctions/enrollment/documents'
import { countsId } from '../../cloudfunctions/enrollment/records/village-counts'
import type { Loaded } from '../../devcloud/database/load'
import { loaded } from './place-documents'

/** Documents, and behind them the counts that the functions would have kept of the enrolments among them. */
export function* withKeptCounts(documents: Iterable<Loaded>): Generator<Loaded> {
  const townships = new Map<string, { season: string; lines: Map<string, CountChange> }>()
  for (const item of documents) {
    yield item
    if (item.collection !== 'enrolments') continue
    const enrolment = item.document as unknown as EnrolmentDocument
    const line = personIn(enrolment, 1)
    const id = countsId(seasonOf(enrolment), line.township)
    const township = townships.get(id) ?? { season: seasonOf(enrolment), lines: new Map<string, CountChange>() }
    const key = `${line.village} ${line.cell}`
    township.lines.set(key, { ...line, people: (township.lines.get(key)?.people ?? 0) + 1 })
    townships.set(id, township)
  }
  for (const [_id, { season, lines }] of townships) {
    const all = [...lines.values()]
    yield loaded('village-counts', { _id, season, township: all[0]!.township, folding: 0, villages: withChanges({}, all) } satisfies VillageCounts)
  }
}
