import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { PaymentAnswers, PaymentRequests } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import type { FoundPerson } from '../parts'
import { PersonFinder } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '未匹配订单的微信收款' })

export default function UnmatchedPaymentsPage(): ReactNode {
  return (
    <CountyScreen id="page-oddities" title="未匹配订单的微信收款">
      {(desk) => <UnmatchedPaymentsPart desk={desk} />}
    </CountyScreen>
  )
}

type State = PaymentRequests['oddities']['state']

/** By what there is to do; the server names a state on each row. */
const STEPS: readonly { state: State; name: string }[] = [
  { state: 'open', name: '待认领' },
  { state: 'proposed', name: '等同意' },
  { state: 'agreed', name: '等退款' },
  { state: 'sent', name: '正在退' },
  { state: 'failed', name: '退不回卡' },
  { state: 'assigned', name: '认领了的' },
  { state: 'returned', name: '退完的' },
]

/** Money that WeChat confirms for no order of ours: somebody finds whose it is, or it goes back (record 0014). */
function UnmatchedPaymentsPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const [state, setState] = useState<State>('open')
  return (
    <View>
      <View id="oddity-steps" className="chips gap">
        {STEPS.map((step) => (
          <TextButton
            key={step.state}
            id={`step-${step.state}`}
            className={step.state === state ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={step.state === state}
            onTap={() => setState(step.state)}
          >
            {step.name}
          </TextButton>
        ))}
      </View>
      <UnmatchedPayments key={state} desk={desk} state={state} />
    </View>
  )
}

type Page = PaymentAnswers['oddities']

function UnmatchedPayments({ desk, state }: { desk: CountyWorkplace; state: State }): ReactNode {
  const [before, setBefore] = useState<string | null>(null)
  const { asked, again } = usePayment('oddities', { state, before })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取微信的款" back={null}>
      {({ oddities, more }: Page) => (
        <Section id="oddities">
          {oddities.length === 0 && <View id="oddities-none">这一步没有要办的。</View>}
          {oddities.map((oddity) => (
            <UnmatchedPaymentRow
              key={oddity.oddity}
              oddity={oddity}
              desk={desk}
              onDone={before === null ? again : () => setBefore(null)}
            />
          ))}
          {before !== null && (
            <TextButton id="oddities-newest" className="link" onTap={() => setBefore(null)}>
              ‹ 回到最新的
            </TextButton>
          )}
          {more && (
            <TextButton
              id="oddities-more"
              className="button button-second gap"
              onTap={() => setBefore(oddities.at(-1)!.oddity)}
            >
              看更早的
            </TextButton>
          )}
        </Section>
      )}
    </QueryView>
  )
}

type UnmatchedPayment = PaymentAnswers['oddities']['oddities'][number]
interface UnmatchedPaymentProps {
  oddity: UnmatchedPayment
  desk: CountyWorkplace
  onDone: () => void
}

/** One payment: what WeChat calls it, and what its state asks for. */
function UnmatchedPaymentRow({ oddity, desk, onDone }: UnmatchedPaymentProps): ReactNode {
  const { amount, day, stateName, sentence, because, transaction, merchantNo, state } = oddity
  const may = desk.may.has('settleOddity')
  return (
    <View id={`oddity-${transaction}`} className="row oddity">
      <View className="bar-head">
        <View className="subtitle">{yuan(amount)} 元</View>
        <View className="badge">{stateName}</View>
      </View>
      <View>
        {dayInWords(day)}付的。{sentence}
      </View>
      <View className="quiet">
        微信单号 {transaction}，商户单号 {merchantNo}
      </View>
      {because !== null && <View className="notice">提出退回：{because}</View>}
      {may && state === 'open' && <Settle oddity={oddity} desk={desk} onDone={onDone} />}
      {may && state === 'proposed' && <Agree oddity={oddity} desk={desk} onDone={onDone} />}
      {may && state === 'agreed' && <SendBack oddity={oddity} desk={desk} onDone={onDone} />}
    </View>
  )
}

function Settle({ oddity: { oddity, transaction }, desk, onDone }: UnmatchedPaymentProps): ReactNode {
  const assign = usePaymentPlainAction('assignOddity')
  const propose = usePaymentPlainAction('proposeOddityReturn')
  const [found, setFound] = useState<FoundPerson | null>(null)
  const [because, setBecause] = useState('')
  const [wrong, setWrong] = useState('')
  const done = async (work: (why: string) => Promise<unknown>): Promise<void> => {
    const why = because.trim()
    setWrong(why === '' ? '请写怎么查的，如：付款人来电，截图核对过。' : '')
    if (why !== '' && (await work(why)) !== null) onDone()
  }
  return (
    <View>
      <PersonFinder id={`whose-${transaction}`} desk={desk} found={found} onFound={setFound} />
      <FormField
        id={`why-${transaction}`}
        label="怎么查的、为什么这样办"
        longest={100}
        value={because}
        wrong={wrong}
        onType={setBecause}
      />
      <ActionError id={`assign-${transaction}`} state={assign.state} />
      <ActionError id={`propose-${transaction}`} state={propose.state} />
      <View className="buttons gap">
        {found !== null && (
          <TextButton
            id={`assign-${transaction}`}
            className="button"
            onTap={() => void done((why) => assign.run({ oddity, enrolment: found.enrolment, because: why }))}
          >
            认到这个人名下
          </TextButton>
        )}
        <TextButton
          id={`propose-${transaction}`}
          className="button button-second"
          onTap={() => void done((why) => propose.run({ oddity, because: why }))}
        >
          查不清，退回（要两人）
        </TextButton>
      </View>
    </View>
  )
}

function Agree({ oddity: { oddity, transaction, mayAgree }, onDone }: UnmatchedPaymentProps): ReactNode {
  const agree = usePaymentPlainAction('agreeOddityReturn')
  const decline = usePaymentPlainAction('declineOddityReturn')
  const done = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View>
      <ActionError id={`agree-${transaction}`} state={agree.state} />
      <ActionError id={`decline-${transaction}`} state={decline.state} />
      {!mayAgree && <View className="quiet">是您提出的，要由另外的同事同意。</View>}
      <View className="buttons gap">
        {mayAgree && (
          <TextButton id={`agree-${transaction}`} className="button" onTap={() => void done(agree.run({ oddity }))}>
            同意退回
          </TextButton>
        )}
        <TextButton
          id={`decline-${transaction}`}
          className="button button-second"
          onTap={() => void done(decline.run({ oddity }))}
        >
          {mayAgree ? '不同意' : '收回'}
        </TextButton>
      </View>
    </View>
  )
}

function SendBack({ oddity: { oddity, transaction }, onDone }: UnmatchedPaymentProps): ReactNode {
  const send = usePaymentPlainAction('sendOddityBack')
  const [evidence, setEvidence] = useState('')
  const run = async (): Promise<void> => {
    if ((await send.run({ oddity, evidence: evidence.trim() === '' ? null : evidence.trim() })) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id={`paid-out-${transaction}`}
        label="线下退还的凭证号"
        about="微信原路退回的不用填。"
        longest={64}
        value={evidence}
        wrong=""
        onType={setEvidence}
      />
      <ActionError id={`send-${transaction}`} state={send.state} />
      <View className="buttons gap">
        <TextButton id={`send-back-${transaction}`} className="button" onTap={() => void run()}>
          退款
        </TextButton>
      </View>
    </View>
  )
}
