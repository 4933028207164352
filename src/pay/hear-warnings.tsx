import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Choice } from '../components/choice'
import { Section } from '../components/section'
import { keyOfHearing, type ToHear } from './what-to-hear'

interface HearWarningsProps {
  warnings: readonly ToHear[]
  heard: ReadonlySet<string>
  onHear: (key: string) => void
}

/** Each is acknowledged by itself, before any money moves. */
export function HearWarnings({ warnings, heard, onHear }: HearWarningsProps): ReactNode {
  if (warnings.length === 0) return null
  return (
    <Section id='pay-warnings' title={`付款前先看清楚（${warnings.length} 条）`}>
      <View className='quiet'>看清楚一条，点一下。</View>
      {warnings.map((one) => {
        const key = keyOfHearing(one)
        return <Choice key={key} id={`hear-${one.code}`} many label={one.message} hint={`说的是：${one.names.join('、')}`} on={heard.has(key)} onTap={() => onHear(key)} />
      })}
    </Section>
  )
}
