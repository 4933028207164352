import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { type Enrolment, useEnrollment } from '../../../cloud/enrollment'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { AskedPart } from '../../../asking/asked-part'
import { BackToCourse } from '../../../family/back-to-course'
import { BackToFamily } from '../../../family/back-to-family'
import { StatusPart } from '../../../family/status-part'
import { TellQuestions } from '../../../family/tell-questions'

/** What is not known yet of someone and can still change what they owe: asked, told, and what came of it. */
export default function TellPage(): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const { asked, again } = useEnrollment('course', { enrolment })
  const [told, setTold] = useState<Enrolment | null>(null)
  const onTold = (summary: Enrolment): void => {
    setTold(summary)
    again()
  }
  if (told !== null) {
    const more = asked.is === 'answered' ? asked.answer.questions.length : 0
    return <Screen id='page-tell'><Told summary={told} more={more} onMore={() => setTold(null)} /></Screen>
  }
  return (
    <Screen id='page-tell'>
      <AskedPart asked={asked} again={again} waitingFor='正在看还要说什么' back={<BackToFamily />}>
        {(course) => (course.questions.length === 0 ? <NothingToTell /> : <TellQuestions course={course} onTold={onTold} />)}
      </AskedPart>
    </Screen>
  )
}

/** Where it stands now, and whether an answer brought up another question. */
function Told({ summary, more, onMore }: { summary: Enrolment; more: number; onMore: () => void }): ReactNode {
  return (
    <View id='tell-done'>
      <QuestionTitle>记下了</QuestionTitle>
      <Section id='tell-now'><StatusPart enrolment={summary} /></Section>
      {more > 0 && <View id='tell-more-words' className='notice'>按您说的，还要再问 {more} 项。</View>}
      <View className='buttons gap-big'>
        {more > 0 && <Tap id='tell-more' className='button' onTap={onMore}>接着说</Tap>}
        <BackToCourse second={more > 0} />
      </View>
    </View>
  )
}

function NothingToTell(): ReactNode {
  return (
    <View id='tell-nothing'>
      <QuestionTitle>没有要补充的了</QuestionTitle>
      <View className='gap'>现在知道的情况够用了。有写得不对的，请找村干部更正。</View>
      <View className='gap-big'><BackToCourse second={false} /></View>
    </View>
  )
}
