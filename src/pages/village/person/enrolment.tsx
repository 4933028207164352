import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Course } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import { mayDo } from '../clerk-page'
import { QueryView, ActionError } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Paragraph, Section } from '../../../ui/text'

/** Where this year stands, what is still to be asked of them, and what the desk enters: that they registered. */
export function EnrolmentPart({ enrolment, onDone }: { enrolment: string; onDone: () => void }): ReactNode {
  const { asked, again } = useEnrolment('course', { enrolment })
  return (
    <Section id="person-enrolment" title="今年的参保">
      <QueryView asked={asked} again={again} waitingFor="正在看参保" back={null}>
        {(course) => (
          <Standing
            course={course}
            enrolment={enrolment}
            onDone={() => {
              again()
              onDone()
            }}
          />
        )}
      </QueryView>
    </Section>
  )
}

/** What the desk records of who stands so; others have nothing to be recorded by hand. */
const RECORDED = {
  registrationNeeded: { kind: 'registered', words: '参保登记办好了' },
  exempt: { kind: 'enrolledExempt', words: '不用交钱，登记参保' },
} as const

function Standing({
  course: { summary, questions },
  enrolment,
  onDone,
}: {
  course: Course
  enrolment: string
  onDone: () => void
}): ReactNode {
  const deed = useEnrolmentAction('recordEvent', enrolment)
  const { status, statusName, sentence } = summary
  const next = status === 'registrationNeeded' || status === 'exempt' ? RECORDED[status] : null
  const record = async (kind: 'registered' | 'enrolledExempt'): Promise<void> => {
    if ((await deed.run({ enrolment, day: null, event: { kind } })) !== null) onDone()
  }
  return (
    <View>
      <View className="strong">{statusName}</View>
      <View>
        <Paragraph>{sentence}</Paragraph>
      </View>
      {next !== null && mayDo('recordRegistration') && (
        <TextButton id="record-registered" className="button gap" onTap={() => void record(next.kind)}>
          {deed.state.is === 'busy' ? '正在记…' : next.words}
        </TextButton>
      )}
      <ActionError id="record" state={deed.state} />
      {questions.length > 0 && mayDo('tellFacts') && (
        <TextButton
          id="go-tell"
          className="button gap"
          onTap={() => void openPage(`/pages/family/tell/index?enrolment=${enrolment}`)}
        >
          {`还有 ${questions.length} 件事要问清 ›`}
        </TextButton>
      )}
      <TextButton
        id="go-course"
        className="link"
        onTap={() => void openPage(`/pages/family/course/index?enrolment=${enrolment}`)}
      >
        看这一年的经过和依据 ›
      </TextButton>
    </View>
  )
}
