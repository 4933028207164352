import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { sayDay } from '../../../clock/civil-days'
import { type Order, usePayment } from '../../../cloud/payment'
import { GoHome } from '../../../components/go-home'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { Sum } from '../../../components/sum'
import { Tap } from '../../../components/tap'
import { Words } from '../../../components/words'
import { ContactsPart } from '../../../result/contacts-part'
import { ChannelPart } from '../../../pay/channel-part'
import { useNextPart } from '../../../pay/next-part'
import { OrderPeople } from '../../../pay/order-people'
import { OrderState } from '../../../pay/order-state'
import { orderPage } from '../../../pay/payable-row'
import { usePullDown } from '../../../pay/use-following'

/** How to pay an order on its place's official channel. The money does not pass through here. */
export default function ChannelPage(): ReactNode {
  const { order = '' } = useRouter<{ order?: string }>().params
  const { asked, again } = usePayment('order', { order })
  usePullDown(again)
  return (
    <Screen id='page-channel'>
      <AskedPart asked={asked} again={again} waitingFor='正在查怎么交' back={<GoHome />}>
        {(found) => (found.state === 'handedOver' ? <HandOver order={found} /> : <NotHere order={found} />)}
      </AskedPart>
    </Screen>
  )
}

function HandOver({ order }: { order: Order }): ReactNode {
  const { channels, contacts, people, total, payUntil } = order
  return (
    <View>
      <QuestionTitle>现在到官方渠道去交</QuestionTitle>
      <Section id='channel-now'>
        <Sum id='channel-total' words='要交' fen={total} large />
        {payUntil !== null && <View className='strong'><Words>{`最晚${sayDay(payUntil)}交`}</Words></View>}
        <View className='quiet'>单子已经记下，还没有扣钱。钱不经过这里，请照下面的步骤交。</View>
      </Section>
      {channels.map((channel) => <ChannelPart key={channel.id} channel={channel} />)}
      <OrderPeople people={people} />
      <ContactsPart contacts={contacts} />
      <Done order={order.order} />
    </View>
  )
}

/** The tax office's news decides, not this tap: it leads to where the news will stand. */
function Done({ order }: { order: string }): ReactNode {
  const next = useNextPart()
  const open = (url: string): void => void Taro.redirectTo({ url })
  return (
    <View className='foot buttons-foot'>
      {next !== null && <Tap id='channel-next' className='button' onTap={() => open(next.url)}>{`我交过了，${next.words}`}</Tap>}
      <Tap id='channel-done' className={next === null ? 'button' : 'button button-second gap'} onTap={() => open(orderPage(order))}>{next === null ? '我交过了' : '先看这份订单'}</Tap>
    </View>
  )
}

function NotHere({ order }: { order: Order }): ReactNode {
  return (
    <View>
      <OrderState order={order} />
      <View className='gap'><Tap id='channel-order' className='button' onTap={() => void Taro.redirectTo({ url: orderPage(order.order) })}>看这份订单</Tap></View>
    </View>
  )
}
