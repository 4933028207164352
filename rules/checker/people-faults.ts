import type { Policy } from '../language/policy'
import type { PlacedFault } from '../language/policy-fault'
import { deadClauses } from './dead-clauses'
import { earlyStarts } from './early-starts'
import { holes } from './holes'
import { Search } from './search'

/**
 * What shows only on people: clauses that never come first, people whom no clause decides, starts before the period.
 */
export function peopleFaults(policy: Policy): PlacedFault[] {
  const search = new Search(policy)
  return [...deadClauses(policy, search), ...holes(policy, search), ...earlyStarts(policy, search)]
}
