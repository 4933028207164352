import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Tap } from './tap'
import { Words } from './words'
import './alert.scss'

interface AlertProps {
  id: string
  good?: boolean
  /** It cannot stay so. */
  stop?: boolean
  words: string
  onTap: () => void
}

/** Something that waits for the reader: the whole box can be tapped. */
export function Alert({ id, good = false, stop = false, words, onTap }: AlertProps): ReactNode {
  return (
    <Tap id={id} className={`notice ${good ? 'notice-good ' : ''}${stop ? 'notice-stop ' : ''}alert`} onTap={onTap}>
      <View className='step-words strong'><Words>{words}</Words></View>
      <View className='alert-go'>›</View>
    </Tap>
  )
}
