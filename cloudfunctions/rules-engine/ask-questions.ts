import { questions } from '../../rules'
import type { Answers, Requests } from './contract'
import { readRequest } from './read-request'

/** The facts that can still change the answer, most decisive first; none when it is settled. */
export function askQuestions(request: Requests['questions']): Answers['questions'] {
  const { policy, told, day } = readRequest(request)
  return questions(policy, told, day)
}
