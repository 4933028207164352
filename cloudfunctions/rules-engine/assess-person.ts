import { assess, policyFor, readFacts } from '../../rules'
import type { Answers, Requests } from './contract'

/** The whole answer for one person on one day, with its reasons. */
export function assessPerson({ region, year, facts, day }: Requests['assess']): Answers['assess'] {
  const policy = policyFor(region, year)
  return assess(policy, readFacts(policy, facts), day)
}
