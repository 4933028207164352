import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Tap } from './tap'

interface ChoiceProps {
  id: string
  label: string
  hint?: string | null
  on: boolean
  /** Several may be chosen: drawn with a square mark and spoken as a checkbox. */
  many?: boolean
  onTap: () => void
  children?: ReactNode
}

/** One large answer. */
export function Choice({ id, label, hint, on, many = false, onTap, children }: ChoiceProps): ReactNode {
  return (
    <Tap id={id} className={on ? 'choice choice-on' : 'choice'} role={many ? 'checkbox' : 'radio'} checked={on} onTap={onTap}>
      <View className={many ? 'choice-mark choice-mark-set' : 'choice-mark'}>{on ? '✓' : ''}</View>
      <View className='choice-words'>
        <Text className='choice-label'>{label}</Text>
        {hint ? <Text className='choice-hint'>{hint}</Text> : null}
        {children}
      </View>
    </Tap>
  )
}
