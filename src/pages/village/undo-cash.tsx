import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { usePaymentAction } from '../../client/functions'
import { mayDo } from './clerk-page'
import { ActionError } from '../../ui/answers'
import { yuan } from '../../ui/money'
import { TextButton } from '../../ui/tap'

const REASONS = ['收错了人家', '金额点错了', '他们说已经交过', '钱是假的、不够'] as const

interface UndoCashProps {
  order: string
  /** fen that goes back. */
  amount: number
  onDone: () => void
}

/** Money that one took oneself today, wrongly: one taps, says why, and confirms. */
export function UndoCash({ order, amount, onDone }: UndoCashProps): ReactNode {
  const deed = usePaymentAction('undoCash', order)
  const [open, setOpen] = useState(false)
  const [because, setBecause] = useState<string | null>(null)
  if (!mayDo('undoCash')) return null
  const undo = async (): Promise<void> => {
    if (because !== null && (await deed.run({ order, because })) !== null) onDone()
  }
  if (!open)
    return (
      <TextButton id={`undo-${order}`} className="link" expanded={false} onTap={() => setOpen(true)}>
        收错了，撤销
      </TextButton>
    )
  return (
    <View id={`undoing-${order}`} className="notice">
      <View className="strong">为什么撤销？</View>
      <View className="chips">
        {REASONS.map((reason, i) => (
          <TextButton
            key={reason}
            id={`undo-why-${i}-${order}`}
            className={reason === because ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={reason === because}
            onTap={() => setBecause(reason)}
          >
            {reason}
          </TextButton>
        ))}
      </View>
      {because !== null && (
        <TextButton id={`undo-go-${order}`} className="button gap" onTap={() => void undo()}>
          {deed.state.is === 'busy' ? '正在撤销…' : `撤销，退给他们 ${yuan(amount)} 元`}
        </TextButton>
      )}
      <View className="quiet">收据同时作废，请把纸收回来。</View>
      <ActionError id={`undo-${order}`} state={deed.state} />
    </View>
  )
}
