import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Fen } from '../../rules'
import { yuan } from '../result/money-words'
import './sum.scss'

/** An amount that is to be seen first: the biggest thing on its card, or with `large` on the whole screen. */
export function Sum({ id, words, fen, large = false }: { id?: string; words: string; fen: Fen; large?: boolean }): ReactNode {
  return (
    <View id={id} className={large ? 'sum sum-large' : 'sum'}>
      <View className='sum-words'>{words}</View>
      <View className='sum-number'>{yuan(fen)}</View>
      <View className='sum-unit'>元</View>
    </View>
  )
}
