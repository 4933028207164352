import { useDidShow } from '@tarojs/taro'
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
  | { is: 'answered'; answer: Answer; late: boolean }

/**
 * The hook by which pages ask one function. It asks when the page appears and whenever it comes back to the front;
 * `again` asks by hand.
 */
export function queryHookOf<Requests extends object, Answers extends AnswersTo<Requests>>(ask: Ask<Requests, Answers>) {
  return function useAsked<Action extends keyof Requests & string>(
    action: Action,
    data: Requests[Action],
  ): { asked: Asked<Answers[Action]>; again: () => void } {
    const [asked, setAsked] = useState<Asked<Answers[Action]>>({ is: 'asking' })
    const onItsWay = useRef(false)
    const deedsSeen = useRef(actionsDone())
    const request = useRef(data)

    const again = useCallback(() => {
      if (onItsWay.current) return
      onItsWay.current = true
      // What a deed has changed is not shown as it was; anything else may stand until the answer comes.
      const stands = deedsSeen.current === actionsDone()
      deedsSeen.current = actionsDone()
      setAsked((before) => (stands && before.is === 'answered' ? before : { is: 'asking' }))
      void outcomeOf(ask(action, request.current)).then((found) => {
        onItsWay.current = false
        setAsked((before) =>
          found.is === 'unanswered' && before.is === 'answered' ? { ...before, late: true } : found,
        )
      })
    }, [action])

    useEffect(again, [again])
    useDidShow(again)
    return { asked, again }
  }
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
