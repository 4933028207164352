import type { Requests } from './contract'
import { rulesContract } from './contract'
import { definePublicAction } from '../platform/calls'
import type { CivilDay, Policy, Facts } from '../../rules'
import { assess, policies, policyFor, questions, readDay, readFacts, shanghaiDay } from '../../rules'

/** The facts that can still change the answer, most decisive first; none when it is settled. */
export const askQuestions = /* @__PURE__ */ definePublicAction(rulesContract, 'questions', {
  run(request) {
    const { policy, told, day } = readRequest(request)
    return questions(policy, told, day)
  },
})

/** The whole answer for one person on one day, with its reasons. */
export const assessPerson = /* @__PURE__ */ definePublicAction(rulesContract, 'assess', {
  run(request) {
    const { policy, told, day } = readRequest(request)
    return assess(policy, told, day)
  },
})

/** The notices that can be asked about, each with its place and year. */
export const listPolicies = /* @__PURE__ */ definePublicAction(rulesContract, 'policies', { run: () => policies() })

interface Case {
  policy: Policy
  told: Facts
  day: CivilDay | null
}

/** What was asked, in the rules' own words. Without a day of payment nobody is born after today. */
function readRequest({ region, year, person, day }: Requests['assess']): Case {
  const policy = policyFor(region, year)
  const paid = day === null ? null : readDay(day, 'day')
  return { policy, told: readFacts(policy, person, paid ?? shanghaiDay(Date.now()), paid), day: paid }
}
