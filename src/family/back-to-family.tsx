import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from '../components/tap'

export const FAMILY = '/pages/family/index'

/** Back to 我的: it is usually the page below; opened from elsewhere it takes this page's place. */
export async function backToFamily(): Promise<void> {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
  else await Taro.redirectTo({ url: FAMILY })
}

export function BackToFamily({ second = false }: { second?: boolean }): ReactNode {
  return (
    <Tap id='back-to-family' className={second ? 'button button-second' : 'button'} onTap={() => void backToFamily()}>回到“我的”</Tap>
  )
}
