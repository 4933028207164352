import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Course } from '../cloud/enrollment'
import { WhyClause } from '../components/clause'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { Words } from '../components/words'
import { yuan } from '../result/money-words'

/** How the amount comes about. What is not settled is said to be so; never a number in its place. */
export function CourseMoney({ course: { money: { baseFee, subsidy, fee, category, fundedBy }, summary: { id } } }: { course: Course }): ReactNode {
  const rows = [
    { name: '标准', value: settled(baseFee) },
    { name: category === null ? '资助' : `资助（${category}）`, value: settled(subsidy) },
    ...(fundedBy === null ? [] : [{ name: '资助的钱由谁出', value: fundedBy }]),
    { name: '自己出', value: settled(fee) },
  ]
  return (
    <Section id='course-money' title='钱'>
      {rows.map(({ name, value }) => (
        <View key={name} className='row'>
          <View className='row-name'>{name}</View>
          <View className='row-value'>{value}</View>
        </View>
      ))}
      <View className='gap'>
        <Tap id='course-receipts' className='button button-second' onTap={() => void goTo(`/pages/pay/records/index?enrolment=${id}`)}>收据</Tap>
      </View>
    </Section>
  )
}

function settled(fen: number | null): string {
  return fen === null ? '待核定' : `${yuan(fen)} 元`
}

export function CourseReasons({ reasons }: Pick<Course, 'reasons'>): ReactNode {
  if (reasons.length === 0) return null
  return (
    <Section id='course-reasons' title='每一项的依据'>
      {reasons.map(({ sentence, cite, quote }, i) => (
        <View key={i} className='row'>
          <WhyClause id={`reason-${i}`} ask='依据' head={<Words>{sentence}</Words>} source={{ cite, quote }} />
        </View>
      ))}
    </Section>
  )
}
