import './course-line.scss'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { Citation } from '../../../../rules'
import { dayInWords, saySpan, today } from '../../../client/days'
import type { CalendarDay } from '../../../client/calendar-days'
import { insuranceDays } from '../../../client/calendar-days'
import type { Course, CourseStep } from '../../../client/functions'
import { useEnrolment } from '../../../client/functions'
import { BackToFamily } from '../parts'
import { OpenMatter, PersonName, StatusPart } from '../person'
import type { When } from '../words'
import { dayLine, whenOf } from '../words'
import { PayTap } from '../../pay/parts'
import { owes } from '../../pay/selection'
import { CalendarButton } from '../../../ui/calendar-button'
import { ReadAloud } from '../../../ui/read-aloud'
import { QueryView } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { Screen } from '../../../ui/screen'
import { Alert, TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '参保全程' })

/** One person's year: what is owed, when cover begins and ends, what was done, and by which clause. */
export default function CoursePage(): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const { asked, again } = useEnrolment('course', { enrolment })
  return (
    <Screen id="page-course">
      <QueryView asked={asked} again={again} waitingFor="正在查参保全程" back={<BackToFamily />}>
        {(course) => <CourseParts course={course} />}
      </QueryView>
    </Screen>
  )
}

/** From when to when, where the sentence above does not say it: paid late, benefits may have begun before. */
function BenefitLine({ summary: { benefit, sentence } }: Pick<Course, 'summary'>): ReactNode {
  if (benefit === null || sentence.includes(dayInWords(benefit.from))) return null
  return (
    <View id="course-benefit" className="gap">
      待遇享受期：<Paragraph>{saySpan(benefit.from, benefit.to)}</Paragraph>
    </View>
  )
}

function CourseParts({ course }: { course: Course }): ReactNode {
  const { person, relation, summary, policy } = course
  return (
    <View>
      <QuestionTitle>{`${policy.regionName} ${summary.year} 年度参保`}</QuestionTitle>
      <Section id="course-now">
        <PersonName person={person} relation={relation ?? '本人'} />
        <StatusPart enrolment={summary} />
        <BenefitLine summary={summary} />
        {owes(summary) && (
          <View className="gap">
            <PayTap enrolment={summary} name={person.name} />
          </View>
        )}
        <ReadAloud id="course-aloud" words={[person.name, summary.statusName, summary.sentence, dayLine(summary)]} />
        <CalendarButton days={daysOf(course)} />
        <TellMore course={course} />
        {course.kept !== null && (
          <View id="course-kept" className="notice notice-calm">
            <Paragraph>{course.kept}</Paragraph>
          </View>
        )}
      </Section>
      <CourseLine course={course} />
      <CourseMoney course={course} />
      <CourseReasons reasons={course.reasons} />
      <CourseHistory history={course.history} />
      <View id="course-policy" className="quiet gap">
        依据：{policy.title ?? `${policy.regionName}的通知`}
        {policy.number === null ? '' : `（${policy.number}）`}，以经办机构核定为准。
      </View>
      <View className="gap">
        <BackToFamily second />
      </View>
    </View>
  )
}

/** What is ahead: the last day to pay where money is owed, the first with benefits. */
function daysOf({ person, summary, policy }: Course): CalendarDay[] {
  const ahead = (day: string | null): string | null => (day !== null && day > today() ? day : null)
  return insuranceDays(
    `${person.name} ${policy.regionName}${summary.year}年度居民医保`,
    owes(summary) ? ahead(summary.deadline) : null,
    ahead(summary.benefit?.from ?? null),
  )
}

function TellMore({ course: { summary, questions } }: { course: Course }): ReactNode {
  if (questions.length === 0) return null
  const open = (): void => void openPage(`/pages/family/tell/index?enrolment=${summary.id}`)
  return (
    <Alert
      id="course-tell"
      words={`还有 ${questions.length} 项情况没有说，可能影响能不能交、交多少。点这里说。`}
      onTap={open}
    />
  )
}

