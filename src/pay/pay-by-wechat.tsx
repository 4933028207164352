import { View } from '@tarojs/components'
import { useEffect, useRef, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { type Order, usePaymentPlainDeed } from '../cloud/payment'
import { Tap } from '../components/tap'
import { yuan } from '../result/money-words'
import { requestPayment, type CashierLeft } from './request-payment'

const LEFT_WORDS: Readonly<Record<CashierLeft, string>> = {
  paid: '微信说付好了，正在等它的结果，一般几秒钟。',
  cancelled: '您没有付。订单还在：可以再付，也可以取消。',
  failed: '没有付成。订单还在：可以再付，也可以取消。',
}

interface PayByWechatProps {
  order: Order
  /** She said on the page before that she pays now: the cashier opens without another tap. */
  atOnce: boolean
  /** How the cashier was left the last time that it was open here; null = it was not. */
  left: CashierLeft | null
  /** The cashier was left, or did not open (null). */
  onLeft: (how: CashierLeft | null) => void
}

/** WeChat's cashier for an order that can be paid. What the cashier says is a hint; the order is asked. */
export function PayByWechat({ order: { order, state, way, payUntil, total }, atOnce, left, onLeft }: PayByWechatProps): ReactNode {
  const prepay = usePaymentPlainDeed('prepay')
  const begun = useRef(false)
  const open = way === 'wechat' && payUntil !== null

  const pay = async (): Promise<void> => {
    if (begun.current) return
    begun.current = true
    const ready = await prepay.run({ order })
    const how = ready === null ? null : await requestPayment(ready.payment)
    begun.current = false
    onLeft(how)
  }
  useEffect(() => {
    if (atOnce && open && state === 'placed') void pay()
    // Once, as the page opens.
  }, [])
  if (!open) return null
  return (
    <View className='gap'>
      {left !== null && <View id='cashier-left' className={left === 'paid' ? 'notice notice-good' : 'notice'}>{LEFT_WORDS[left]}</View>}
      <DeedSaid id='pay-wechat' state={prepay.state} />
      {left !== 'paid' && <Tap id='pay-wechat' className='button gap' onTap={() => void pay()}>{prepay.state.is === 'busy' ? '正在打开微信支付' : `用微信付 ${yuan(total)} 元`}</Tap>}
    </View>
  )
}
