import type { ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { type Order, usePaymentPlainDeed } from '../cloud/payment'
import { confirmed } from '../components/phone-actions'
import { Tap } from '../components/tap'

const CAN_BE_CANCELLED: readonly Order['state'][] = ['placed', 'handedOver', 'prepaid']

/** Gives an order up that nobody has paid. What was paid meanwhile is not lost: the answer says so. */
export function CancelOrder({ order: { order, state, way }, onDone }: { order: Order; onDone: () => void }): ReactNode {
  const deed = usePaymentPlainDeed('cancelOrder')
  if (!CAN_BE_CANCELLED.includes(state)) return null
  const cancel = async (): Promise<void> => {
    const paidElsewhere = way === 'official' ? '已经在官方渠道缴了的，不要取消，等税务的消息就好。' : '已经付了的，不会丢。'
    if (!(await confirmed('取消这份订单？', paidElsewhere, '取消订单'))) return
    if ((await deed.run({ order })) !== null) onDone()
  }
  return (
    <>
      <Tap id='order-cancel' className='button button-second' onTap={() => void cancel()}>{deed.state.is === 'busy' ? '正在取消' : '取消订单'}</Tap>
      <DeedSaid id='order-cancel' state={deed.state} />
    </>
  )
}
