import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './state-word.scss'

/** How a state is drawn: each tone has a sign of its own, so that colour is never alone in telling it. */
export type Tone = 'act' | 'stop' | 'wait' | 'good' | 'calm' | 'open'

const SIGNS: Readonly<Record<Tone, string>> = { act: '!', stop: '!', wait: '…', good: '✓', calm: '–', open: '?' }

/** Where something stands, as the biggest word. */
export function StateWord({ tone, children }: { tone: Tone; children: string }): ReactNode {
  return (
    <View className={`status-word tone-${tone}`}>
      <View className='status-sign'>{SIGNS[tone]}</View>
      <View className='status-name'>{children}</View>
    </View>
  )
}
