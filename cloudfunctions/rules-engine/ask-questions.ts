import { policyFor, questions, readFacts } from '../../rules'
import type { Answers, Requests } from './contract'

/** The facts that can still change the answer, most decisive first; none when it is settled. */
export function askQuestions({ region, year, facts, day }: Requests['questions']): Answers['questions'] {
  const policy = policyFor(region, year)
  return questions(policy, readFacts(policy, facts), day)
}
