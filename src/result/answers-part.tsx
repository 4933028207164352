import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Question } from '../../rules'
import { DAY, FIRST_FACT } from '../check/use-check'
import type { CheckSession, FactValue } from '../check/session'
import { isRealDay, sayDay } from '../clock/civil-days'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { Words } from '../components/words'

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

function AnswerRow({ id, ask, answer, onChange }: { id: string; ask: string; answer: string; onChange: () => void }): ReactNode {
  return (
    <View id={id} className='row why-head'>
      <View className='step-words'>
        <View className='row-name'><Words>{ask}</Words></View>
        <View className='row-value'><Words>{answer}</Words></View>
      </View>
      <Tap id={`${id}-change`} className='link why' label={`改“${ask}”`} onTap={onChange}>改</Tap>
    </View>
  )
}

function answerWords({ options }: Question, value: FactValue | undefined): string {
  if (value === undefined) return '说不清'
  if (Array.isArray(value)) return value.length === 0 ? '都没有' : value.join('、')
  const chosen = options.find((option) => option.value === value)
  if (chosen) return chosen.label
  return typeof value === 'string' && isRealDay(value) ? sayDay(value) : String(value)
}
