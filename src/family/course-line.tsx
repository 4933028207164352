import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { saySpan, today } from '../clock/civil-days'
import type { Course, CourseStep } from '../cloud/enrollment'
import { WhyClause } from '../components/clause'
import { Section } from '../components/section'
import { Words } from '../components/words'
import { whenOf, type When } from './course-time'
import { OpenMatter } from './status-part'
import './course-line.scss'

const WHEN_WORDS: Readonly<Record<When, string>> = { past: '过去了', now: '现在', ahead: '以后' }
const WHEN_SIGNS: Readonly<Record<When, string>> = { past: '✓', now: '●', ahead: '' }

/** The year from top to bottom: what has been, what is, what comes; each with its days and its clause. */
export function CourseLine({ course: { steps, summary } }: { course: Course }): ReactNode {
  const when = whenOf(steps, summary, today())
  return (
    <Section id='course-line' title='从头到尾'>
      {when.includes('ahead') && <View className='quiet'>“以后”各段按现在的情况推算；情况变了，会跟着变。</View>}
      <View className='course-line'>
        {steps.map((step, i) => <StepOnLine key={step.from} step={step} when={when[i] ?? 'ahead'} last={i === steps.length - 1} />)}
      </View>
    </Section>
  )
}

function StepOnLine({ step, when, last }: { step: CourseStep; when: When; last: boolean }): ReactNode {
  const { from, to, statusName, sentence, open, cite, quote } = step
  return (
    <View id={`step-${from}`} className={`course-step course-${when}`}>
      <View className='course-rail'>
        <View className='course-mark'>{WHEN_SIGNS[when]}</View>
        {!last && <View className='course-thread' />}
      </View>
      <View className='step-words course-words'>
        <View className='course-when'><View className='course-tag'>{WHEN_WORDS[when]}</View></View>
        <View className='course-name'>{statusName}</View>
        <View className='course-days quiet'><Words>{saySpan(from, to)}</Words></View>
        {open !== null && <OpenMatter words={open} />}
        <WhyClause id={`step-${from}`} ask='依据' head={<Words>{sentence}</Words>} source={{ cite, quote }} />
      </View>
    </View>
  )
}
