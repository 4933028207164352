import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Enrolment } from '../cloud/enrollment'
import { SIGNS, toneOf } from './status-words'
import './status-word.scss'

/** The status as the biggest word of all, with its sign. */
export function StatusWord({ enrolment: { status, statusName } }: { enrolment: Enrolment }): ReactNode {
  const tone = toneOf(status)
  return (
    <View className={`status-word tone-${tone}`}>
      <View className='status-sign'>{SIGNS[tone]}</View>
      <View className='status-name'>{statusName}</View>
    </View>
  )
}
