import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PaymentAnswers } from '../../../client/functions'
import { usePaymentAction } from '../../../client/functions'
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
