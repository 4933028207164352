import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Order } from '../cloud/payment'
import { GoHome } from '../components/go-home'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import { ContactsPart } from '../result/contacts-part'
import { CancelOrder } from './cancel-order'
import { NextPart } from './next-part'
import { OrderPapers } from './order-papers'
import { OrderPeople } from './order-people'
import { OrderState } from './order-state'
import { OrderSteps } from './order-steps'
import { PayByWechat } from './pay-by-wechat'
import type { CashierLeft } from './request-payment'

interface OrderPartsProps {
  order: Order
  again: () => void
  /** The cashier is to open by itself. */
  atOnce: boolean
  left: CashierLeft | null
  onLeft: (how: CashierLeft | null) => void
}

/** The order as it stands, with what can be done about it first. */
export function OrderParts({ order, again, ...cashier }: OrderPartsProps): ReactNode {
  const handedOver = order.state === 'handedOver'
  return (
    <View>
      <OrderState order={order}>
        <PayByWechat order={order} {...cashier} />
        {handedOver && <Tap id='order-how' className='button gap' onTap={() => void goTo(`/pages/pay/channel/index?order=${order.order}`)}>看怎么交</Tap>}
        <View className='gap'><NextPart second={handedOver} /></View>
      </OrderState>
      <OrderPapers order={order} />
      <OrderPeople people={order.people} />
      <OrderSteps order={order} />
      <ContactsPart contacts={order.contacts} />
      <View className='buttons gap-big'>
        <Tap id='order-refresh' className='button button-second' onTap={again}>刷新</Tap>
        <Tap id='order-records' className='button button-second' onTap={() => void goTo('/pages/pay/records/index')}>我的订单</Tap>
        <CancelOrder order={order} onDone={again} />
        <GoHome />
      </View>
    </View>
  )
}
