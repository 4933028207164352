import { compareCounts } from '../../../cloudfunctions/domain/county-office/recount'
import type { Difference } from '../../../cloudfunctions/domain/county-office/recount'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { Database } from '../../../cloudfunctions/platform/database/database'
import { loaded } from '../../../commands/demo-data/place-documents'
import { withKeptCounts } from '../../../commands/demo-data/kept-counts'
import type { CountyCloud } from '../county-cloud'

/** The counts that the functions would have kept of these enrolments. */
export function countsOf(enrolments: readonly EnrolmentDocument[]): { _id: string }[] {
  const counts = [...withKeptCounts(enrolments.map((one) => loaded('enrolments', one)))].filter(
    ({ collection }) => collection === 'village-counts',
  )
  return counts.map(({ document }) => document as unknown as { _id: string })
}

/** Seeds enrolments, and those counts. */
export async function seedCounted(
  county: Pick<CountyCloud, 'seed'>,
  enrolments: readonly EnrolmentDocument[],
): Promise<void> {
  await county.seed('enrolments', enrolments)
  await county.seed('village-counts', countsOf(enrolments))
}

/** Where the kept counts of a place and year are not what a count of its enrolments one by one says; and how many people there are. */
export async function recounted(
  db: Database,
  region: string,
  year: number,
): Promise<{ people: number; differences: readonly Difference[] }> {
  let [people, after] = [0, null as string | null]
  const differences: Difference[] = []
  do {
    const piece = await compareCounts(db, region, year, after)
    people += piece.people
    differences.push(...piece.differences)
    after = piece.next
  } while (after !== null)
  return { people, differences }
}
