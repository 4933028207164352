import { useEffect, useMemo } from 'react'
import { deedsDone } from '../asking/use-attempt'
import type { Asked } from '../asking/use-asked'
import { forget, isRecord, readStored, writeStored } from '../saved/phone-storage'

/** What the desk was answered last, by question, so that its screens open without a network. Masked, as it came. */
const KEY = 'canbao.desk.answers'
/** Households of some days at the doors; the oldest give way. */
const MOST_KEPT = 60
/** How many deeds had been done when a question was answered; what a deed may have changed is not shown as it was. */
const answeredAfter = new Map<string, number>()

/**
 * A question whose last answer is kept on the phone: it stands until the new one comes, and is said to be of before when
 * none does.
 */
export function useKept<Answer>(question: string, { asked, again }: { asked: Asked<Answer>; again: () => void }): { asked: Asked<Answer>; again: () => void } {
  const kept = useMemo(() => readKept<Answer>(question), [question])
  useEffect(() => {
    if (asked.is !== 'answered' || asked.late) return
    answeredAfter.set(question, deedsDone())
    keep(question, asked.answer)
  }, [question, asked])
  const isOfNow = (answeredAfter.get(question) ?? 0) === deedsDone()
  const stands = kept !== null && ((asked.is === 'asking' && isOfNow) || asked.is === 'unanswered')
  return { asked: stands ? { is: 'answered', answer: kept, late: asked.is === 'unanswered' } : asked, again }
}

export function forgetAnswers(): void {
  forget(KEY)
}

/** The server wrote it and its contract was checked there. */
function readKept<Answer>(question: string): Answer | null {
  return (keptAnswers()[question] as Answer | undefined) ?? null
}

function keep(question: string, answer: unknown): void {
  const { [question]: _before, ...others } = keptAnswers()
  writeStored(KEY, Object.fromEntries([...Object.entries(others), [question, answer]].slice(-MOST_KEPT)))
}

function keptAnswers(): Record<string, unknown> {
  return readStored(KEY, (raw) => (isRecord(raw) ? raw : null)).value ?? {}
}
