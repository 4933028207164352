import type { ReactNode } from 'react'
import type { Question } from '../../rules'
import { AnswerRow, answerWords } from '../check/answer-row'
import type { CheckSession } from '../check/session'
import { DAY, FIRST_FACT } from '../check/use-check'
import { sayDay } from '../clock/civil-days'
import { Section } from '../components/section'

interface AnswersPartProps {
  session: CheckSession
  asked: readonly Question[]
  /** Goes to the n-th question of the rules; negative: to the screens before. */
  onChange: (at: number) => void
}

/** What they told us, so that a slip of the finger is seen and mended in one step. */
export function AnswersPart({ session, asked, onChange }: AnswersPartProps): ReactNode {
  return (
    <Section id='told' title='您是这样答的'>
      {session.day !== null && (
        <AnswerRow id='told-day' ask='打算哪天交费？' answer={sayDay(session.day)} onChange={() => onChange(DAY - FIRST_FACT)} />
      )}
      {asked.map((question, at) => (
        <AnswerRow
          key={question.fact}
          id={`told-${question.fact}`}
          ask={question.ask}
          answer={answerWords(question, session.answers[question.fact])}
          onChange={() => onChange(at)}
        />
      ))}
    </Section>
  )
}
