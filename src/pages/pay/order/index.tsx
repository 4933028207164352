import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Order } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import type { CashierLeft } from './request-payment'
import { requestPayment } from './request-payment'
import { NextPart, OrderPeople, OrderState } from '../parts'
import { CancelOrder, LeftToPay } from '../underway'
import { useFollowing, usePullDown } from '../selection'
import { QueryView, ActionError } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { GoHome, openPage } from '../../../ui/navigate'
import { ContactsPart } from '../../../ui/notice'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

/** One order: where the money is, and what comes next. WeChat is asked each time, as its news may be lost. */
export default function OrderPage(): ReactNode {
  const { order = '', pay } = useRouter<{ order?: string; pay?: string }>().params
  const { asked, again } = usePayment('checkOrder', { order })
  // Above what is asked: leaving the cashier asks anew.
  const [left, setLeft] = useState<CashierLeft | null>(null)
  const leave = (how: CashierLeft | null): void => {
    setLeft(how)
    again()
  }
  const unreachable =
    asked.is === 'refused' && asked.error.code === 'WECHAT_PAY_UNREACHABLE' ? asked.error.message : null
  usePullDown(again)
  useFollowing(asked.is === 'answered' && asked.answer.state === 'prepaid', again)
  return (
    <Screen id="page-order">
      {unreachable === null ? (
        <QueryView asked={asked} again={again} waitingFor="正在查这次交费" back={<GoHome />}>
          {(found) => <OrderParts order={found} again={again} atOnce={pay === '1'} left={left} onLeft={leave} />}
        </QueryView>
      ) : (
        <OrderAsKept order={order} why={unreachable} again={again} />
      )}
    </Screen>
  )
}

/** What we know ourselves, while WeChat cannot be asked. */
function OrderAsKept({ order, why, again }: { order: string; why: string; again: () => void }): ReactNode {
  const { asked, again: askKept } = usePayment('order', { order })
  return (
    <View>
      <View id="order-unreachable" className="notice">
        {why}
      </View>
      <QueryView asked={asked} again={askKept} waitingFor="正在查这次交费" back={<GoHome />}>
        {(found) => <OrderParts order={found} again={again} atOnce={false} left={null} onLeft={again} />}
      </QueryView>
    </View>
  )
}

const CAN_BE_RETURNED: readonly Order['state'][] = ['paid', 'arrived', 'returning']

/** Receipts, and what was or can be given back. */
function OrderReceipts({ order }: { order: Order }): ReactNode {
  const { receipts, refunds, people, state } = order
  const returnable = CAN_BE_RETURNED.includes(state)
    ? people.filter(({ enrolment }) => !refunds.some((one) => one.enrolment === enrolment))
    : []
  if (receipts.length + refunds.length + returnable.length === 0) return null
  return (
    <Section id="order-papers" title="收据和退费">
      {receipts.map((receipt) => (
        <TextButton
          key={receipt}
          className="link order-receipt"
          label={`看收据 ${receipt}`}
          onTap={() => void openPage(`/pages/pay/receipt/index?receipt=${receipt}`)}
        >
          看收据 ›
        </TextButton>
      ))}
      {refunds.map(({ enrolment, words, amount }, i) => (
        <View key={enrolment ?? i} className="row order-refund">
          {nameOf(order, enrolment)}退 {yuan(amount)} 元：{words}
        </View>
      ))}
      {returnable.map(({ enrolment, person }) => (
        <TextButton
          key={enrolment}
          className="link order-ask-refund"
          label={`给${person.name}申请退费`}
          onTap={() => void openPage(`/pages/pay/refund/index?order=${order.order}&enrolment=${enrolment}`)}
        >
          {person.name}：能不能退费 ›
        </TextButton>
      ))}
    </Section>
  )
}

function nameOf({ people }: Order, enrolment: string | null): string {
  const name = people.find((one) => one.enrolment === enrolment)?.person.name
  return name === undefined ? '' : `${name} `
}

