import { useRef, useState } from 'react'
import { askEnrollment, type EnrollmentAnswers, type EnrollmentError, type EnrollmentRequests } from '../cloud/enrollment'
import { endOperation, operationFor } from '../saved/operations'

/** What changes something on the server, under an operation id. */
export type DeedAction = {
  [Action in keyof EnrollmentRequests]: EnrollmentRequests[Action] extends { operation: string } ? Action : never
}[keyof EnrollmentRequests]

export type DeedState = { is: 'idle' } | { is: 'busy' } | { is: 'unanswered' } | { is: 'refused'; error: EnrollmentError }

export interface Deed<Action extends DeedAction> {
  state: DeedState
  /** Null when it was refused, when no answer came, or while the same is on its way already. */
  run: (data: Omit<EnrollmentRequests[Action], 'operation'>) => Promise<EnrollmentAnswers[Action] | null>
  /** What was typed has changed: what comes next is another deed. */
  changed: () => void
}

let done = 0

/** How many deeds this phone has had done since it was started; what was seen before the last is old. */
export function deedsDone(): number {
  return done
}

/** A fault of the server's: it may have been done or not, so the next try has to be the same deed. */
const UNSETTLED = 'INTERNAL'

/**
 * Something that happens once, however often a trembling finger taps and however bad the network: the operation id is
 * kept on the phone from before the first try until the server has answered.
 * @param about what it is done to, where one page can do the same to several
 */
export function useDeed<Action extends DeedAction>(action: Action, about = ''): Deed<Action> {
  const [state, setState] = useState<DeedState>({ is: 'idle' })
  const busy = useRef(false)
  const deed = `${action} ${about}`.trim()

  const run: Deed<Action>['run'] = async (data) => {
    if (busy.current) return null
    busy.current = true
    setState({ is: 'busy' })
    try {
      const request = { ...data, operation: operationFor(deed, Date.now()) } as EnrollmentRequests[Action]
      const answer = await askEnrollment(action, request)
      if (answer.ok) done += 1
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
