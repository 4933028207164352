import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Question } from '../../rules'
import { isRealDay, sayDay } from '../clock/civil-days'
import { Tap } from '../components/tap'
import { Words } from '../components/words'
import type { FactValue } from './session'

/** One question with what was answered, and the way back to it. */
export function AnswerRow({ id, ask, answer, onChange }: { id: string; ask: string; answer: string; onChange: () => void }): ReactNode {
  return (
    <View id={id} className='row why-head'>
      <View className='step-words'>
        <View className='row-name'><Words>{ask}</Words></View>
        <View className='row-value'><Words>{answer}</Words></View>
      </View>
      <Tap id={`${id}-change`} className='link why' label={`改“${ask}”`} onTap={onChange}>改</Tap>
    </View>
  )
}

/** An answer as the question words it. */
export function answerWords({ options }: Question, value: FactValue | undefined): string {
  if (value === undefined) return '说不清'
  if (Array.isArray(value)) return value.length === 0 ? '都没有' : value.join('、')
  const chosen = options.find((option) => option.value === value)
  if (chosen) return chosen.label
  return typeof value === 'string' && isRealDay(value) ? sayDay(value) : String(value)
}
