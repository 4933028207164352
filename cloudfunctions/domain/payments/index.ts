import { amountFor } from './collectible'
import { receiptsFor, showReceipt, verifyReceipt } from './receipt-view'
import { amountContract, receiptsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { receiptVerdict } from './receipt-view'
export type { ReceiptVerdict } from './receipt-view'
export { believedDaysBack } from './believed-day'
export { depositsOf, cashInHandOf, itemsInHand, putCashInHand, putDeposit, readDeposit } from './cash-in-hand'
export type { CashItem, DepositDocument, CashInHandDocument } from './cash-in-hand'
export {
  NOTHING_COLLECTIBLE,
  funderCode,
  reservedSentence,
  collectible,
  collectibleForPayer,
  collectibleOn,
  paidLine,
  requireAmountDueOn,
  reservationSentence,
} from './collectible'
export type { Collectible, PaymentWarning, Beneficiary } from './collectible'
export { merchantNoOf, saidPaidOn, withOrderEvent } from './documents'
export type {
  Assessed,
  ReservationDocument,
  Stamp,
  OrderDocument,
  OrderEvent,
  OrderLine,
  PaymentMethod,
} from './documents'
export { balanceOf, writeEntries, writeNewEntries } from './ledger-store'
export { account, entryOf } from './ledger'
export type { Entry, EntryKind, SeasonKey, Share, TransitRoute } from './ledger'
export { orderMachine } from './order-machine'
export type { OrderEventKind, OrderState } from './order-machine'
export {
  commitReceipt,
  issueReceipts,
  lastSerial,
  missingSerials,
  readReceipt,
  receiptsOfBook,
  receiptsOfHousehold,
  receiptsOfOrder,
  reissueWithout,
  voidReceipt,
} from './receipts'
export {
  firstAssessed,
  freeReservation,
  isAwaitingArrival,
  isReservableBy,
  paidBy,
  released,
  withAssessment,
  withoutAssessment,
} from './reservation'
export { putReservation, readReservation, requireUnreserved, reservationsOf } from './reservations'
export { applyPayment, openOrder } from './settle'
export { commitPayment } from './commit'
export { loadInsured, loadInsuredAs, loadInsuredBeside } from './load'
export type { Insured } from './load'
export { isSettled, paidFor, planOrder, planPayment } from './plan-payment'
export type { PaymentPlan, ReceivedPayment } from './plan-payment'
export { planReceipt, receiptNumber, receiptOf } from './plan-receipt'
export type { ReceiptDocument, ReceiptWay } from './plan-receipt'
export {
  addOrders,
  ordersCollectedBy,
  merchantOf,
  moveOrder,
  waysOfPlaces,
  ofOrders,
  orderByMerchantNo,
  openOrdersOf,
  noteOrderTrouble,
  ordersEnding,
  ordersIn,
  ordersOf,
  ordersWithIds,
  putOrder,
  readOrder,
  requireOrder,
} from './store'
export type { MiniProgramOf, PaymentConfigDocument } from './store'
export {
  queryOrderAtWechat,
  queryWechat,
  closeAtWechat,
  refundAtWechat,
  wechatOrderRef,
  prepareWechat,
  refundByWechat,
  receiveFromWechat,
} from './wechat'
export type { WechatPaymentState, WechatRefundState } from './wechat-answers'
export { wechatFee, wechatName } from './wechat-answers'

export const receiptsActions = /* @__PURE__ */ actionsOf(receiptsContract, showReceipt, receiptsFor, verifyReceipt)
export const amountActions = /* @__PURE__ */ actionsOf(amountContract, amountFor)
