import './theme/theme.scss'
import './client/old-engines'
import Taro, { usePageNotFound } from '@tarojs/taro'
import { recallKeptTime } from './client/kept-time'
import type { PropsWithChildren, ReactNode } from 'react'

recallKeptTime()

export default function App({ children }: PropsWithChildren): ReactNode {
  // An old bookmark, a page of another version: nobody is left before nothing.
  usePageNotFound(() => void Taro.reLaunch({ url: '/pages/home/index' }))
  return children
}
