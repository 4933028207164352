import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { usePayment } from '../../../cloud/payment'
import { GoHome } from '../../../components/go-home'
import { Screen } from '../../../components/screen'
import { OrderParts } from '../../../pay/order-parts'
import type { CashierLeft } from '../../../pay/request-payment'
import { useFollowing, usePullDown } from '../../../pay/use-following'

/** One order: where the money is, and what comes next. WeChat is asked each time, as its news may be lost. */
export default function OrderPage(): ReactNode {
  const { order = '', pay } = useRouter<{ order?: string; pay?: string }>().params
  const { asked, again } = usePayment('checkOrder', { order })
  // Above what is asked: leaving the cashier asks anew.
  const [left, setLeft] = useState<CashierLeft | null>(null)
  const leave = (how: CashierLeft | null): void => {
    setLeft(how)
    again()
  }
  const unreachable = asked.is === 'refused' && asked.error.code === 'WECHAT_PAY_UNREACHABLE' ? asked.error.message : null
  usePullDown(again)
  useFollowing(asked.is === 'answered' && asked.answer.state === 'prepaid', again)
  return (
    <Screen id='page-order'>
      {unreachable === null
        ? (
            <AskedPart asked={asked} again={again} waitingFor='正在查订单' back={<GoHome />}>
              {(found) => <OrderParts order={found} again={again} atOnce={pay === '1'} left={left} onLeft={leave} />}
            </AskedPart>
          )
        : <OrderAsKept order={order} why={unreachable} again={again} />}
    </Screen>
  )
}

/** What we know ourselves, while WeChat cannot be asked. */
function OrderAsKept({ order, why, again }: { order: string; why: string; again: () => void }): ReactNode {
  const { asked, again: askKept } = usePayment('order', { order })
  return (
    <View>
      <View id='order-unreachable' className='notice'>{why}</View>
      <AskedPart asked={asked} again={askKept} waitingFor='正在查订单' back={<GoHome />}>
        {(found) => <OrderParts order={found} again={again} atOnce={false} left={null} onLeft={again} />}
      </AskedPart>
    </View>
  )
}
