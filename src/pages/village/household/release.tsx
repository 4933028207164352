import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { usePaymentPlainAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'

interface ReleaseProps {
  enrolment: string
  /** In whose order they are, in words. */
  held: string
  onDone: () => void
}

/** Somebody's unpaid order is in the way: staff end it with a reason, which its payer is told and the audit keeps. */
export function Release({ enrolment, held, onDone }: ReleaseProps): ReactNode {
  const { state, run, forget } = usePaymentPlainAction('releaseReservation')
  const [isOpen, setIsOpen] = useState(false)
  const [because, setBecause] = useState('')
  const [wrong, setWrong] = useState('')
  const release = async (): Promise<void> => {
    if (because.trim() === '') return setWrong('请写一句为什么解除，下单的人看得到。')
    if (!(await confirmed('解除等待付款？', '那份没有付的订单会关掉。已经付了的不会动。', '解除'))) return
    if ((await run({ enrolment, because: because.trim() })) !== null) onDone()
  }
  if (!isOpen)
    return (
      <View>
        <View className="notice">{held}</View>
        <TextButton id={`release-open-${enrolment}`} className="link" onTap={() => setIsOpen(true)}>
          等不到付款的，解除这份订单
        </TextButton>
      </View>
    )
  return (
    <View>
      <View className="notice">{held}</View>
      <FormField
        id={`release-because-${enrolment}`}
        label="为什么解除"
        hint="本人说没有下过单"
        longest={100}
        value={because}
        wrong={wrong}
        onType={(words) => {
          forget()
          setWrong('')
          setBecause(words)
        }}
      />
      <ActionError id={`release-${enrolment}`} state={state} />
      {state.is === 'busy' ? (
        <Waiting words="正在解除" />
      ) : (
        <TextButton id={`release-${enrolment}`} className="button button-second gap" onTap={() => void release()}>
          解除等待付款
        </TextButton>
      )}
    </View>
  )
}
