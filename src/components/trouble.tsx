import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from './tap'

/** A fault in words, with its code for whoever is asked for help. */
export interface TroubleWords {
  code: string
  message: string
  /** What the person can do now. */
  todo: string
}

/** A fault of ours. */
export const UNFORESEEN: TroubleWords = {
  code: 'UNFORESEEN',
  message: '程序出了差错，没能算出结果。',
  todo: '请回到首页再试一次；还不行，请向当地医保经办机构询问。',
}

export function Trouble({ words }: { words: TroubleWords }): ReactNode {
  return (
    <View id='trouble' className='card'>
      <View className='title'>没有办法继续</View>
      <View id='trouble-message' className='gap'>{words.message}</View>
      <View id='trouble-todo' className='gap'>{words.todo}</View>
      <View id='trouble-code' className='quiet gap'>错误代码：{words.code}</View>
      <View className='gap'>
        <Tap id='trouble-home' className='button' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>
          回到首页
        </Tap>
      </View>
    </View>
  )
}
