import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { Waiting } from '../asking/waiting'
import { type RefundTerms, usePaymentDeed } from '../cloud/payment'
import { Choice } from '../components/choice'
import { confirmed } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'

const REASONS = ['重复缴了，或者两个地方都参保了', '参加了职工医保', '缴错了人，或者缴错了档', '人已经不在了'] as const
const OTHER = '别的原因'

interface AskRefundProps {
  order: string
  enrolment: string
  terms: RefundTerms
  onAsked: () => void
}

/** Why, and then the request itself: once, however often it is tapped. */
export function AskRefund({ order, enrolment, terms: { person, amount }, onAsked }: AskRefundProps): ReactNode {
  const deed = usePaymentDeed('askRefund', `${order} ${enrolment}`)
  const [chosen, setChosen] = useState('')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const why = chosen === OTHER ? typed.trim() : chosen

  const change = (set: (words: string) => void) => (words: string): void => {
    deed.changed()
    setWrong('')
    set(words)
  }
  const send = async (): Promise<void> => {
    if (why === '') return setWrong(chosen === OTHER ? '请写一句原因。' : '请先选一个原因。')
    if (deed.state.is !== 'unanswered' && !(await confirmed('申请退费？', `${person.name}，${yuan(amount)} 元。退了就不算参保了，不能报销。`, '申请'))) return
    if ((await deed.run({ order, enrolment, why })) !== null) onAsked()
  }
  return (
    <Section id='refund-ask' title='为什么要退'>
      {[...REASONS, OTHER].map((reason, i) => <Choice key={reason} id={`refund-why-${i}`} label={reason} on={chosen === reason} onTap={() => change(setChosen)(reason)} />)}
      {chosen === OTHER && <FormField id='refund-typed' label='原因' longest={200} value={typed} wrong='' onType={change(setTyped)} />}
      {wrong !== '' && <View id='refund-wrong' className='notice notice-stop'>{wrong}</View>}
      <DeedSaid id='refund' state={deed.state} />
      {deed.state.is === 'busy' && <Waiting words='正在交申请' />}
      <View className='gap'><Tap id='refund-send' className='button' onTap={() => void send()}>{deed.state.is === 'unanswered' ? '再试一次' : '申请退费'}</Tap></View>
    </Section>
  )
}
