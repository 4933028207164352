import type { CallAnswer } from '../../cloudfunctions/rules-engine/contract'
import { isRecord } from '../saved/phone-storage'
import { callFunction, NoAnswer } from './call-function'

/**
 * How one function is asked, by the types of its contract. Its answers are checked by their contract on the server,
 * where zod is; here only the envelope is, to tell an answer from a gateway's error page.
 * What it gives throws `NoAnswer` when none came.
 */
export function askingOf<Requests extends object, Answers extends Record<keyof Requests, unknown>>(name: string) {
  return async <Action extends keyof Requests & string>(action: Action, data: Requests[Action]): Promise<CallAnswer<Answers[Action]>> => {
    const answer = await callFunction(name, { action, data })
    if (!isCallAnswer<Answers[Action]>(answer)) throw new NoAnswer(name)
    return answer
  }
}

function isCallAnswer<Data>(value: unknown): value is CallAnswer<Data> {
  if (!isRecord(value)) return false
  return value.ok === true ? 'data' in value : value.ok === false && isRecord(value.error)
}
