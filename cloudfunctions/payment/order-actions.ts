import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { cancelOrder } from './cancel-order'
import { checkOrder } from './check-order'
import { requests } from './contract'
import { countAfterAll, ordersInQuestion } from './count-after-all'
import { myOrders, showOrder } from './my-orders'
import { placeOrder } from './place-order'
import { prepay } from './prepay'
import { quote } from './quote'
import { recordPayment } from './record-payment'
import { voidPayment } from './void-payment'

export const ORDER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['quote', action(requests.quote, quote)],
  ['placeOrder', action(requests.placeOrder, placeOrder)],
  ['prepay', action(requests.prepay, prepay)],
  ['checkOrder', action(requests.checkOrder, checkOrder)],
  ['cancelOrder', action(requests.cancelOrder, cancelOrder)],
  ['order', action(requests.order, showOrder)],
  ['orders', action(requests.orders, myOrders)],
  ['ordersInQuestion', action(requests.ordersInQuestion, ordersInQuestion)],
  ['countAfterAll', action(requests.countAfterAll, countAfterAll)],
  ['recordPayment', action(requests.recordPayment, recordPayment)],
  ['voidPayment', action(requests.voidPayment, voidPayment)],
]
