import Taro from '@tarojs/taro'

/** How WeChat's cashier was left. Whether there was money, only the order says. */
export type CashierLeft = 'paid' | 'cancelled' | 'failed'
export type Payment = Readonly<Record<string, string>>

/** Opens WeChat's cashier with what `prepay` gave. developers.weixin.qq.com, wx.requestPayment */
export async function requestPayment({
  timeStamp = '',
  nonceStr = '',
  package: prepay = '',
  signType,
  paySign = '',
}: Payment): Promise<CashierLeft> {
  try {
    await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType: signType as 'MD5', paySign })
    return 'paid'
  } catch (error) {
    return error instanceof Object && 'errMsg' in error && String(error.errMsg).includes('cancel')
      ? 'cancelled'
      : 'failed'
  }
}
