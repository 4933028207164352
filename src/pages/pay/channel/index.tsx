import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import { copyText } from '../../../client/phone'
import type { Channel, Order } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import { orderPage, OrderPeople, OrderState, useNextPart } from '../parts'
import { CancelOrder } from '../underway'
import { usePullDown } from '../selection'
import { ActionError, QueryView } from '../../../ui/answers'
import { BackOrHome, GoHome } from '../../../ui/navigate'
import { ChannelSteps, ContactsPart } from '../../../ui/notice'
import { bareTail } from '../../../ui/identity-form'
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
        {(found) =>
          found.state === 'handedOver' ? <HandOver order={found} again={again} /> : <NotHere order={found} />
        }
      </QueryView>
    </Screen>
  )
}

function HandOver({ order, again }: { order: Order; again: () => void }): ReactNode {
  const { channels, contacts, people, total, deadline, where } = order
  return (
    <View>
      <QuestionTitle>现在到官方渠道去交</QuestionTitle>
      <Section id="channel-now">
        <AmountText id="channel-total" words="要交" fen={total} large />
        {deadline !== null && (
          <View className="strong">
            <Paragraph>{`最晚${dayInWords(deadline)}交`}</Paragraph>
          </View>
        )}
        <View className="quiet">单子已经记下，还没有扣钱。钱不经过这里，请照下面的步骤交。</View>
      </Section>
      <WhatToEnter where={where} people={people} />
      {channels.map((channel) => (
        <ChannelPart key={channel.id} channel={channel} />
      ))}
      <OrderPeople people={people} />
      <ContactsPart contacts={contacts} />
      <View className="buttons gap-big">
        <BackOrHome />
        <CancelOrder order={order} onDone={again} />
      </View>
      <Done order={order.order} />
    </View>
  )
}

/** What the steps outside will ask: which place to switch to, and whom to name. */
function WhatToEnter({ where, people }: Pick<Order, 'where' | 'people'>): ReactNode {
  return (
    <Section id="channel-enter" title="到那边要选、要填的">
      {where !== '' && (
        <View id="channel-where">
          <Paragraph>{`城市或地区不是这里的，先换成：${where}`}</Paragraph>
        </View>
      )}
      {people.map(({ enrolment, person, year }) => (
        <View key={enrolment} className="row">
          <View>
            {year} 年度，{person.name}
            {person.tail === null ? '' : `，证件尾号 ${bareTail(person.tail)}`}
          </View>
          <TextButton className="button button-second copy-name" onTap={() => void copyText(person.name)}>
            {`复制姓名“${person.name}”`}
          </TextButton>
        </View>
      ))}
    </Section>
  )
}

/**
 * The payer's word stands for the whole family until the tax office's news comes; it leads to where
 * that will stand.
 */
function Done({ order }: { order: string }): ReactNode {
  const next = useNextPart()
  const deed = usePaymentPlainAction('sayPaid')
  const open = (url: string): void => void Taro.redirectTo({ url })
  const said = async (): Promise<void> => {
    if ((await deed.run({ order })) !== null) open(next === null ? orderPage(order) : next.url)
  }
  return (
    <View className="foot buttons-foot">
      <ActionError id="channel-done" state={deed.state} />
      <TextButton id={next === null ? 'channel-done' : 'channel-next'} className="button" onTap={() => void said()}>
        {deed.state.is === 'busy' ? '正在记下' : next === null ? '我交过了' : `我交过了，${next.words}`}
      </TextButton>
      <TextButton id="channel-later" className="button button-second gap" onTap={() => open(orderPage(order))}>
        还没交，先放着
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
          看这次交费
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
