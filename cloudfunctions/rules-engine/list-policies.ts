import { policies } from '../../rules'
import type { Answers } from './contract'

/** The notices that can be asked about, each with its place and year. */
export function listPolicies(): Answers['policies'] {
  return policies()
}
