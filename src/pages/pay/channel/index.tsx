import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import type { Channel, Order } from '../../../client/functions'
import { usePayment } from '../../../client/functions'
import { orderPage, OrderPeople, OrderState, useNextPart } from '../parts'
import { usePullDown } from '../selection'
import { QueryView } from '../../../ui/answers'
import { GoHome } from '../../../ui/navigate'
import { ChannelSteps, ContactsPart } from '../../../ui/notice'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, AmountText, Paragraph } from '../../../ui/text'

/** How to pay an order on its place's official channel. The money does not pass through here. */
export default function ChannelPage(): ReactNode {
  const { order = '' } = useRouter<{ order?: string }>().params
  const { asked, again } = usePayment('order', { order })
  usePullDown(again)
  return (
    <Screen id="page-channel">
      <QueryView asked={asked} again={again} waitingFor="正在查怎么交" back={<GoHome />}>
        {(found) => (found.state === 'handedOver' ? <HandOver order={found} /> : <NotHere order={found} />)}
      </QueryView>
    </Screen>
  )
}

function HandOver({ order }: { order: Order }): ReactNode {
  const { channels, contacts, people, total, payUntil } = order
  return (
    <View>
      <QuestionTitle>现在到官方渠道去交</QuestionTitle>
      <Section id="channel-now">
        <AmountText id="channel-total" words="要交" fen={total} large />
        {payUntil !== null && (
          <View className="strong">
            <Paragraph>{`最晚${dayInWords(payUntil)}交`}</Paragraph>
          </View>
        )}
        <View className="quiet">单子已经记下，还没有扣钱。钱不经过这里，请照下面的步骤交。</View>
      </Section>
      {channels.map((channel) => (
        <ChannelPart key={channel.id} channel={channel} />
      ))}
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
    <View className="foot buttons-foot">
      {next !== null && (
        <TextButton
          id="channel-next"
          className="button"
          onTap={() => open(next.url)}
        >{`我交过了，${next.words}`}</TextButton>
      )}
      <TextButton
        id="channel-done"
        className={next === null ? 'button' : 'button button-second gap'}
        onTap={() => open(orderPage(order))}
      >
        {next === null ? '我交过了' : '先看这份订单'}
      </TextButton>
    </View>
  )
}

function NotHere({ order }: { order: Order }): ReactNode {
  return (
    <View>
      <OrderState order={order} />
      <View className="gap">
        <TextButton
          id="channel-order"
          className="button"
          onTap={() => void Taro.redirectTo({ url: orderPage(order.order) })}
        >
          看这份订单
        </TextButton>
      </View>
    </View>
  )
}

/** One official channel, step by step; WeChat opens its mini-program where the deployment names one. */
function ChannelPart({ channel }: { channel: Channel }): ReactNode {
  const { id, name, miniProgram } = channel
  return (
    <Section id={`hand-over-${id}`} title={name}>
      <ChannelSteps channel={channel} />
      {miniProgram !== null && process.env.TARO_ENV === 'weapp' && (
        <View className="gap">
          <TextButton id="open-mini-program" className="button" onTap={() => void openMiniProgram(miniProgram)}>
            打开那个小程序
          </TextButton>
        </View>
      )}
    </Section>
  )
}

/** Whoever says no to leaving is not disturbed; where it does not open, the steps remain. */
async function openMiniProgram({ appId, path }: NonNullable<Channel['miniProgram']>): Promise<void> {
  try {
    await Taro.navigateToMiniProgram({ appId, ...(path === null ? {} : { path }) })
  } catch (error) {
    if (error instanceof Object && 'errMsg' in error && String(error.errMsg).includes('cancel')) return
    await Taro.showModal({
      title: '没能打开',
      content: '请照上面写的步骤自己点。',
      showCancel: false,
      confirmText: '知道了',
    })
  }
}
