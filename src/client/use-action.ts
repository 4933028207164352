import { useRef, useState } from 'react'
import type { CallAnswer, CallError } from '../../cloudfunctions/rules-engine/contract'
import { failureCode } from './call'
import type { AnswersTo, Ask } from './call'
import { isRecord, readStored, writeStored } from './storage'

export type ActionState =
  { is: 'idle' } | { is: 'busy' } | { is: 'unanswered'; code?: string | null } | { is: 'refused'; error: CallError }

let done = 0

/** How many deeds this phone has had done since it was started; what was seen before the last is old. */
export function actionsDone(): number {
  return done
}

/** Something was changed outside of a page: what was seen before is old. */
export function actionWasDone(): void {
  done += 1
}

interface Attempt<Data, Answer> {
  state: ActionState
  /** Null when it was refused, when no answer came, or while the same is on its way already. */
  run: (data: Data) => Promise<Answer | null>
  /** Forgets what came of the last try; false while it is on its way. */
  forget: () => boolean
}

/** Something that changes what the server holds, tried by a tap: one at a time, however often a finger trembles. */
function useAttempt<Data, Answer>(attempt: (data: Data) => Promise<CallAnswer<Answer>>): Attempt<Data, Answer> {
  const [state, setState] = useState<ActionState>({ is: 'idle' })
  const busy = useRef(false)

  const run = async (data: Data): Promise<Answer | null> => {
    if (busy.current) return null
    busy.current = true
    setState({ is: 'busy' })
    try {
      const answer = await attempt(data)
      if (answer.ok) actionWasDone()
      setState(answer.ok ? { is: 'idle' } : { is: 'refused', error: answer.error })
      return answer.ok ? answer.data : null
    } catch (error) {
      setState({ is: 'unanswered', code: failureCode(error) })
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

/** What of a contract changes something on the server, under an operation id. */
type StateChange<Requests extends object> = {
  [Action in keyof Requests]: Requests[Action] extends { operation: string } ? Action : never
}[keyof Requests] &
  string

/** A deed as a page holds it. */
interface ActionOf<Data, Answer> {
  state: ActionState
  run: Attempt<Data, Answer>['run']
  /** What was typed has changed: what comes next is another deed. */
  changed: () => void
}

/** A fault of the server's, or too much for it: done, perhaps, so the next try has to be the same deed. */
const UNSETTLED: ReadonlySet<string> = new Set(['INTERNAL', 'BUSY'])

/**
 * The hook by which pages have one function do something once, however often a trembling finger taps and however bad
 * the
 * network: the operation id is kept on the phone from before the first try until the server has answered.
 */
export function actionHookOf<Requests extends object, Answers extends AnswersTo<Requests>>(
  ask: Ask<Requests, Answers>,
) {
  /** @param about what it is done to, where one page can do the same to several */
  return function useDeed<Action extends StateChange<Requests>>(
    action: Action,
    about = '',
  ): ActionOf<Omit<Requests[Action], 'operation'>, Answers[Action]> {
    const deed = `${action} ${about}`.trim()
    const { state, run, forget } = useAttempt(async (data: Omit<Requests[Action], 'operation'>) => {
      const request = { ...data, operation: operationFor(deed, Date.now()) } as Requests[Action]
      const answer = await ask(action, request)
      if (answer.ok || !UNSETTLED.has(answer.error.code)) endOperation(deed)
      return answer
    })
    const changed = (): void => {
      if (forget()) endOperation(deed)
    }
    return { state, run, changed }
  }
}

/**
 * The hook for what the server does but once by itself, so that it needs no operation id: agreeing, settling, asking
 * again.
 */
export function plainActionHookOf<Requests extends object, Answers extends AnswersTo<Requests>>(
  ask: Ask<Requests, Answers>,
) {
  return function usePlainDeed<Action extends keyof Requests & string>(
    action: Action,
  ): Attempt<Requests[Action], Answers[Action]> {
    return useAttempt((data: Requests[Action]) => ask(action, data))
  }
}

/**
 * Ids of deeds that were begun and not yet answered, by deed: `revokeLink <link>`. Kept before the request leaves, so
 * that trying again, even after the phone was off, is the same deed to the server and happens once.
 */
const KEY = 'canbao.operations'
const MOST_KEPT = 50

/** The id of this deed: the one that it was begun with, or a new one. Nothing that was typed goes into either. */
export function operationFor(deed: string, now: number): string {
  const kept = begun()
  const known = kept[deed]
  if (known !== undefined) return known
  const id = newOperation(now)
  writeStored(KEY, Object.fromEntries([...Object.entries(kept), [deed, id]].slice(-MOST_KEPT)))
  return id
}

/** An id that nobody else makes. */
export function newOperation(now: number): string {
  return `${now.toString(36)}-${drawn()}${drawn()}`
}

/** The deed was answered, or what it was about has been changed: the next one is another. */
export function endOperation(deed: string): void {
  const { [deed]: ended, ...others } = begun()
  if (ended !== undefined) writeStored(KEY, others)
}

function begun(): Record<string, string> {
  return readStored(KEY, checkOperations).value ?? {}
}

function checkOperations(raw: unknown): Record<string, string> | null {
  if (!isRecord(raw)) return null
  const entries = Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return entries.length === Object.keys(raw).length ? Object.fromEntries(entries) : null
}

/** Eight characters by lot. */
function drawn(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0')
}
