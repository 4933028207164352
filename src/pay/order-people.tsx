import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Order } from '../cloud/payment'
import { Section } from '../components/section'
import { yuan } from '../result/money-words'

/** For whom the order is, and how much for each. */
export function OrderPeople({ people }: Pick<Order, 'people'>): ReactNode {
  return (
    <Section id='order-people' title={`给谁缴（${people.length}人）`}>
      {people.map(({ enrolment, person, fee, year }) => (
        <View key={enrolment} className='row'>
          <View className='strong'>{person.name}，{yuan(fee)} 元</View>
          <View className='quiet'>{[person.place, person.village, `${year}年度`].filter((words) => words !== '').join(' ')}</View>
        </View>
      ))}
    </Section>
  )
}
