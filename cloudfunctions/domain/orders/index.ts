import { acceptAfterReview, ordersUnderReview } from './in-question'
import { recordPayment, voidPayment } from './paid-elsewhere'
import { cancelOrder, checkOrder, prepay } from './pay'
import { placeOrder } from './place'
import { quote } from './quote'
import { releaseReservation } from './release'
import { askRefund, refundTerms } from './refund-request'
import { sayPaid, underway } from './said-paid'
import { myOrders, showOrder } from './view'
import { ordersContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { backdatePayment, voidRecordedPayment } from './deeds'
export { pollOrders } from './watch'

export const ordersActions = /* @__PURE__ */ actionsOf(
  ordersContract,
  quote,
  placeOrder,
  prepay,
  checkOrder,
  cancelOrder,
  sayPaid,
  underway,
  releaseReservation,
  showOrder,
  myOrders,
  ordersUnderReview,
  acceptAfterReview,
  recordPayment,
  voidPayment,
  refundTerms,
  askRefund,
)
