import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../client/days'
import type { Me, Order, PaymentAnswers } from '../../client/functions'
import { useEnrolment, usePayment, usePaymentPlainAction } from '../../client/functions'
import { confirmed } from '../../client/phone'
import { ActionError } from '../../ui/answers'
import { yuan } from '../../ui/money'
import { openPage } from '../../ui/navigate'
import { TextButton } from '../../ui/tap'
import { Paragraph, Section } from '../../ui/text'
import { candidatesOf } from './selection'

/** Somebody for whom a payment is on its way. */
type Underway = PaymentAnswers['underway']['people'][number]

export type Underways = ReadonlyMap<string, Underway>

interface UnderwayProps {
  enrolments: readonly string[]
  children: (underway: Underways) => ReactNode
}

/** Who is being paid for, and by whom: shown as soon as it is known, and never waited for. */
export function WithUnderway({ enrolments, children }: UnderwayProps): ReactNode {
  return enrolments.length === 0 ? children(new Map()) : <AskUnderway enrolments={enrolments}>{children}</AskUnderway>
}

function AskUnderway({ enrolments, children }: UnderwayProps): ReactNode {
  const { asked } = usePayment('underway', { enrolments: [...enrolments] })
  const people = asked.is === 'answered' ? asked.answer.people : []
  return children(new Map(people.map((one) => [one.enrolment, one])))
}

function underwayWords({ payer, since, saidPaid }: Underway): string {
  if (saidPaid !== null) return `${payer}说${dayInWords(saidPaid)}已经交过了，等税务确认，不用再交。`
  return payer === '您'
    ? `您${dayInWords(since)}选好了怎么交，还没有说交过。`
    : `${payer}${dayInWords(since)}选好了怎么交。先问一声，不要交两次。`
}

/** In place of 去交费: nobody of the family pays a second time. */
export function UnderwayNotice({ underway }: { underway: Underway }): ReactNode {
  const { order, saidPaid, enrolment } = underway
  return (
    <View id={`underway-${enrolment}`} className={saidPaid === null ? 'notice' : 'notice notice-good'}>
      <View className="strong">
        <Paragraph>{underwayWords(underway)}</Paragraph>
      </View>
      {order !== null && (
        <TextButton className="link" onTap={() => void openPage(`/pages/pay/order/index?order=${order}`)}>
          {saidPaid === null ? '看怎么交、说已经交过 ›' : '看这次交费 ›'}
        </TextButton>
      )}
    </View>
  )
}

/** Of all whom one looks after, those who still owe and whom nobody is paying for: asked of the server each time. */
export function LeftToPay(): ReactNode {
  const { asked } = useEnrolment('me', undefined)
  if (asked.is !== 'answered') return null
  const owing = candidatesOf(asked.answer).filter(({ owes }) => owes)
  if (owing.length === 0) return null
  return (
    <WithUnderway
      key={owing.map(({ enrolment }) => enrolment).join()}
      enrolments={owing.map(({ enrolment }) => enrolment)}
    >
      {(underway) => <LeftPart left={owing.filter(({ enrolment }) => !underway.has(enrolment))} me={asked.answer} />}
    </WithUnderway>
  )
}

function LeftPart({ left, me }: { left: readonly { enrolment: string; relation: string }[]; me: Me }): ReactNode {
  if (left.length === 0) return null
  const all = [...(me.self?.enrolments ?? []), ...me.family.flatMap(({ enrolments }) => enrolments)]
  const words = left.map(({ enrolment, relation }) => {
    const fee = all.find(({ id }) => id === enrolment)?.fee ?? null
    return fee === null ? relation : `${relation} ${yuan(fee)} 元`
  })
  return (
    <Section id="left-to-pay">
      <View className="strong">
        <Paragraph>{`还有${words.join('、')}没交。`}</Paragraph>
      </View>
      <TextButton
        id="left-go"
        className="button button-second gap"
        onTap={() => void Taro.redirectTo({ url: '/pages/pay/index' })}
      >
        去交这些
      </TextButton>
    </Section>
  )
}

const CAN_BE_CANCELLED: readonly Order['state'][] = ['placed', 'handedOver', 'prepaid']

/** Gives an order up that nobody has paid. What was paid meanwhile is not lost: the answer says so. */
export function CancelOrder({ order: { order, state, way }, onDone }: { order: Order; onDone: () => void }): ReactNode {
  const deed = usePaymentPlainAction('cancelOrder')
  if (!CAN_BE_CANCELLED.includes(state)) return null
  const cancel = async (): Promise<void> => {
    const paidElsewhere =
      way === 'official' ? '已经在官方渠道交了的，不要取消，等税务的消息就好。' : '已经付了的，不会丢。'
    if (!(await confirmed('不交了？', paidElsewhere, '取消'))) return
    if ((await deed.run({ order })) !== null) onDone()
  }
  return (
    <>
      <TextButton id="order-cancel" className="button button-second" onTap={() => void cancel()}>
        {deed.state.is === 'busy' ? '正在取消' : '不交了，取消'}
      </TextButton>
      <ActionError id="order-cancel" state={deed.state} />
    </>
  )
}
