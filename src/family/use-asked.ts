import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { askEnrollment, type EnrollmentAnswers, type EnrollmentError, type EnrollmentRequests } from '../cloud/enrollment'
import { deedsDone } from './use-deed'

/** What a page knows of its question. `late`: asked again without an answer, so what is shown is of before. */
export type Asked<Answer> =
  | { is: 'asking' }
  | { is: 'unanswered' }
  | { is: 'refused'; error: EnrollmentError }
  | { is: 'answered'; answer: Answer; late: boolean }

/** Asks when the page appears and whenever it comes back to the front; `again` asks by hand. */
export function useAsked<Action extends keyof EnrollmentRequests>(
  action: Action, data: EnrollmentRequests[Action],
): { asked: Asked<EnrollmentAnswers[Action]>; again: () => void } {
  const [asked, setAsked] = useState<Asked<EnrollmentAnswers[Action]>>({ is: 'asking' })
  const onItsWay = useRef(false)
  const deedsSeen = useRef(deedsDone())
  const request = useRef(data)

  const again = useCallback(() => {
    if (onItsWay.current) return
    onItsWay.current = true
    // What a deed has changed is not shown as it was; anything else may stand until the answer comes.
    const stands = deedsSeen.current === deedsDone()
    deedsSeen.current = deedsDone()
    setAsked((before) => (stands && before.is === 'answered' ? before : { is: 'asking' }))
    void outcome(action, request.current).then((found) => {
      onItsWay.current = false
      setAsked((before) => (found.is === 'unanswered' && before.is === 'answered' ? { ...before, late: true } : found))
    })
  }, [action])

  useEffect(again, [again])
  useDidShow(again)
  return { asked, again }
}

async function outcome<Action extends keyof EnrollmentRequests>(
  action: Action, data: EnrollmentRequests[Action],
): Promise<Asked<EnrollmentAnswers[Action]>> {
  try {
    const answer = await askEnrollment(action, data)
    return answer.ok ? { is: 'answered', answer: answer.data, late: false } : { is: 'refused', error: answer.error }
  } catch {
    return { is: 'unanswered' }
  }
}
