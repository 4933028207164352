import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AnswerRow, answerWords } from '../check/answer-row'
import { FactQuestion } from '../check/fact-question'
import type { Course, Enrolment } from '../cloud/enrollment'
import { Progress } from '../components/progress'
import { QuestionTitle } from '../components/question-title'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { BackToCourse } from './back-to-course'
import { DeedSaid } from '../asking/deed-said'
import { useTelling, type Telling, type TellQuestion } from './use-telling'
import { Waiting } from '../asking/waiting'

/** One question a screen; then everything that was answered, to look through and send. */
export function TellQuestions({ course, onTold }: { course: Course; onTold: (summary: Enrolment) => void }): ReactNode {
  // What is asked stays as it was when one began, whatever comes in meanwhile.
  const [questions] = useState(course.questions)
  const telling = useTelling(course.summary.id, questions, onTold)
  const question = questions[telling.position]
  return (
    <View>
      <View id='tell-whom' className='quiet'>{course.relation ?? '本人'} · {course.person.name}，{course.summary.year} 年度</View>
      {question === undefined
        ? <Answered questions={questions} telling={telling} />
        : <OneQuestion key={question.fact} question={question} left={questions.length - telling.position - 1} telling={telling} />}
    </View>
  )
}

function OneQuestion({ question, left, telling }: { question: TellQuestion; left: number; telling: Telling }): ReactNode {
  const { position, answers, answer, unsure, go } = telling
  return (
    <View>
      <Progress number={position + 1} mayFollow={left} />
      <View className='gap'>
        <FactQuestion question={question} kept={answers[question.fact]} complaint='' onAnswer={(value) => answer(question.fact, value)} />
      </View>
      <View className='buttons gap-big'>
        {position > 0 && <Tap id='tell-back' className='button button-second' onTap={() => go(position - 1)}>上一题</Tap>}
        <Tap id='answer-unsure' className='button button-second' onTap={() => unsure(question.fact)}>说不清</Tap>
        {position === 0 && <BackToCourse />}
      </View>
    </View>
  )
}

function Answered({ questions, telling: { answers, state, go, send } }: { questions: readonly TellQuestion[]; telling: Telling }): ReactNode {
  const some = Object.keys(answers).length > 0
  return (
    <View id='tell-review'>
      <QuestionTitle>{some ? '看看说得对不对' : '一项也没有说'}</QuestionTitle>
      <Section id='tell-answers'>
        {questions.map((question, at) => (
          <AnswerRow key={question.fact} id={`told-${question.fact}`} ask={question.ask} answer={answerWords(question, answers[question.fact])} onChange={() => go(at)} />
        ))}
      </Section>
      <View className='quiet gap'>{some ? '请照实说。交上去以后要改的，请找村干部。' : '说不清的，可以先问问家里人或者村干部，再来说。'}</View>
      <DeedSaid id='tell' state={state} />
      {state.is === 'busy' && <Waiting words='正在交上去' />}
      <View className='buttons gap'>
        {some && <Tap id='tell-send' className='button' onTap={() => void send()}>{state.is === 'unanswered' ? '再试一次' : '对，交上去'}</Tap>}
        <BackToCourse />
      </View>
    </View>
  )
}
