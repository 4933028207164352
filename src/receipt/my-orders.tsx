import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { sayDay } from '../clock/civil-days'
import { type Order, type PaymentAnswers, usePayment, usePaymentPlainDeed } from '../cloud/payment'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { StateWord } from '../components/state-word'
import { Sum } from '../components/sum'
import { Tap } from '../components/tap'
import { toneOfOrder } from '../pay/order-tones'

type OrdersPage = PaymentAnswers['orders']

/** All that I paid or am about to, newest first. */
export function MyOrders(): ReactNode {
  const { asked, again } = usePayment('orders', { before: null })
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在查缴费记录' back={null}>
        {(newest) => (newest.orders.length === 0 ? <NoOrders /> : <OrderList key={lastOf(newest)} newest={newest} />)}
      </AskedPart>
      <Section id='records-cash' title='村里交的、别人替您交的'>
        <View>不在上面。收据在“我和家人的参保”里，各人的参保全程页上点“收据”。</View>
        <View className='gap'><Tap id='go-family' className='button button-second' onTap={() => void goTo('/pages/family/index')}>看我和家人</Tap></View>
      </Section>
    </View>
  )
}

/** `before` of the next page: its last order. When a new one comes the list begins anew, so that none is left out. */
const lastOf = ({ orders }: OrdersPage): string => orders[orders.length - 1]?.order ?? ''

function NoOrders(): ReactNode {
  return <Section id='records-none'><View>您还没有在这里缴过费。</View></Section>
}

function OrderList({ newest }: { newest: OrdersPage }): ReactNode {
  const [older, setOlder] = useState<OrdersPage>({ orders: [], more: newest.more })
  const asking = usePaymentPlainDeed('orders')
  const orders = [...newest.orders, ...older.orders]
  const askOlder = async (): Promise<void> => {
    const found = await asking.run({ before: lastOf({ orders, more: true }) })
    if (found !== null) setOlder({ orders: [...older.orders, ...found.orders], more: found.more })
  }
  return (
    <View id='records'>
      {orders.map((order) => <OrderCard key={order.order} order={order} />)}
      <DeedSaid id='records-older' state={asking.state} />
      {older.more && (
        <View className='gap'><Tap id='records-older' className='button button-second' onTap={() => void askOlder()}>{asking.state.is === 'busy' ? '正在查' : '看更早的'}</Tap></View>
      )}
    </View>
  )
}

function OrderCard({ order: { order, state, stateName, total, day, people } }: { order: Order }): ReactNode {
  const names = people.map(({ person }) => person.name).join('、')
  return (
    <View className='card record'>
      <Sum words={`${people.length} 人，一共`} fen={total} />
      <StateWord tone={toneOfOrder(state)}>{stateName}</StateWord>
      <View className='quiet'>{sayDay(day)}，{names}</View>
      <View className='gap'>
        <Tap className='button button-second record-open' label={`看${sayDay(day)}的订单`} onTap={() => void goTo(`/pages/pay/order/index?order=${order}`)}>看这份订单</Tap>
      </View>
    </View>
  )
}
