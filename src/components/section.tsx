import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface SectionProps {
  id: string
  title?: string
  children: ReactNode
}

export function Section({ id, title, children }: SectionProps): ReactNode {
  return (
    <View id={id} className='card'>
      {title && <Heading>{title}</Heading>}
      {children}
    </View>
  )
}

export function Heading({ children }: { children: ReactNode }): ReactNode {
  const spoken = process.env.TARO_ENV === 'h5' ? { role: 'heading', 'aria-level': '2' } : { 'aria-role': 'header' }
  return (
    <View className='subtitle card-head' {...spoken}>
      {children}
    </View>
  )
}
