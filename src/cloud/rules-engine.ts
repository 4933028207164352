import type { Answers, CallAnswer, Requests } from '../../cloudfunctions/rules-engine/contract'
import { isRecord } from '../saved/phone-storage'
import { callFunction, NoAnswer } from './call-function'

/**
 * Asks the function `rules-engine`. Its answers are checked by their contract on the server, where zod is; here
 * only the envelope is, to tell an answer from a gateway's error page.
 * @throws NoAnswer when none came
 */
export async function askRulesEngine<Action extends keyof Requests  >(
  action: Action,
  data: Requests[Action],
): Promise<CallAnswer<Answers[Action]>> {
  const answer = await callFunction('rules-engine', { action, data })
  if (!isCallAnswer<Answers[Action]>(answer)) throw new NoAnswer('rules-engine')
  return answer
}

function isCallAnswer<Data>(value: unknown): value is CallAnswer<Data> {
  if (!isRecord(value)) return false
  return value.ok === true ? isRecord(value.data) || Array.isArray(value.data) : value.ok === false && isRecord(value.error)
}
