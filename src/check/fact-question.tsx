import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Question } from '../../rules'
import { Choice } from '../components/choice'
import { QuestionTitle } from '../components/question-title'
import { Tap } from '../components/tap'
import { Words } from '../components/words'
import { DayAnswer } from './day-answer'
import { NumberAnswer } from './number-answer'
import type { FactValue } from './session'
import { SetAnswer } from './set-answer'

interface FactQuestionProps {
  question: Question
  kept: FactValue | undefined
  /** What the rules said against the last answer, in words; '' = nothing. */
  complaint: string
  onAnswer: (value: FactValue) => void
}

/** One question of the rules, a screen of its own. */
export function FactQuestion({ question, kept, complaint, onAnswer }: FactQuestionProps): ReactNode {
  return (
    <View id={`question-${question.fact}`}>
      <QuestionTitle id='question-words'>{question.ask}</QuestionTitle>
      {question.hint && <View className='quiet'><Words>{question.hint}</Words></View>}
      <AnswerPart question={question} kept={kept} onAnswer={onAnswer} />
      {complaint !== '' && <View id='complaint' className='notice notice-stop'>{complaint}</View>}
    </View>
  )
}

function AnswerPart({ question, kept, onAnswer }: Pick<FactQuestionProps, 'question' | 'kept' | 'onAnswer'>): ReactNode {
  switch (question.kind) {
    case 'choice':
      return <ChoiceAnswer question={question} kept={kept} onAnswer={onAnswer} />
    case 'set':
      return <SetAnswer options={question.options} kept={kept} onAnswer={onAnswer} />
    case 'day':
      return <DayAnswer kept={kept} birth={question.fact === 'birthDate'} onAnswer={onAnswer} />
    case 'number':
      return <NumberAnswer kept={kept} onAnswer={onAnswer} />
  }
}

/** A tap answers and goes on; coming back, the kept answer shows and can be gone on from. */
function ChoiceAnswer({ question, kept, onAnswer }: Pick<FactQuestionProps, 'question' | 'kept' | 'onAnswer'>): ReactNode {
  return (
    <View>
      {question.options.map(({ value, label, hint }, i) => (
        <Choice key={String(value)} id={`answer-${i}`} label={label} hint={hint} on={kept === value} onTap={() => onAnswer(value)} />
      ))}
      {kept !== undefined && (
        <View className='gap-big'>
          <Tap id='answer-next' className='button' onTap={() => onAnswer(kept)}>还是这个，下一题</Tap>
        </View>
      )}
    </View>
  )
}
