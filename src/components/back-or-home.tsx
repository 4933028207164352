import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from './tap'

/** The way out of a page that is reached from several: to the one below, or home where there is none. */
export function BackOrHome(): ReactNode {
  const below = Taro.getCurrentPages().length > 1
  const leave = (): void => void (below ? Taro.navigateBack() : Taro.reLaunch({ url: '/pages/home/index' }))
  return <Tap id='back-or-home' className='button button-second' onTap={leave}>{below ? '回上一页' : '回首页'}</Tap>
}
