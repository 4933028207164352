import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Choice } from '../components/choice'
import type { Warning } from './door-person'

interface ToBeHeardProps {
  warnings: readonly Warning[]
  /** By what they say. */
  heard: ReadonlySet<string>
  onHeard: (heard: ReadonlySet<string>) => void
  wrong?: string
}

/** 念给他们听: each sentence is ticked once it was read out. */
export function ToBeHeard({ warnings, heard, onHeard, wrong }: ToBeHeardProps): ReactNode {
  if (warnings.length === 0) return null
  const turn = (message: string): void => {
    const next = new Set(heard)
    if (!next.delete(message)) next.add(message)
    onHeard(next)
  }
  return (
    <View id='to-be-heard' className='notice'>
      <View className='subtitle'>念给他们听，念过点一下</View>
      {warnings.map(({ code, message }) => <Choice key={message} id={`heard-${code}`} many label={message} on={heard.has(message)} onTap={() => turn(message)} />)}
      {wrong !== undefined && <View id='heard-wrong' className='stop-words gap'>{wrong}</View>}
    </View>
  )
}
