import type { Answers } from '../../cloudfunctions/county/contract'
import { auditedAs } from '../../cloudfunctions/domain/approvals/deeds'
import type { ProposedAction } from '../../cloudfunctions/domain/approvals/deeds'
import type { SeasonRun } from './season-run'

/** One of the county proposes a deed and another confirms it, whatever dies on the way; whether it was done. */
export async function byTwo(
  run: SeasonRun,
  deed: ProposedAction,
  request: object,
  [first, second]: readonly [string, string],
): Promise<boolean> {
  const proposing = { operation: run.operation(), deed, request, because: '核对过凭证' }
  const proposed = await run.deed<Answers['propose']>({
    who: first,
    name: 'county',
    action: 'propose',
    data: proposing,
  })
  if (!proposed.ok) return false
  run.deedDone(first, 'propose')
  const { proposal } = proposed.data
  const confirming = { operation: run.operation(), proposal }
  const done = await run.deed({ who: second, name: 'county', action: 'confirmProposal', data: confirming })
  if (!done.ok) return false
  run.deedDone(first, auditedAs(deed))
  run.deedDone(second, 'confirmProposal')
  return true
}
