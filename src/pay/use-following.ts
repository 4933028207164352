import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useEffect } from 'react'

/** News of a payment comes within seconds or takes its time: asked often at first, then given up for whoever pulls down. */
const WAITS_S = [1, 2, 3, 5, 8, 13, 21]

/** Asks again by itself while something is awaited. */
export function useFollowing(isAwaited: boolean, again: () => void): void {
  useEffect(() => {
    if (!isAwaited) return
    let timer: ReturnType<typeof setTimeout>
    const waitFor = ([seconds, ...later]: readonly number[]): void => {
      if (seconds === undefined) return
      timer = setTimeout(() => {
        again()
        waitFor(later)
      }, seconds * 1000)
    }
    waitFor(WAITS_S)
    return () => clearTimeout(timer)
  }, [isAwaited, again])
}

/** 下拉刷新, in WeChat: in a browser Taro's own drawing of it moves what lies under a finger. */
export function usePullDown(again: () => void): void {
  usePullDownRefresh(() => {
    again()
    Taro.stopPullDownRefresh()
  })
}
