import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { type Order, usePayment } from '../../../cloud/payment'
import { Screen } from '../../../components/screen'
import { Tap } from '../../../components/tap'
import { CancelOrder } from '../../../pay/cancel-order'
import { OrderPeople } from '../../../pay/order-people'
import { OrderState } from '../../../pay/order-state'
import { OrderSteps } from '../../../pay/order-steps'
import { useFollowing, usePullDown } from '../../../pay/use-following'

/** One order: where the money is, and what comes next. WeChat is asked each time, as its news may be lost. */
export default function OrderPage(): ReactNode {
  const { order = '' } = useRouter<{ order?: string }>().params
  const { asked, again } = usePayment('checkOrder', { order })
  const unreachable = asked.is === 'refused' && asked.error.code === 'WECHAT_PAY_UNREACHABLE' ? asked.error.message : null
  usePullDown(again)
  useFollowing(asked.is === 'answered' && asked.answer.state === 'prepaid', again)
  return (
    <Screen id='page-order'>
      {unreachable === null
        ? <AskedPart asked={asked} again={again} waitingFor='正在查订单' back={<GoHome />}>{(found) => <OrderParts order={found} again={again} />}</AskedPart>
        : <OrderAsKept order={order} why={unreachable} again={again} />}
    </Screen>
  )
}

/** What we know ourselves, while WeChat cannot be asked. */
function OrderAsKept({ order, why, again }: { order: string; why: string; again: () => void }): ReactNode {
  const { asked, again: askKept } = usePayment('order', { order })
  return (
    <View>
      <View id='order-unreachable' className='notice'>{why}</View>
      <AskedPart asked={asked} again={askKept} waitingFor='正在查订单' back={<GoHome />}>{(found) => <OrderParts order={found} again={again} />}</AskedPart>
    </View>
  )
}

function OrderParts({ order, again }: { order: Order; again: () => void }): ReactNode {
  return (
    <View>
      <OrderState order={order} />
      <OrderPeople people={order.people} />
      <OrderSteps order={order} />
      <View className='buttons gap-big'>
        <Tap id='order-refresh' className='button button-second' onTap={again}>刷新</Tap>
        <CancelOrder order={order} onDone={again} />
        <GoHome />
      </View>
    </View>
  )
}

function GoHome(): ReactNode {
  return <Tap id='order-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap>
}
