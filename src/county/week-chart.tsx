import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { sayDay } from '../clock/civil-days'
import type { CountyAnswers } from '../cloud/county'
import { Section } from '../components/section'
import { counted } from './figure'
import './week-chart.scss'

/** How it came there, week by week, with what is required as lines across; the same in words for who cannot see it. */
export function WeekChart({ weeks: { points, required, target } }: { weeks: CountyAnswers['progressWeeks'] }): ReactNode {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) {
    return <Section id='weeks' title='逐周进度'><View className='quiet'>还没有记下过每晚的进度；过一晚就有。</View></Section>
  }
  const top = Math.max(target?.people ?? 0, ...points.map(({ done }) => done), ...required.map(({ people }) => people), 1)
  const high = (people: number): string => `${(100 * people) / top}%`
  return (
    <Section id='weeks' title='逐周进度'>
      <View className='week-chart' {...spoken(`从${sayDay(first.day)}的${counted(first.done)}人，到${sayDay(last.day)}的${counted(last.done)}人`)}>
        {required.map(({ id, people }) => <View key={id} className='week-line' style={{ bottom: high(people) }} />)}
        {points.map(({ day, done }) => <View key={day} className='week-column' style={{ height: high(done) }} />)}
      </View>
      <View className='bar-head quiet'><View>{sayDay(first.day)}</View><View>{sayDay(last.day)}</View></View>
      <View className='gap'>最近一次：<Text className='strong'>{counted(last.done)} 人{last.percent === null ? '' : `，${last.percent}%`}</Text></View>
      {required.map(({ id, by, people }) => <View key={id} className='quiet'>虚线：{sayDay(by)}前要到 {counted(people)} 人</View>)}
      {points.length > 1 && <View className='quiet'>上一周多了 {counted(last.done - points.at(-2)!.done)} 人。</View>}
    </Section>
  )
}

const spoken = (label: string): object => (process.env.TARO_ENV === 'h5' ? { role: 'img', 'aria-label': label } : { 'aria-role': 'img', 'aria-label': label })
