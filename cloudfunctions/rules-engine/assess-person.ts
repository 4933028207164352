import { assess } from '../../rules'
import type { Answers, Requests } from './contract'
import { readRequest } from './read-request'

/** The whole answer for one person on one day, with its reasons. */
export function assessPerson(request: Requests['assess']): Answers['assess'] {
  const { policy, told, day } = readRequest(request)
  return assess(policy, told, day)
}