/** What was done and by whom, newest first. */
function CourseHistory({ history }: Pick<Course, 'history'>): ReactNode {
  return (
    <Section id="course-history" title="办过的事">
      {history.length === 0 && <View>还没有办过。</View>}
      {history.map(({ id, day, words, by }) => (
        <View key={id} className="row history-row">
          <View className="quiet">{dayInWords(day)}</View>
          <View className="strong">
            <Paragraph>{words}</Paragraph>
          </View>
          <View className="quiet">{by}</View>
        </View>
      ))}
    </Section>
  )
}

const WHEN_WORDS: Readonly<Record<When, string>> = { past: '过去了', now: '现在', ahead: '以后' }
const WHEN_SIGNS: Readonly<Record<When, string>> = { past: '✓', now: '●', ahead: '' }

/** The year from top to bottom: what has been, what is, what comes; each with its days and its clause. */
function CourseLine({ course: { steps, summary } }: { course: Course }): ReactNode {
  const when = whenOf(steps, summary, today())
  return (
    <Section id="course-line" title="从头到尾">
      {when.includes('ahead') && <View className="quiet">以后的日子是估算，会有变化。</View>}
      <View className="course-line">
        {steps.map((step, i) => (
          <StepOnLine key={step.from} step={step} when={when[i] ?? 'ahead'} last={i === steps.length - 1} />
        ))}
      </View>
    </Section>
  )
}

function StepOnLine({ step, when, last }: { step: CourseStep; when: When; last: boolean }): ReactNode {
  const { from, to, statusName, sentence, open } = step
  return (
    <View id={`step-${from}`} className={`course-step course-${when}`}>
      <View className="course-rail">
        <View className="course-mark">{WHEN_SIGNS[when]}</View>
        {!last && <View className="course-thread" />}
      </View>
      <View className="step-words course-words">
        <View className="course-when">
          <View className="course-tag">{WHEN_WORDS[when]}</View>
        </View>
        <View className="course-name">{statusName}</View>
        <View className="course-days quiet">
          <Paragraph>{saySpan(from, to)}</Paragraph>
        </View>
        {open !== null && <OpenMatter words={open} />}
        <WhyClause id={`step-${from}`} ask="依据" head={<Paragraph>{sentence}</Paragraph>} source={sourceOf(step)} />
      </View>
    </View>
  )
}

type Source = Pick<CourseStep, 'cite' | 'quote' | 'says'>

function sourceOf({ cite, quote, says }: Source): Citation {
  return { cite, quote, ...(says === undefined ? {} : { says }) }
}

/** How the amount comes about. What is not settled is said to be so; never a number in its place. */
function CourseMoney({
  course: {
    money: { baseFee, subsidy, fee, category, fundedBy },
    summary: { id },
  },
}: {
  course: Course
}): ReactNode {
  const rows = [
    { name: '标准', value: settled(baseFee) },
    { name: category === null ? '资助' : `资助（${category}）`, value: settled(subsidy) },
    ...(fundedBy === null ? [] : [{ name: '资助的钱由谁出', value: fundedBy }]),
    { name: '自己出', value: settled(fee) },
  ]
  return (
    <Section id="course-money" title="钱">
      {rows.map(({ name, value }) => (
        <View key={name} className="row">
          <View className="row-name">{name}</View>
          <View className="row-value">{value}</View>
        </View>
      ))}
      <View className="gap">
        <TextButton
          id="course-receipts"
          className="button button-second"
          onTap={() => void openPage(`/pages/pay/records/index?enrolment=${id}`)}
        >
          收据
        </TextButton>
      </View>
    </Section>
  )
}

function settled(fen: number | null): string {
  return fen === null ? '待核定' : `${yuan(fen)} 元`
}

function CourseReasons({ reasons }: Pick<Course, 'reasons'>): ReactNode {
  if (reasons.length === 0) return null
  return (
    <Section id="course-reasons" title="每一项的依据">
      {reasons.map((reason, i) => (
        <View key={i} className="row">
          <WhyClause
            id={`reason-${i}`}
            ask="依据"
            head={<Paragraph>{reason.sentence}</Paragraph>}
            source={sourceOf(reason)}
          />
        </View>
      ))}
    </Section>
  )
}
