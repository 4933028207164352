import Taro from '@tarojs/taro'
import type { ReactNode } from 'react'
import { TextButton } from './tap'

/** developers.weixin.qq.com: 小程序中页面栈最多十层 */
const PAGES_MAX = 10

/** A trembling finger taps twice; one page opens. */
let opening = false

/**
 * Opens a page. The check is a package of its own in WeChat: on a phone that never fetched it and has
 * no network, it cannot open.
 */
export async function openPage(url: string): Promise<void> {
  if (opening) return
  opening = true
  try {
    // WeChat opens no eleventh page: the one on top makes room.
    await (Taro.getCurrentPages().length < PAGES_MAX ? Taro.navigateTo({ url }) : Taro.redirectTo({ url }))
  } catch {
    await Taro.showModal({
      title: '还没有下载好',
      content: '请连上网再点一次。下载过一次，以后没有网也能查。',
      showCancel: false,
      confirmText: '知道了',
    })
  } finally {
    opening = false
  }
}

export function GoHome(): ReactNode {
  return (
    <TextButton
      id="go-home"
      className="button button-second"
      onTap={() => void Taro.reLaunch({ url: '/pages/home/index' })}
    >
      回首页
    </TextButton>
  )
}

/** The way out of a page that is reached from several: to the one below, or home where there is none. */
export function BackOrHome(): ReactNode {
  const below = Taro.getCurrentPages().length > 1
  const leave = (): void => void (below ? Taro.navigateBack() : Taro.reLaunch({ url: '/pages/home/index' }))
  return (
    <TextButton id="back-or-home" className="button button-second" onTap={leave}>
      {below ? '回上一页' : '回首页'}
    </TextButton>
  )
}
