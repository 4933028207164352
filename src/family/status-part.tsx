import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Enrolment } from '../cloud/enrollment'
import { StateWord } from '../components/state-word'
import { Words } from '../components/words'
import { dayLine, toneOf } from './status-words'

interface StatusPartProps {
  enrolment: Enrolment
  /** Only that something is not settled, not what: that is told elsewhere. */
  brief?: boolean
}

/** The status as the biggest word of all, what it means or asks for, the day that matters, and what is not settled. */
export function StatusPart({ enrolment, brief = false }: StatusPartProps): ReactNode {
  const { status, statusName, sentence, open } = enrolment
  const day = dayLine(enrolment)
  return (
    <View>
      <StateWord tone={toneOf(status)}>{statusName}</StateWord>
      <View className='status-sentence'><Words>{sentence}</Words></View>
      {day !== '' && <View className='status-day strong'><Words>{day}</Words></View>}
      {open !== null && (brief ? <View className='status-open notice'>有一点通知没有写清楚，点“看全程和依据”看说明。</View> : <OpenMatter words={open} />)}
    </View>
  )
}

/** What the notice leaves open: said, with the reading that is taken. */
export function OpenMatter({ words }: { words: string }): ReactNode {
  return <View className='notice'>通知里没有写清楚，先按这样理解：<Words>{words}</Words></View>
}
