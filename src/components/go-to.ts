import Taro from '@tarojs/taro'

/** A trembling finger taps twice; one page opens. */
let opening = false

/** Opens a page. The check is a package of its own in WeChat: on a phone that never fetched it and has no network, it cannot open. */
export async function goTo(url: string): Promise<void> {
  if (opening) return
  opening = true
  try {
    await Taro.navigateTo({ url })
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
