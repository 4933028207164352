import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { FactAnswers, FactValue } from '../../../client/checks'
import { isFactValue } from '../../../client/checks'
import type { Course, Enrolment } from '../../../client/functions'
import { useEnrolmentAction } from '../../../client/functions'
import { forget, isRecord, readStored, writeStored } from '../../../client/storage'
import type { ActionState } from '../../../client/use-action'

export type TellQuestion = Course['questions'][number]

export interface FactsDraft {
  /**
   * Number of the question on the screen, from 0; as many as there are questions = what was answered is looked through.
   */
  position: number
  answers: FactAnswers
  state: ActionState
  answer(fact: TellQuestion['fact'], value: FactValue): void
  /** 说不清: left untold. */
  unsure(fact: TellQuestion['fact']): void
  go(position: number): void
  send(): Promise<void>
}

/** Answers questions one by one, keeps each on the phone at once, and sends them together as one deed. */
export function useFactsDraft(
  enrolment: string,
  questions: readonly TellQuestion[],
  /** What was answered of them in a check on this phone. */
  offered: FactAnswers,
  onTold: (summary: Enrolment) => void,
): FactsDraft {
  const deed = useEnrolmentAction('tellFacts', enrolment)
  const [answers, setAnswers] = useState(() => ofQuestions(questions, { ...offered, ...savedFactsDraft(enrolment) }))
  const [position, setPosition] = useState(() => firstOpen(questions, answers))
  useEffect(() => {
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }, [position])

  const keep = (next: FactAnswers): void => {
    if (JSON.stringify(next) !== JSON.stringify(answers)) deed.changed()
    saveFactsDraft({ enrolment, answers: next })
    setAnswers(next)
    setPosition(position + 1)
  }
  return {
    position,
    answers,
    state: deed.state,
    answer: (fact, value) => keep({ ...answers, [fact]: value }),
    unsure: (fact) =>
      keep(
        ofQuestions(
          questions.filter((question) => question.fact !== fact),
          answers,
        ),
      ),
    go: setPosition,
    send: async () => {
      const summary = await deed.run({ enrolment, facts: answers })
      if (summary === null) return
      dropFactsDraft()
      onTold(summary)
    },
  }
}

/** What was kept for questions that are not asked any more is let go. */
function ofQuestions(questions: readonly TellQuestion[], answers: FactAnswers): FactAnswers {
  return Object.fromEntries(
    questions.filter(({ fact }) => answers[fact] !== undefined).map(({ fact }) => [fact, answers[fact]]),
  )
}

/** Coming back, one goes on where one left. */
function firstOpen(questions: readonly TellQuestion[], answers: FactAnswers): number {
  const open = questions.findIndex(({ fact }) => answers[fact] === undefined)
  return open < 0 ? questions.length : open
}

/** What someone began to tell of an enrolment and has not sent yet. Holds no name. */
interface StoredFactsDraft {
  enrolment: string
  answers: FactAnswers
}

const KEY = 'canbao.telling'

/** What was answered before leaving, of this enrolment; one at a time is kept. */
function savedFactsDraft(enrolment: string): FactAnswers {
  const { value } = readStored(KEY, checkFactsDraft)
  return value?.enrolment === enrolment ? value.answers : {}
}

function saveFactsDraft(telling: StoredFactsDraft): void {
  writeStored(KEY, telling)
}

function dropFactsDraft(): void {
  forget(KEY)
}

function checkFactsDraft(raw: unknown): StoredFactsDraft | null {
  if (!isRecord(raw) || !isRecord(raw.answers)) return null
  const { enrolment, answers } = raw
  return typeof enrolment === 'string' && Object.values(answers).every(isFactValue) ? { enrolment, answers } : null
}
