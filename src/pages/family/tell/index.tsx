import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FactAnswers } from '../../../client/checks'
import { answeredBefore } from '../../../client/checks'
import type { Course, Enrolment } from '../../../client/functions'
import { useEnrolment } from '../../../client/functions'
import { servedYears } from '../../../client/served-years'
import { BackToFamily } from '../parts'
import { StatusPart } from '../person'
import type { FactsDraft, TellQuestion } from './use-facts-draft'
import { useFactsDraft } from './use-facts-draft'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { AnswerRow, answerWords, FactQuestion } from '../../../ui/fact-question'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { Progress, QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '补充情况' })

/** What is not known yet of someone and can still change what they owe: asked, told, and what came of it. */
export default function TellPage(): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const { asked, again } = useEnrolment('course', { enrolment })
  const [told, setTold] = useState<Enrolment | null>(null)
  const onTold = (summary: Enrolment): void => {
    setTold(summary)
    again()
  }
  if (told !== null) {
    const more = asked.is === 'answered' ? asked.answer.questions.length : 0
    return (
      <Screen id="page-tell">
        <FactsSent summary={told} more={more} onMore={() => setTold(null)} />
      </Screen>
    )
  }
  return (
    <Screen id="page-tell">
      <QueryView asked={asked} again={again} waitingFor="正在看还要说什么" back={<BackToFamily />}>
        {(course) =>
          course.questions.length === 0 ? <NothingToTell /> : <TellQuestions course={course} onTold={onTold} />
        }
      </QueryView>
    </Screen>
  )
}

/** Where it stands now, and whether an answer brought up another question. */
function FactsSent({ summary, more, onMore }: { summary: Enrolment; more: number; onMore: () => void }): ReactNode {
  return (
    <View id="tell-done">
      <QuestionTitle>记下了</QuestionTitle>
      <Section id="tell-now">
        <StatusPart enrolment={summary} />
      </Section>
      {more > 0 && (
        <View id="tell-more-words" className="notice">
          按您说的，还要再问 {more} 项。
        </View>
      )}
      <View className="buttons gap-big">
        {more > 0 && (
          <TextButton id="tell-more" className="button" onTap={onMore}>
            接着说
          </TextButton>
        )}
        <BackToCourse second={more > 0} />
      </View>
    </View>
  )
}

function NothingToTell(): ReactNode {
  return (
    <View id="tell-nothing">
      <QuestionTitle>没有要补充的了</QuestionTitle>
      <View className="gap">现在知道的情况够用了。有写得不对的，请找村干部更正。</View>
      <View className="gap-big">
        <BackToCourse second={false} />
      </View>
    </View>
  )
}

/** Back to the course of the enrolment that this page is about: usually the page below. */
function BackToCourse({ second = true }: { second?: boolean }): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const back = async (): Promise<void> => {
    if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
    else await Taro.redirectTo({ url: `/pages/family/course/index?enrolment=${enrolment}` })
  }
  return (
    <TextButton id="back-to-course" className={second ? 'button button-second' : 'button'} onTap={() => void back()}>
      回到参保全程
    </TextButton>
  )
}

/** One question a screen; then everything that was answered, to look through and send. */
function TellQuestions({ course, onTold }: { course: Course; onTold: (summary: Enrolment) => void }): ReactNode {
  // What is asked stays as it was when one began, whatever comes in meanwhile.
  const [questions] = useState(course.questions)
  const [offered] = useState(() => offeredFor(course))
  const isOffered = questions.some(({ fact }) => offered[fact] !== undefined)
  const telling = useFactsDraft(course.summary.id, questions, offered, onTold)
  const question = questions[telling.position]
  return (
    <View>
      <View id="tell-whom" className="quiet">
        {course.relation ?? '本人'} · {course.person.name}，{course.summary.year} 年度
      </View>
      {isOffered && (
        <View id="tell-offered" className="notice notice-calm">
          您在“查一查”里答过的，已经照着填好了，不用再答。请看看对不对。
        </View>
      )}
      {question === undefined ? (
        <Answered questions={questions} telling={telling} />
      ) : (
        <OneQuestion
          key={question.fact}
          question={question}
          left={questions.length - telling.position - 1}
          telling={telling}
        />
      )}
    </View>
  )
}

/** What was answered of this person in a check of the same place and year. */
function offeredFor({ relation, policy, summary: { year } }: Course): FactAnswers {
  const place = servedYears().find((one) => one.name === policy.regionName && one.year === year)
  return (place && answeredBefore(relation ?? '本人', place.region, year)) ?? {}
}

function OneQuestion({
  question,
  left,
  telling,
}: {
  question: TellQuestion
  left: number
  telling: FactsDraft
}): ReactNode {
  const { position, answers, answer, unsure, go } = telling
  return (
    <View>
      <Progress number={position + 1} mayFollow={left} />
      <View className="gap">
        <FactQuestion
          question={question}
          kept={answers[question.fact]}
          complaint=""
          onAnswer={(value) => answer(question.fact, value)}
        />
      </View>
      <View className="buttons gap-big">
        {position > 0 && (
          <TextButton id="tell-back" className="button button-second" onTap={() => go(position - 1)}>
            上一题
          </TextButton>
        )}
        <TextButton id="answer-unsure" className="button button-second" onTap={() => unsure(question.fact)}>
          说不清
        </TextButton>
        {position === 0 && <BackToCourse />}
      </View>
    </View>
  )
}

function Answered({
  questions,
  telling: { answers, state, go, send },
}: {
  questions: readonly TellQuestion[]
  telling: FactsDraft
}): ReactNode {
  const some = Object.keys(answers).length > 0
  return (
    <View id="tell-review">
      <QuestionTitle>{some ? '看看说得对不对' : '一项也没有说'}</QuestionTitle>
      <Section id="tell-answers">
        {questions.map((question, at) => (
          <AnswerRow
            key={question.fact}
            id={`told-${question.fact}`}
            ask={question.ask}
            answer={answerWords(question, answers[question.fact])}
            onChange={() => go(at)}
          />
        ))}
      </Section>
      <View className="quiet gap">
        {some ? '请照实说。交上去以后要改的，请找村干部。' : '说不清的，可以先问问家里人或者村干部，再来说。'}
      </View>
      <ActionError id="tell" state={state} />
      {state.is === 'busy' && <Waiting words="正在交上去" />}
      <View className="buttons gap">
        {some && (
          <TextButton id="tell-send" className="button" onTap={() => void send()}>
            {state.is === 'unanswered' ? '再试一次' : '对，交上去'}
          </TextButton>
        )}
        <BackToCourse />
      </View>
    </View>
  )
}
