import Taro from '@tarojs/taro'

export async function copyText(text: string, done = '已复制'): Promise<void> {
  try {
    await Taro.setClipboardData({ data: text })
    await Taro.showToast({ title: done, icon: 'none' })
  } catch {
    await Taro.showModal({ title: '没能复制', content: `请记下来：${text}`, showCancel: false, confirmText: '知道了' })
  }
}

/** Cancelling the call is no fault; a phone that cannot call shows the number to dial. */
export async function callPhone(number: string): Promise<void> {
  try {
    await Taro.makePhoneCall({ phoneNumber: number })
  } catch (error) {
    if (error instanceof Object && 'errMsg' in error && String(error.errMsg).includes('cancel')) return
    await Taro.showModal({ title: '请拨打', content: number, showCancel: false, confirmText: '知道了' })
  }
}

/** True when they said yes. */
export async function confirmed(title: string, content: string, yes: string): Promise<boolean> {
  const { confirm } = await Taro.showModal({ title, content, confirmText: yes, cancelText: '不了' })
  return confirm
}

/** Shows a place on WeChat's map; where it cannot, its address to write down. */
export async function openPlace(
  name: string,
  { latitude, longitude, address }: { latitude: number; longitude: number; address: string },
): Promise<void> {
  try {
    await Taro.openLocation({ latitude, longitude, name, address, scale: 16 })
  } catch {
    await Taro.showModal({ title: name, content: address, showCancel: false, confirmText: '知道了' })
  }
}
