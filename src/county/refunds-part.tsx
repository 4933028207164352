import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { sayDay } from '../clock/civil-days'
import { usePayment, usePaymentPlainDeed, type PaymentAnswers } from '../cloud/payment'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'

type Refund = PaymentAnswers['refundsToDecide']['refunds'][number]

/** Refunds that wait for somebody: two of the county agree, then the money goes back the way it came. */
export function RefundsPart(): ReactNode {
  const { asked, again } = usePayment('refundsToDecide', {})
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取退费' back={null}>
      {({ refunds, more }) => (
        <Section id='refunds' title='退费'>
          {refunds.length === 0 && <View>没有等着办的退费。</View>}
          {refunds.map((refund) => <RefundRow key={refund.refund} refund={refund} onDone={again} />)}
          {more && <View className='quiet gap'>还有更多，办完上面的会接着出来。</View>}
        </Section>
      )}
    </AskedPart>
  )
}

function RefundRow({ refund, onDone }: { refund: Refund; onDone: () => void }): ReactNode {
  const { refund: id, person, year, amount, day, why, words, mayDecide, state } = refund
  return (
    <View id={`refund-${id}`} className='row'>
      <View className='bar-head'><View className='strong'>{person.name}{person.tail === null ? '' : ` 尾号 ${person.tail}`}</View><View className='strong'>{yuan(amount)} 元</View></View>
      <View>{person.village} · {year} 年度 · {sayDay(day)}申请</View>
      <View>理由：{why}</View>
      <View className='badge'>{words}</View>
      {mayDecide && <Decide refund={id} onDone={onDone} />}
      {(state === 'agreed' || state === 'sent') && <Send refund={id} onDone={onDone} />}
      {!mayDecide && (state === 'asked' || state === 'agreedOnce') && <View className='quiet'>要由另外的同事审核。</View>}
    </View>
  )
}

function Decide({ refund, onDone }: { refund: string; onDone: () => void }): ReactNode {
  const agree = usePaymentPlainDeed('agreeRefund')
  const refuse = usePaymentPlainDeed('refuseRefund')
  const [because, setBecause] = useState('')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View>
      <FormField id={`refuse-${refund}`} label='不同意的理由（同意不用填）' longest={100} value={because} wrong='' onType={setBecause} />
      <DeedSaid id={`agree-${refund}`} state={agree.state} />
      <DeedSaid id={`refuse-said-${refund}`} state={refuse.state} />
      <View className='buttons gap'>
        <Tap id={`agree-${refund}`} className='button' onTap={() => void done(agree.run({ refund }))}>同意退费</Tap>
        {because.trim() !== '' && <Tap id={`refuse-send-${refund}`} className='button button-second' onTap={() => void done(refuse.run({ refund, because: because.trim() }))}>不同意</Tap>}
      </View>
    </View>
  )
}

function Send({ refund, onDone }: { refund: string; onDone: () => void }): ReactNode {
  const send = usePaymentPlainDeed('sendRefund')
  const [evidence, setEvidence] = useState('')
  const run = async (): Promise<void> => {
    if ((await send.run({ refund, evidence: evidence.trim() === '' ? null : evidence.trim() })) !== null) onDone()
  }
  return (
    <View>
      <FormField id={`paid-${refund}`} label='转账流水号或签收单号' about='微信付的原路退回，不用填。' longest={64} value={evidence} wrong='' onType={setEvidence} />
      <DeedSaid id={`send-${refund}`} state={send.state} />
      <View className='buttons gap'><Tap id={`send-${refund}`} className='button' onTap={() => void run()}>退出去</Tap></View>
    </View>
  )
}
