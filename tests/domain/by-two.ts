import { randomUUID } from 'node:crypto'
import type { Answers } from '../../cloudfunctions/county/contract'
import type { ProposedAction } from '../../cloudfunctions/domain/approvals/deeds'
import type { CountyCloud } from './county-cloud'

export type Proposal = Answers['propose']

export const proposing = (deed: ProposedAction, request: object, because = '凭证和本人都核对过') => ({
  operation: randomUUID(),
  deed,
  request,
  because,
})

/** One officer proposes a deed of the table and another confirms it, with which it is done. */
export async function byTwo(
  county: Pick<CountyCloud, 'as'>,
  deed: ProposedAction,
  request: object,
  [first, second]: readonly [string, string] = ['oCounty', 'oCountySecond'],
): Promise<Proposal> {
  const { proposal } = await county.as(first).ask<Proposal>('county', 'propose', proposing(deed, request))
  return county.as(second).ask<Proposal>('county', 'confirmProposal', { operation: randomUUID(), proposal })
}

/** An officer of a whole county whom the deployment appointed. */
export const officer = (_id: string, region = 'ruijin', from = '2021-01-01') =>
  ({ _id, role: 'county', region, villages: null, from, until: null }) as const
