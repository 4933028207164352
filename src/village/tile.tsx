import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Tap } from '../components/tap'

interface TileProps {
  id: string
  name: string
  number: string
  tone?: 'act' | 'stop' | 'plain'
  onTap: () => void
}

/** A smaller number, and what it leads to. */
export function Tile({ id, name, number, tone = 'plain', onTap }: TileProps): ReactNode {
  return (
    <Tap id={id} className={`tile tile-${tone}`} label={`${name} ${number}`} onTap={onTap}>
      <View className='tile-number'>{number}</View>
      <View className='tile-name'>{name} ›</View>
    </Tap>
  )
}
