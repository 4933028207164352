import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Tap } from './tap'
import { Words } from './words'
import './alert.scss'

/** Something that waits for the reader: the whole box can be tapped. */
export function Alert({ id, good = false, words, onTap }: { id: string; good?: boolean; words: string; onTap: () => void }): ReactNode {
  return (
    <Tap id={id} className={good ? 'notice notice-good alert' : 'notice alert'} onTap={onTap}>
      <View className='step-words strong'><Words>{words}</Words></View>
      <View className='alert-go'>›</View>
    </Tap>
  )
}
