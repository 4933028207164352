import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { RefundTerms } from '../../../client/functions'
import { usePayment, usePaymentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { BackOrHome } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { Screen } from '../../../ui/screen'
import { Choice, TextButton } from '../../../ui/tap'
import type { Tone } from '../../../ui/text'
import { QuestionTitle, Section, StatusTag, AmountText, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '申请退费' })

/**
 * Money back for one person of an order: whether it can be asked today and why, before anything is asked; then what
 * became of it.
 */
export default function RefundPage(): ReactNode {
  const { order = '', enrolment = '' } = useRouter<{ order?: string; enrolment?: string }>().params
  const { asked, again } = usePayment('refundTerms', { order, enrolment })
  return (
    <Screen id="page-refund">
      <QuestionTitle>退费</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在查能不能退" back={<BackOrHome />}>
        {(terms) => (
          <View>
            <TermsPart terms={terms} />
            <NextPart terms={terms} />
            {terms.taken && <AskRefund order={order} enrolment={enrolment} terms={terms} onAsked={again} />}
          </View>
        )}
      </QueryView>
      <View className="buttons gap-big">
        <BackOrHome />
      </View>
    </Screen>
  )
}

const REASONS = ['重复交了，或者两个地方都参保了', '参加了职工医保', '交错了人，或者交错了档', '人已经不在了'] as const
const OTHER = '别的原因'

interface AskRefundProps {
  order: string
  enrolment: string
  terms: RefundTerms
  onAsked: () => void
}

/** Why, and then the request itself: once, however often it is tapped. */
function AskRefund({ order, enrolment, terms: { person, amount }, onAsked }: AskRefundProps): ReactNode {
  const deed = usePaymentAction('askRefund', `${order} ${enrolment}`)
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const why = chosen === OTHER ? typed.trim() : chosen

  const change =
    (set: (words: string) => void) =>
    (words: string): void => {
      deed.changed()
      setWrong('')
      set(words)
    }
  const send = async (): Promise<void> => {
    if (why === '') return setWrong(chosen === OTHER ? '请写一句原因。' : '请先选一个原因。')
    if (
      deed.state.is !== 'unanswered' &&
      !(await confirmed('申请退费？', `${person.name}，${yuan(amount)} 元。退了就不算参保了，不能报销。`, '申请'))
    )
      return
    if ((await deed.run({ order, enrolment, why })) !== null) onAsked()
  }
  return (
    <Section id="refund-ask" title="为什么要退">
      {[...REASONS, OTHER].map((reason, i) => (
        <Choice
          key={reason}
          id={`refund-why-${i}`}
          label={reason}
          on={chosen === reason}
          onTap={() => change(setChosen)(reason)}
        />
      ))}
      {chosen === OTHER && (
        <FormField id="refund-typed" label="原因" longest={200} value={typed} wrong="" onType={change(setTyped)} />
      )}
      {wrong !== '' && (
        <View id="refund-wrong" className="notice notice-stop">
          {wrong}
        </View>
      )}
      <ActionError id="refund" state={deed.state} />
      {deed.state.is === 'busy' && <Waiting words="正在交申请" />}
      <View className="gap">
        <TextButton id="refund-send" className="button" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '申请退费'}
        </TextButton>
      </View>
    </Section>
  )
}

/** Who decides, and what comes next; what a refund costs is said before it is asked for. */
function NextPart({ terms: { at, taken, before } }: { terms: RefundTerms }): ReactNode {
  const underWay = before !== null && before.state !== 'refused'
  if (!taken && !underWay) return null
  const whom = at ?? '县级医保经办机构'
  const steps = [
    `${underWay ? '您已经交了申请' : '您在这里交申请'}，不用跑腿。`,
    `${whom}要有两个人都核对同意，才能退；不能退，会写明原因。`,
    '同意以后退钱：微信付的退回微信，别的由经办人员退给您本人，会同您联系。',
    '钱退了，这里写“已退回”，收据作废；收据上还有家里别的人的，给他们换一张新的。',
  ]
  return (
    <Section id="refund-next" title="接下来怎样">
      {steps.map((words, i) => (
        <View key={i} className="step">
          <View className="step-number">{i + 1}</View>
          <View className="step-words">{words}</View>
        </View>
      ))}
      <View id="refund-cost" className="notice">
        同意退费以后，这一年就不算参保了，不能报销。再要参保得重新交，可能已经过了期，或者要等一段日子才能报销。
      </View>
    </Section>
  )
}

/** For whom and how much, whether it can be asked today, and by which sentence of the notice. */
function TermsPart({ terms }: { terms: RefundTerms }): ReactNode {
  const { person, year, amount, sentence, cite, quote } = terms
  const { tone, words } = headOf(terms)
  return (
    <Section id="refund-terms">
      <View className="quiet">
        {person.name}，{year} 年度
      </View>
      <AmountText id="refund-amount" words={terms.before?.state === 'done' ? '退了' : '要退'} fen={amount} large />
      <StatusTag tone={tone}>{words}</StatusTag>
      {terms.before?.state === 'refused' && (
        <View id="refund-refused" className="notice">
          上次申请：{terms.before.words}
        </View>
      )}
      <View id="refund-sentence" className="status-sentence">
        <Paragraph>{sentence}</Paragraph>
      </View>
      {quote !== null && (
        <WhyClause
          id="refund"
          ask="看原文"
          head={<View className="quiet">依据通知{cite}</View>}
          source={{ cite, quote }}
        />
      )}
    </Section>
  )
}

type RequestState = NonNullable<RefundTerms['before']>['state']

const UNDER_WAY: Readonly<Record<Exclude<RequestState, 'refused'>, Tone>> = {
  asked: 'wait',
  agreedOnce: 'wait',
  agreed: 'wait',
  sent: 'wait',
  failed: 'wait',
  done: 'good',
}

/** The answer as one word: what became of a request, or else whether one can be made. */
function headOf({ before, possible, taken }: RefundTerms): { tone: Tone; words: string } {
  if (before !== null && before.state !== 'refused')
    return { tone: UNDER_WAY[before.state] ?? 'open', words: before.words }
  if (possible === null) return { tone: 'open', words: '通知没有写清楚' }
  return possible && taken ? { tone: 'good', words: '可以申请' } : { tone: 'stop', words: '不能申请' }
}
