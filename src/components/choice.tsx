import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Tap } from './tap'
import { Words } from './words'

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
        <View className='choice-label'><Words>{label}</Words></View>
        {hint ? <View className='choice-hint'><Words>{hint}</Words></View> : null}
        {children}
      </View>
    </Tap>
  )
}
