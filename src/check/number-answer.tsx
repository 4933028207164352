import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Tap } from '../components/tap'
import { TypedField } from '../components/typed-field'
import type { FactValue } from './session'

interface NumberAnswerProps {
  kept: FactValue | undefined
  onAnswer: (value: number) => void
}

export function NumberAnswer({ kept, onAnswer }: NumberAnswerProps): ReactNode {
  const [typed, setTyped] = useState(typeof kept === 'number' ? String(kept) : '')
  const [complaint, setComplaint] = useState('')

  const next = (): void => {
    if (/^\d+$/.test(typed)) onAnswer(Number(typed))
    else setComplaint('请填一个数字，如 2021。')
  }
  return (
    <View className='gap'>
      <TypedField id='answer-number' kind='number' label='填数字' longest={6} value={typed} onType={(text) => { setTyped(text.trim()); setComplaint('') }} />
      {complaint !== '' && <View id='number-complaint' className='notice notice-stop'>{complaint}</View>}
      <View className='gap-big'>
        <Tap id='answer-next' className='button' onTap={next}>下一题</Tap>
      </View>
    </View>
  )
}
