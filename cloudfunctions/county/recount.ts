import { policyFor } from '../../rules'
import type { StatusId } from '../enrollment/statuses'
import { OWN_SHARES } from '../enrollment/own-shares'
import type { OwnShare } from '../enrollment/own-shares'
import { writeAudit } from '../shared/audit'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import { compareCounts, repairDifferences } from './compare-counts'
import type { Answers, Requests } from './contract'

/** Counts some villages one by one, compares, and puts right what differs if that is wanted. @throws Refusal NOT_ALLOWED */
export async function recount({ region, year, after, repair }: Requests['recount'], context: CallContext): Promise<Answers['recount']> {
  await requireAllowed(context, 'recount', { id: `${region}-${year}`, region })
  policyFor(region, year)
  const { db, caller, now, today } = context
  const { differences, ...compared } = await compareCounts(db, region, year, after)
  const repaired = repair && differences.length > 0
  if (repaired) {
    await writeAudit(db, { _id: `recount-${region}-${year}-${after ?? ''}-${now}`, at: now, day: today, openid: caller.openid, action: 'recount', target: `${region}-${year}`, region, outcome: 'done', why: 'repaired' })
    await repairDifferences(db, region, year, differences)
  }
  return {
    ...compared, repaired,
    differences: differences.map(({ village, cell, kept, counted }) => {
      const [status, share] = cell.split('~') as [StatusId, OwnShare]
      return { village, status, ownShare: OWN_SHARES[share], kept, counted }
    }),
  }
}
