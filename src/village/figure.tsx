import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface FigureProps {
  id: string
  number: string
  unit: string
  tone?: 'act' | 'good' | 'stop' | 'plain'
}

/** The biggest thing on a screen: one number and what it counts. */
export function Figure({ id, number, unit, tone = 'plain' }: FigureProps): ReactNode {
  return (
    <View id={id} className={`figure figure-${tone}`}>
      <View className='figure-number'>{number}</View>
      <View className='figure-unit'>{unit}</View>
    </View>
  )
}
