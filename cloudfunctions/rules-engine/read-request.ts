import { policyFor, readDay, readFacts, shanghaiDay } from '../../rules'
import type { CivilDay, Policy, Told } from '../../rules'
import type { Requests } from './contract'

export interface Case {
  policy: Policy
  told: Told
  day: CivilDay | null
}

/** What was asked, in the rules' own words. Without a day of payment nobody is born after today. */
export function readRequest({ region, year, person, day }: Requests['assess']): Case {
  const policy = policyFor(region, year)
  const paid = day === null ? null : readDay(day, 'day')
  return { policy, told: readFacts(policy, person, paid ?? shanghaiDay(Date.now())), day: paid }
}
