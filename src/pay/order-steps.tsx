import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Order } from '../cloud/payment'
import { Section } from '../components/section'
import { Words } from '../components/words'

/** What happened to the order, newest first. */
export function OrderSteps({ order: { order, steps } }: { order: Order }): ReactNode {
  return (
    <Section id='order-steps' title='经过'>
      {[...steps].reverse().map(({ at, words }, i) => (
        <View key={i} className='row order-step'>
          <View><Words>{words}</Words></View>
          <View className='quiet'>{at}</View>
        </View>
      ))}
      <View className='quiet'>订单号 {order}</View>
    </Section>
  )
}