interface OrderPartsProps {
  order: Order
  again: () => void
  /** The cashier is to open by itself. */
  atOnce: boolean
  left: CashierLeft | null
  onLeft: (how: CashierLeft | null) => void
}

/** The order as it stands, with what can be done about it first. */
function OrderParts({ order, again, ...cashier }: OrderPartsProps): ReactNode {
  const handedOver = order.state === 'handedOver'
  return (
    <View>
      <OrderState order={order}>
        <PayByWechat order={order} {...cashier} />
        {handedOver && (
          <TextButton
            id="order-how"
            className="button gap"
            onTap={() => void openPage(`/pages/pay/channel/index?order=${order.order}`)}
          >
            {order.saidPaid === null ? '看怎么交' : '没有交成？看怎么交'}
          </TextButton>
        )}
        <View className="gap">
          <NextPart second={handedOver} />
        </View>
      </OrderState>
      <LeftToPay key={order.state} />
      <OrderReceipts order={order} />
      <OrderPeople people={order.people} />
      <OrderSteps order={order} />
      <ContactsPart contacts={order.contacts} />
      <View className="buttons gap-big">
        <TextButton id="order-refresh" className="button button-second" onTap={again}>
          刷新
        </TextButton>
        <TextButton
          id="order-records"
          className="button button-second"
          onTap={() => void openPage('/pages/pay/records/index')}
        >
          缴费记录
        </TextButton>
        <CancelOrder order={order} onDone={again} />
        <GoHome />
      </View>
    </View>
  )
}

/** What happened to the order, newest first. */
function OrderSteps({ order: { order, steps } }: { order: Order }): ReactNode {
  return (
    <Section id="order-steps" title="经过">
      {[...steps].reverse().map(({ at, words }, i) => (
        <View key={i} className="row order-step">
          <View>
            <Paragraph>{words}</Paragraph>
          </View>
          <View className="quiet">{at}</View>
        </View>
      ))}
      <View className="quiet">这次交费的编号 {order}</View>
    </Section>
  )
}

const LEFT_WORDS: Readonly<Record<CashierLeft, string>> = {
  paid: '微信说付好了，正在等它的结果，一般几秒钟。',
  cancelled: '您没有付。这次交费还在：可以再付，也可以取消。',
  failed: '没有付成。这次交费还在：可以再付，也可以取消。',
}

interface PayByWechatProps {
  order: Order
  /** She said on the page before that she pays now: the cashier opens without another tap. */
  atOnce: boolean
  /** How the cashier was left the last time that it was open here; null = it was not. */
  left: CashierLeft | null
  /** The cashier was left, or did not open (null). */
  onLeft: (how: CashierLeft | null) => void
}

/** WeChat's cashier for an order that can be paid. What the cashier says is a hint; the order is asked. */
function PayByWechat({
  order: { order, state, way, payUntil, total },
  atOnce,
  left,
  onLeft,
}: PayByWechatProps): ReactNode {
  const prepay = usePaymentPlainAction('prepay')
  const begun = useRef(false)
  const open = way === 'wechat' && payUntil !== null

  const pay = async (): Promise<void> => {
    if (begun.current) return
    begun.current = true
    const ready = await prepay.run({ order })
    const how = ready === null ? null : await requestPayment(ready.payment)
    begun.current = false
    onLeft(how)
  }
  useEffect(() => {
    if (atOnce && open && state === 'placed') void pay()
    // Once, as the page opens.
  }, [])
  if (!open) return null
  return (
    <View className="gap">
      {left !== null && (
        <View id="cashier-left" className={left === 'paid' ? 'notice notice-good' : 'notice'}>
          {LEFT_WORDS[left]}
        </View>
      )}
      <ActionError id="pay-wechat" state={prepay.state} />
      {left !== 'paid' && (
        <TextButton id="pay-wechat" className="button gap" onTap={() => void pay()}>
          {prepay.state.is === 'busy' ? '正在打开微信支付' : `用微信付 ${yuan(total)} 元`}
        </TextButton>
      )}
    </View>
  )
}
