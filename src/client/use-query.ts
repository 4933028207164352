import { useDidShow } from '@tarojs/taro'
import { forgetAnswer, keepAnswer, lastKnown, onNetwork } from './last-known'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallError } from '../../cloudfunctions/rules-engine/contract'
import { failureCode } from './call'
import type { AnswersTo, Ask } from './call'
import { actionsDone } from './use-action'

/** What a page knows of its question. `late`: asked again without an answer, so what is shown is of before. */
export type Asked<Answer> =
  | { is: 'asking' }
  /** `code`: the platform's own, where it failed; null: the network, or nobody knows. */
  | { is: 'unanswered'; code: string | null }
  | { is: 'refused'; error: CallError }
  /** `seenOn`: the day on which it was last seen, where it was kept from before; absent = by this page. */
  | { is: 'answered'; answer: Answer; late: boolean; seenOn?: string }

/**
 * The hook by which pages ask one function. It asks when the page appears and whenever it comes back to the front;
 * `again` asks by hand.
 */
export function queryHookOf<Requests extends object, Answers extends AnswersTo<Requests>>(
  ask: Ask<Requests, Answers>,
  /** What the phone keeps to show without a network; and whether it tries again by itself until an answer comes. */
  { keeps = [], retries = false }: { keeps?: readonly (keyof Requests & string)[]; retries?: boolean } = {},
) {
  return function useAsked<Action extends keyof Requests & string>(
    action: Action,
    data: Requests[Action],
  ): { asked: Asked<Answers[Action]>; again: () => void } {
    const [asked, setAsked] = useState<Asked<Answers[Action]>>({ is: 'asking' })
    const onItsWay = useRef(false)
    const deedsSeen = useRef(actionsDone())
    const request = useRef(data)

    const isKept = keeps.includes(action)
    const keptAs = `${action} ${JSON.stringify(data ?? null)}`
    const askAgain = useCallback(
      (quietly: boolean) => {
        if (onItsWay.current) return
        onItsWay.current = true
        // What a deed has changed is not shown as it was; anything else may stand until the answer comes.
        const stands = deedsSeen.current === actionsDone()
        deedsSeen.current = actionsDone()
        setAsked((before) => (quietly || (stands && before.is === 'answered') ? before : { is: 'asking' }))
        void outcomeOf(ask(action, request.current)).then((found) => {
          onItsWay.current = false
          if (isKept && found.is === 'answered') keepAnswer(keptAs, found.answer)
          if (isKept && found.is === 'refused') forgetAnswer(keptAs)
          setAsked((before) => {
            if (found.is !== 'unanswered') return found
            return before.is === 'answered' ? { ...before, late: true } : isKept ? (lastKnown(keptAs) ?? found) : found
          })
        })
      },
      [action],
    )
    const again = useCallback(() => askAgain(false), [askAgain])

    useEffect(again, [again])
    useDidShow(again)
    useRetries(retries && (asked.is === 'unanswered' || (asked.is === 'answered' && asked.late)), askAgain)
    return { asked, again }
  }
}

/** Seconds after which one without an answer is asked again; then only when the network comes back. */
const RETRY_AFTER_S = [5, 15, 30, 60]

/** Asks again by itself while no answer came: after a while, and at once when there is a network again. */
function useRetries(isWanted: boolean, askAgain: (quietly: boolean) => void): void {
  useEffect(() => {
    if (!isWanted) return
    const quietly = (): void => askAgain(true)
    const timers = RETRY_AFTER_S.map((seconds) => setTimeout(quietly, seconds * 1000))
    const stopHearing = onNetwork(quietly)
    return () => {
      timers.forEach(clearTimeout)
      stopHearing()
    }
  }, [isWanted, askAgain])
}

async function outcomeOf<Answer>(
  answering: Promise<{ ok: true; data: Answer } | { ok: false; error: CallError }>,
): Promise<Asked<Answer>> {
  try {
    const answer = await answering
    return answer.ok ? { is: 'answered', answer: answer.data, late: false } : { is: 'refused', error: answer.error }
  } catch (error) {
    return { is: 'unanswered', code: failureCode(error) }
  }
}
