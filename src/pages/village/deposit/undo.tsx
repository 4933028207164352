import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PaymentAnswers } from '../../../client/functions'
import { useCountyAction, usePaymentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'

interface UndoCashProps {
  item: PaymentAnswers['cashInHand']['items'][number]
  /** Of the day, from 1. */
  nth: number
  onDone: () => void
}

/** What one took today and still holds, taken down wrongly: undone alone, with a reason that the audit counts. */
export function UndoCash({ item: { order, amount, household }, nth, onDone }: UndoCashProps): ReactNode {
  const action = usePaymentAction('undoCash', order)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, action)
  const [isOpen, setIsOpen] = useState(false)
  const undo = async (): Promise<void> => {
    const because = typed.because.trim()
    if (!allWell({ because: because === '' ? '请写一句为什么撤销，如：收错了户。' : '' })) return
    if (!(await confirmed('撤销这笔收款？', `${yuan(amount)} 元请当面退还。收据作废，会留下记录。`, '撤销'))) return
    if ((await action.run({ order, because })) !== null) onDone()
  }
  if (!isOpen)
    return (
      <TextButton id={`undo-open-${order}`} className="link" onTap={() => setIsOpen(true)}>
        今天第 {nth} 笔 {yuan(amount)} 元记错了，撤销
      </TextButton>
    )
  return (
    <View>
      <TextButton
        className="link"
        onTap={() => void openPage(`/pages/village/household/index?household=${encodeURIComponent(household)}`)}
      >
        先看第 {nth} 笔是哪一户
      </TextButton>
      <FormField
        id={`undo-because-${order}`}
        label={`第 ${nth} 笔 ${yuan(amount)} 元为什么撤销`}
        longest={100}
        value={typed.because}
        wrong={wrongOf('because')}
        onType={type('because')}
      />
      <ActionError id={`undo-${order}`} state={action.state} fields={['because']} />
      {action.state.is === 'busy' ? (
        <Waiting words="正在撤销" />
      ) : (
        <TextButton id={`undo-${order}`} className="button button-second gap" onTap={() => void undo()}>
          撤销这笔收款
        </TextButton>
      )}
    </View>
  )
}

/** What one took on an earlier day and still holds: it takes a second person, of the township or the county. */
export function ProposeVoid({ item: { order, amount }, nth }: Omit<UndoCashProps, 'onDone'>): ReactNode {
  const action = useCountyAction('propose', order)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, action)
  const [is, setIs] = useState<'closed' | 'open' | 'proposed'>('closed')
  const propose = async (): Promise<void> => {
    const because = typed.because.trim()
    if (!allWell({ because: because === '' ? '请写一句为什么作废，如：收错了户。' : '' })) return
    if ((await action.run({ deed: 'voidCash', request: { order, because }, because })) !== null) setIs('proposed')
  }
  if (is === 'proposed')
    return (
      <View id={`proposed-${order}`} className="notice notice-good">
        已经提请。乡镇或者县里的经办人员同意以后才作废，15 天内有效。钱先别退。
      </View>
    )
  if (is === 'closed')
    return (
      <TextButton id={`propose-open-${order}`} className="link" onTap={() => setIs('open')}>
        第 {nth} 笔 {yuan(amount)} 元记错了，提请作废
      </TextButton>
    )
  return (
    <View>
      <FormField
        id={`propose-because-${order}`}
        label={`第 ${nth} 笔 ${yuan(amount)} 元为什么作废`}
        longest={100}
        value={typed.because}
        wrong={wrongOf('because')}
        onType={type('because')}
      />
      <ActionError id={`propose-${order}`} state={action.state} fields={['because']} />
      {action.state.is === 'busy' ? (
        <Waiting words="正在提请" />
      ) : (
        <TextButton id={`propose-${order}`} className="button button-second gap" onTap={() => void propose()}>
          提请乡镇复核
        </TextButton>
      )}
    </View>
  )
}
