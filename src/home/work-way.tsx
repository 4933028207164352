import { useDidShow } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'
import { keptDesk } from '../saved/kept-desk'
import { useTakenMoney } from '../village/taken-money'

/** The way to work on the first screen, for whom the server has called a clerk on this phone before: it opens without a network. */
export function WorkWay(): ReactNode {
  const [isThere, setThere] = useState(() => keptDesk() !== null)
  useDidShow(() => setThere(keptDesk() !== null))
  const unsent = useTakenMoney().length
  if (!isThere && unsent === 0) return null
  return (
    <View className='gap'>
      <Tap id='home-work' className='button button-second' onTap={() => void goTo('/pages/village/index')}>{`村里的工作${unsent > 0 ? `（${unsent} 笔没上传）` : ''}`}</Tap>
    </View>
  )
}
