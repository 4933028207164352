import type { AnswersTo, Ask } from '../cloud/ask-function'
import { endOperation, operationFor } from '../saved/operations'
import { useAttempt, type Attempt, type DeedState } from './use-attempt'

/** What of a contract changes something on the server, under an operation id. */
export type DeedAction<Requests extends object> = {
  [Action in keyof Requests]: Requests[Action] extends { operation: string } ? Action : never
}[keyof Requests] & string

/** A deed as a page holds it. */
export interface DeedOf<Data, Answer> {
  state: DeedState
  run: Attempt<Data, Answer>['run']
  /** What was typed has changed: what comes next is another deed. */
  changed: () => void
}

/** A fault of the server's: it may have been done or not, so the next try has to be the same deed. */
const UNSETTLED = 'INTERNAL'

/**
 * The hook by which pages have one function do something once, however often a trembling finger taps and however bad the
 * network: the operation id is kept on the phone from before the first try until the server has answered.
 */
export function useDeedOf<Requests extends object, Answers extends AnswersTo<Requests>>(ask: Ask<Requests, Answers>) {
  /** @param about what it is done to, where one page can do the same to several */
  return function useDeed<Action extends DeedAction<Requests>>(action: Action, about = ''): DeedOf<Omit<Requests[Action], 'operation'>, Answers[Action]> {
    const deed = `${action} ${about}`.trim()
    const { state, run, forget } = useAttempt(async (data: Omit<Requests[Action], 'operation'>) => {
      const request = { ...data, operation: operationFor(deed, Date.now()) } as Requests[Action]
      const answer = await ask(action, request)
      if (answer.ok || answer.error.code !== UNSETTLED) endOperation(deed)
      return answer
    })
    const changed = (): void => {
      if (forget()) endOperation(deed)
    }
    return { state, run, changed }
  }
}

/** The hook for what the server does but once by itself, so that it needs no operation id: agreeing, settling, asking again. */
export function usePlainDeedOf<Requests extends object, Answers extends AnswersTo<Requests>>(ask: Ask<Requests, Answers>) {
  return function usePlainDeed<Action extends keyof Requests & string>(action: Action): Attempt<Requests[Action], Answers[Action]> {
    return useAttempt((data: Requests[Action]) => ask(action, data))
  }
}
