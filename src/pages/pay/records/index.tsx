import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Order, PaymentAnswers } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import { toneOfOrder } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { BackOrHome, openPage } from '../../../ui/navigate'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, StatusTag, AmountText } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '缴费记录' })

/** What I paid; opened for an enrolment, the receipts on which that person stands, whoever paid. */
export default function RecordsPage(): ReactNode {
  const { enrolment } = useRouter<{ enrolment?: string }>().params
  return (
    <Screen id="page-records">
      <QuestionTitle>{enrolment === undefined ? '我的缴费记录' : '收据'}</QuestionTitle>
      {enrolment === undefined ? <MyOrders /> : <ReceiptsOf enrolment={enrolment} />}
      <View className="buttons gap-big">
        <BackOrHome />
      </View>
    </Screen>
  )
}

type OrdersPage = PaymentAnswers['orders']

/** All that I paid or am about to, newest first. */
function MyOrders(): ReactNode {
  const { asked, again } = usePayment('orders', { before: null })
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在查缴费记录" back={null}>
        {(newest) => (newest.orders.length === 0 ? <NoOrders /> : <OrderList key={lastOf(newest)} newest={newest} />)}
      </QueryView>
      <Section id="records-cash" title="村里交的、别人替您交的">
        <View>村里代交的，请到这里看：收据在“我和家人的参保”里，各人的参保全程页上点“收据”。</View>
        <View className="gap">
          <TextButton
            id="go-family"
            className="button button-second"
            onTap={() => void openPage('/pages/family/index')}
          >
            看我和家人
          </TextButton>
        </View>
      </Section>
    </View>
  )
}

/** `before` of the next page: its last order. When a new one comes the list begins anew, so that none is left out. */
const lastOf = ({ orders }: OrdersPage): string => orders[orders.length - 1]?.order ?? ''

function NoOrders(): ReactNode {
  return (
    <Section id="records-none">
      <View>您还没有在这里交过费。</View>
    </Section>
  )
}

function OrderList({ newest }: { newest: OrdersPage }): ReactNode {
  const [older, setOlder] = useState<OrdersPage>({ orders: [], more: newest.more })
  const asking = usePaymentPlainAction('orders')
  const orders = [...newest.orders, ...older.orders]
  const askOlder = async (): Promise<void> => {
    const found = await asking.run({ before: lastOf({ orders, more: true }) })
    if (found !== null) setOlder({ orders: [...older.orders, ...found.orders], more: found.more })
  }
  return (
    <View id="records">
      {orders.map((order) => (
        <OrderCard key={order.order} order={order} />
      ))}
      <ActionError id="records-older" state={asking.state} />
      {older.more && (
        <View className="gap">
          <TextButton id="records-older" className="button button-second" onTap={() => void askOlder()}>
            {asking.state.is === 'busy' ? '正在查' : '看更早的'}
          </TextButton>
        </View>
      )}
    </View>
  )
}

const WAY_WORDS: Readonly<Record<Order['way'], string>> = {
  wechat: '您用微信付的',
  official: '您在官方渠道交的',
  cash: '您在村里收的现金',
  pos: '您在村里刷卡收的',
  elsewhere: '在别处交的',
}

function OrderCard({
  order: { order, way, state, stateName, total, day, people, saidPaid },
}: {
  order: Order
}): ReactNode {
  const names = people.map(({ person }) => person.name).join('、')
  return (
    <View className="card record">
      <AmountText words={`${people.length} 人，一共`} fen={total} />
      <StatusTag tone={saidPaid === null ? toneOfOrder(state) : 'wait'}>{stateName}</StatusTag>
      <View className="quiet">
        {dayInWords(day)}，{names}
        {PAID.includes(state) ? `，${WAY_WORDS[way]}` : ''}
      </View>
      <View className="gap">
        <TextButton
          className="button button-second record-open"
          label={`看${dayInWords(day)}的交费`}
          onTap={() => void openPage(`/pages/pay/order/index?order=${order}`)}
        >
          看这次交费
        </TextButton>
      </View>
    </View>
  )
}

/** Money that somebody has: who took it is said. */
const PAID: readonly Order['state'][] = ['paid', 'arrived', 'returning', 'returned']

type ListedReceipt = PaymentAnswers['receiptsFor']['receipts'][number]

/** Receipts on which a person stands, whoever paid: what a clerk took at the door among them. */
function ReceiptsOf({ enrolment }: { enrolment: string }): ReactNode {
  const { asked, again } = usePayment('receiptsFor', { enrolment })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在查收据" back={null}>
      {({ receipts }) =>
        receipts.length === 0 ? (
          <NoReceipts />
        ) : (
          <View>
            {receipts.map((receipt) => (
              <ReceiptCard key={receipt.receipt} receipt={receipt} enrolment={enrolment} />
            ))}
          </View>
        )
      }
    </QueryView>
  )
}

function NoReceipts(): ReactNode {
  return (
    <Section id="receipts-none">
      <View className="strong">这里还没有收据。</View>
      <View className="gap">在村里交现金或者刷卡的，村干部记账以后马上就有。</View>
      <View className="gap">在税务、银行等官方渠道交的，凭证在那个渠道里查。</View>
    </Section>
  )
}

function ReceiptCard({
  receipt: { receipt, order, day, amount, state, taken },
  enrolment,
}: {
  receipt: ListedReceipt
  enrolment: string
}): ReactNode {
  return (
    <View className="card listed-receipt">
      {state === 'void' && <StatusTag tone="stop">已作废</StatusTag>}
      <AmountText words="收到" fen={amount} />
      <View className="quiet">
        {dayInWords(day)}，{taken}，号码 {receipt}
      </View>
      <View className="buttons gap">
        <TextButton
          className="button listed-open"
          onTap={() => void openPage(`/pages/pay/receipt/index?receipt=${receipt}`)}
        >
          看收据、打印
        </TextButton>
        {state === 'issued' && (
          <TextButton
            className="button button-second listed-refund"
            onTap={() => void openPage(`/pages/pay/refund/index?order=${order}&enrolment=${enrolment}`)}
          >
            申请退费
          </TextButton>
        )}
      </View>
    </View>
  )
}
