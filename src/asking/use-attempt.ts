import { useRef, useState } from 'react'
import type { CallAnswer, CallError } from '../../cloudfunctions/rules-engine/contract'

export type DeedState = { is: 'idle' } | { is: 'busy' } | { is: 'unanswered' } | { is: 'refused'; error: CallError }

let done = 0

/** How many deeds this phone has had done since it was started; what was seen before the last is old. */
export function deedsDone(): number {
  return done
}

/** Something was changed outside of a page: what was seen before is old. */
export function deedWasDone(): void {
  done += 1
}

export interface Attempt<Data, Answer> {
  state: DeedState
  /** Null when it was refused, when no answer came, or while the same is on its way already. */
  run: (data: Data) => Promise<Answer | null>
  /** Forgets what came of the last try; false while it is on its way. */
  forget: () => boolean
}

/** Something that changes what the server holds, tried by a tap: one at a time, however often a finger trembles. */
export function useAttempt<Data, Answer>(attempt: (data: Data) => Promise<CallAnswer<Answer>>): Attempt<Data, Answer> {
  const [state, setState] = useState<DeedState>({ is: 'idle' })
  const busy = useRef(false)

  const run = async (data: Data): Promise<Answer | null> => {
    if (busy.current) return null
    busy.current = true
    setState({ is: 'busy' })
    try {
      const answer = await attempt(data)
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
  const forget = (): boolean => {
    if (busy.current) return false
    if (state.is !== 'idle') setState({ is: 'idle' })
    return true
  }
  return { state, run, forget }
}
