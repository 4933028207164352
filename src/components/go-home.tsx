import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from './tap'

export function GoHome(): ReactNode {
  return <Tap id='go-home' className='button button-second' onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}>回首页</Tap>
}
