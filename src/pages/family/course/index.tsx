import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { sayDay, saySpan } from '../../../clock/civil-days'
import { type Course, useEnrollment } from '../../../cloud/enrollment'
import { goTo } from '../../../components/go-to'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { Words } from '../../../components/words'
import { Alert } from '../../../components/alert'
import { AskedPart } from '../../../asking/asked-part'
import { BackToFamily } from '../../../family/back-to-family'
import { CourseHistory } from '../../../family/course-history'
import { CourseLine } from '../../../family/course-line'
import { CourseMoney, CourseReasons } from '../../../family/course-money'
import { PersonName } from '../../../family/person-card'
import { StatusPart } from '../../../family/status-part'
import { PayTap } from '../../../pay/pay-tap'
import { owes } from '../../../pay/who-can-be-paid'

/** One person's year: what is owed, when cover begins and ends, what was done, and by which clause. */
export default function CoursePage(): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const { asked, again } = useEnrollment('course', { enrolment })
  return (
    <Screen id='page-course'>
      <AskedPart asked={asked} again={again} waitingFor='正在查参保全程' back={<BackToFamily />}>
        {(course) => <CourseParts course={course} />}
      </AskedPart>
    </Screen>
  )
}

/** From when to when, where the sentence above does not say it: paid late, benefits may have begun before. */
function BenefitLine({ summary: { benefit, sentence } }: Pick<Course, 'summary'>): ReactNode {
  if (benefit === null || sentence.includes(sayDay(benefit.from))) return null
  return <View id='course-benefit' className='gap'>待遇享受期：<Words>{saySpan(benefit.from, benefit.to)}</Words></View>
}

function CourseParts({ course }: { course: Course }): ReactNode {
  const { person, relation, summary, policy } = course
  return (
    <View>
      <QuestionTitle>{`${policy.regionName} ${summary.year} 年度参保`}</QuestionTitle>
      <Section id='course-now'>
        <PersonName person={person} relation={relation ?? '本人'} />
        <StatusPart enrolment={summary} />
        <BenefitLine summary={summary} />
        {owes(summary) && <View className='gap'><PayTap enrolment={summary} name={person.name} /></View>}
        <TellMore course={course} />
        {course.kept !== null && <View id='course-kept' className='notice notice-calm'><Words>{course.kept}</Words></View>}
      </Section>
      <CourseLine course={course} />
      <CourseMoney course={course} />
      <CourseReasons reasons={course.reasons} />
      <CourseHistory history={course.history} />
      <View id='course-policy' className='quiet gap'>
        依据：{policy.title ?? `${policy.regionName}的通知`}{policy.number === null ? '' : `（${policy.number}）`}，以经办机构核定为准。
      </View>
      <View className='gap'><BackToFamily second /></View>
    </View>
  )
}

function TellMore({ course: { summary, questions } }: { course: Course }): ReactNode {
  if (questions.length === 0) return null
  const open = (): void => void goTo(`/pages/family/tell/index?enrolment=${summary.id}`)
  return <Alert id='course-tell' words={`还有 ${questions.length} 项情况没有说，可能影响能不能交、交多少。点这里说。`} onTap={open} />
}
