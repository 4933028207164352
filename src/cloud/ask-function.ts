import type { CallAnswer } from '../../cloudfunctions/rules-engine/contract'
import { isRecord } from '../saved/phone-storage'
import { callFunction, NoAnswer } from './call-function'

/** What every function's contract is made of: what may be asked, and what is answered to it. */
export type AnswersTo<Requests extends object> = Record<keyof Requests, unknown>

/** Asks one function, by the types of its contract. Throws `NoAnswer` when none came. */
export type Ask<Requests extends object, Answers extends AnswersTo<Requests>> =
  <Action extends keyof Requests & string>(action: Action, data: Requests[Action]) => Promise<CallAnswer<Answers[Action]>>

/**
 * How one function is asked. Its answers are checked by their contract on the server, where zod is; here only the
 * envelope is, to tell an answer from a gateway's error page.
 */
export function askingOf<Requests extends object, Answers extends AnswersTo<Requests>>(name: string): Ask<Requests, Answers> {
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
