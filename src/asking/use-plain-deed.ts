import { useRef, useState } from 'react'
import type { AnswersTo, Ask } from '../cloud/ask-function'
import { deedWasDone, type DeedState } from './use-deed'

/**
 * The hook by which pages have one function do what may be done again without harm, and so carries no operation id:
 * nothing is kept on the phone, a second tap while the first is on its way does nothing.
 */
export function usePlainDeedOf<Requests extends object, Answers extends AnswersTo<Requests>>(ask: Ask<Requests, Answers>) {
  return function usePlainDeed<Action extends keyof Requests & string>(action: Action): { state: DeedState; run: (data: Requests[Action]) => Promise<Answers[Action] | null> } {
    const [state, setState] = useState<DeedState>({ is: 'idle' })
    const busy = useRef(false)

    const run = async (data: Requests[Action]): Promise<Answers[Action] | null> => {
      if (busy.current) return null
      busy.current = true
      setState({ is: 'busy' })
      try {
        const answer = await ask(action, data)
        if (answer.ok) deedWasDone()
        setState(answer.ok ? { is: 'idle' } : { is: 'refused', error: answer.error })
        return answer.ok ? answer.data : null
      } catch {
        setState({ is: 'unanswered' })
        return null
      } finally {
        busy.current = false
      }
    }
    return { state, run }
  }
}
