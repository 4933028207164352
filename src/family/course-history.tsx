import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Course } from '../cloud/enrollment'
import { sayDay } from '../clock/civil-days'
import { Section } from '../components/section'
import { Words } from '../components/words'

/** What was done and by whom, newest first. */
export function CourseHistory({ history }: Pick<Course, 'history'>): ReactNode {
  return (
    <Section id='course-history' title='办过的事'>
      {history.length === 0 && <View>还没有办过。</View>}
      {history.map(({ id, day, words, by }) => (
        <View key={id} className='row history-row'>
          <View className='quiet'>{sayDay(day)}</View>
          <View className='strong'><Words>{words}</Words></View>
          <View className='quiet'>{by}</View>
        </View>
      ))}
    </Section>
  )
}
