import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Order, PaymentAnswers } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import { CountyScreen } from '../county-page'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '退费和存疑付款' })

export default function RefundsPage(): ReactNode {
  return (
    <CountyScreen id="page-refunds" title="退费和存疑付款">
      {({ may }) => (
        <View className="columns">
          <RefundsPart />
          <QuestionsPart may={may} />
        </View>
      )}
    </CountyScreen>
  )
}

type Refund = PaymentAnswers['refundsToDecide']['refunds'][number]

/** Refunds that wait for somebody: two of the county agree, then the money goes back the way it came. */
function RefundsPart(): ReactNode {
  const { asked, again } = usePayment('refundsToDecide', {})
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取退费" back={null}>
      {({ refunds, more }) => (
        <Section id="refunds" title="退费">
          {refunds.length === 0 && <View>没有等着办的退费。</View>}
          {refunds.map((refund) => (
            <RefundRow key={refund.refund} refund={refund} onDone={again} />
          ))}
          {more && <View className="quiet gap">还有更多，办完上面的会接着出来。</View>}
        </Section>
      )}
    </QueryView>
  )
}

function RefundRow({ refund, onDone }: { refund: Refund; onDone: () => void }): ReactNode {
  const { refund: id, person, year, amount, day, why, words, mayDecide, state } = refund
  return (
    <View id={`refund-${id}`} className="row">
      <View className="bar-head">
        <View className="strong">
          {person.name}
          {person.tail === null ? '' : ` 尾号${person.tail.replace(/\*/g, '')}`}
        </View>
        <View className="strong">{yuan(amount)} 元</View>
      </View>
      <View>
        {person.village} · {year} 年度 · {dayInWords(day)}申请
      </View>
      <View>理由：{why}</View>
      <View className="badge">{words}</View>
      {mayDecide && <Decide refund={id} onDone={onDone} />}
      {(state === 'agreed' || state === 'sent' || state === 'failed') && <Send refund={id} onDone={onDone} />}
      {!mayDecide && (state === 'asked' || state === 'agreedOnce') && (
        <View className="quiet">要由另外的同事审核。</View>
      )}
    </View>
  )
}

function Decide({ refund, onDone }: { refund: string; onDone: () => void }): ReactNode {
  const agree = usePaymentPlainAction('agreeRefund')
  const refuse = usePaymentPlainAction('refuseRefund')
  const [because, setBecause] = useState('')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id={`refuse-${refund}`}
        label="不同意的理由（同意不用填）"
        longest={100}
        value={because}
        wrong=""
        onType={setBecause}
      />
      <ActionError id={`agree-${refund}`} state={agree.state} />
      <ActionError id={`refuse-said-${refund}`} state={refuse.state} />
      <View className="buttons gap">
        <TextButton id={`agree-${refund}`} className="button" onTap={() => void done(agree.run({ refund }))}>
          同意退费
        </TextButton>
        {because.trim() !== '' && (
          <TextButton
            id={`refuse-send-${refund}`}
            className="button button-second"
            onTap={() => void done(refuse.run({ refund, because: because.trim() }))}
          >
            不同意
          </TextButton>
        )}
      </View>
    </View>
  )
}

function Send({ refund, onDone }: { refund: string; onDone: () => void }): ReactNode {
  const send = usePaymentPlainAction('sendRefund')
  const [evidence, setEvidence] = useState('')
  const run = async (): Promise<void> => {
    if ((await send.run({ refund, evidence: evidence.trim() === '' ? null : evidence.trim() })) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id={`paid-${refund}`}
        label="转账流水号或签收单号"
        about="微信付的原路退回，不用填。"
        longest={64}
        value={evidence}
        wrong=""
        onType={setEvidence}
      />
      <ActionError id={`send-${refund}`} state={send.state} />
      <View className="buttons gap">
        <TextButton id={`send-${refund}`} className="button" onTap={() => void run()}>
          退出去
        </TextButton>
      </View>
    </View>
  )
}

/** Money that came and did not fit its order: a person says whether it counts after all or goes back. */
function QuestionsPart({ may }: { may: ReadonlySet<string> }): ReactNode {
  const { asked, again } = usePayment('ordersInQuestion', {})
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取存疑的付款" back={null}>
      {({ orders, more }) => (
        <Section id="questions" title="存疑的付款">
          {orders.length === 0 && <View>没有对不上的付款。</View>}
          {orders.map((order) => (
            <OrderRow key={order.order} order={order} may={may} onDone={again} />
          ))}
          {more && <View className="quiet gap">还有更多，办完上面的会接着出来。</View>}
        </Section>
      )}
    </QueryView>
  )
}

function OrderRow({
  order: { order, total, people, sentence, steps },
  may,
  onDone,
}: {
  order: Order
  may: ReadonlySet<string>
  onDone: () => void
}): ReactNode {
  const count = usePaymentPlainAction('countAfterAll')
  const back = usePaymentPlainAction('returnHeldBack')
  const [because, setBecause] = useState('')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View id={`question-${order}`} className="row">
      <View className="bar-head">
        <View className="strong">{people.map(({ person }) => person.name).join('、')}</View>
        <View className="strong">应缴 {yuan(total)} 元</View>
      </View>
      <View>{sentence}</View>
      {steps.slice(-2).map(({ at, words }) => (
        <View key={`${at} ${words}`} className="quiet">
          {at} {words}
        </View>
      ))}
      <FormField
        id={`count-${order}`}
        label="计入的理由"
        about="要计入的才填。"
        longest={100}
        value={because}
        wrong=""
        onType={setBecause}
      />
      <ActionError id={`count-said-${order}`} state={count.state} />
      <ActionError id={`back-${order}`} state={back.state} />
      <View className="buttons gap">
        {may.has('countAfterAll') && because.trim() !== '' && (
          <TextButton
            id={`count-send-${order}`}
            className="button"
            onTap={() => void done(count.run({ order, because: because.trim() }))}
          >
            核对过，计入
          </TextButton>
        )}
        {may.has('decideRefund') && (
          <TextButton
            id={`back-send-${order}`}
            className="button button-second"
            onTap={() => void done(back.run({ order }))}
          >
            办退回（要两人）
          </TextButton>
        )}
      </View>
    </View>
  )
}
