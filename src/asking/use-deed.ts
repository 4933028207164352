import { useRef, useState } from 'react'
import type { CallError } from '../../cloudfunctions/rules-engine/contract'
import type { AnswersTo, Ask } from '../cloud/ask-function'
import { endOperation, operationFor } from '../saved/operations'

/** What of a contract changes something on the server, under an operation id. */
export type DeedAction<Requests extends object> = {
  [Action in keyof Requests]: Requests[Action] extends { operation: string } ? Action : never
}[keyof Requests] & string

export type DeedState = { is: 'idle' } | { is: 'busy' } | { is: 'unanswered' } | { is: 'refused'; error: CallError }

/** A deed as a page holds it. */
export interface DeedOf<Data, Answer> {
  state: DeedState
  /** Null when it was refused, when no answer came, or while the same is on its way already. */
  run: (data: Data) => Promise<Answer | null>
  /** What was typed has changed: what comes next is another deed. */
  changed: () => void
}

let done = 0

/** How many deeds this phone has had done since it was started; what was seen before the last is old. */
export function deedsDone(): number {
  return done
}

/** Something of ours was changed without an operation id: what was seen before is old. */
export function deedWasDone(): void {
  done += 1
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
    const [state, setState] = useState<DeedState>({ is: 'idle' })
    const busy = useRef(false)
    const deed = `${action} ${about}`.trim()

    const run = async (data: Omit<Requests[Action], 'operation'>): Promise<Answers[Action] | null> => {
      if (busy.current) return null
      busy.current = true
      setState({ is: 'busy' })
      try {
        const request = { ...data, operation: operationFor(deed, Date.now()) } as Requests[Action]
        const answer = await ask(action, request)
        if (answer.ok) deedWasDone()
        if (answer.ok || answer.error.code !== UNSETTLED) endOperation(deed)
        setState(answer.ok ? { is: 'idle' } : { is: 'refused', error: answer.error })
        return answer.ok ? answer.data : null
      } catch {
        setState({ is: 'unanswered' })
        return null
      } finally {
        busy.current = false
      }
    }
    const changed = (): void => {
      if (busy.current) return
      endOperation(deed)
      if (state.is !== 'idle') setState({ is: 'idle' })
    }
    return { state, run, changed }
  }
}
