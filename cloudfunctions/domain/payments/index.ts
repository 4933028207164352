import { amountFor } from './collectible'
import { receiptsFor, showReceipt, verifyReceipt } from './receipt-view'
import { amountContract, receiptsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export {
  depositsOf,
  cashInHandOf,
  itemsInHand,
  putCashInHand,
  putDeposit,
  addCashInHand,
  readDeposit,
} from './cash-in-hand'
export type { CashItem, DepositDocument, CashInHandDocument } from './cash-in-hand'
export {
  NOTHING_COLLECTIBLE,
  funderCode,
  reservedSentence,
  collectibleForPayer,
  collectibleOn,
  paidLine,
  requireAmountDueOn,
  reservationSentence,
} from './collectible'
export type { Collectible, PaymentWarning, Beneficiary } from './collectible'
export { withOrderEvent } from './documents'
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
export { openOrder } from './open-order'
export { orderMachine } from './order-machine'
export type { OrderEventKind, OrderState } from './order-machine'
export {
  issueReceipts,
  lastSerial,
  missingSerials,
  readReceipt,
  receiptNumber,
  receiptsOfBook,
  receiptsOfHousehold,
  receiptsOfOrder,
  reissueWithout,
  voidReceipt,
} from './receipts'
export type { ReceiptDocument, ReceiptWay } from './receipts'
export {
  reservationsOf,
  firstAssessed,
  freeReservation,
  isReservableBy,
  isAwaitingArrival,
  paidBy,
  putReservation,
  readReservation,
  released,
  withAssessment,
  requireUnreserved,
  withoutAssessment,
} from './reservations'
export { countFor, applyPayment, isSettled, standsOf } from './settle'
export type { ReceivedPayment } from './settle'
export {
  addOrders,
  ordersCollectedBy,
  merchantNoOf,
  merchantOf,
  miniProgramsOf,
  ofOrders,
  orderByMerchantNo,
  ordersEnding,
  ordersIn,
  ordersOf,
  ordersWithIds,
  ownersOf,
  putOrder,
  readOrder,
  requireOrder,
} from './store'
export type { MiniProgramOf, PaymentConfigDocument } from './store'
export {
  queryOrderAtWechat,
  queryWechat,
  closeAtWechat,
  isRefundComplete,
  wechatOrderRef,
  prepareWechat,
  refundByWechat,
  receiveFromWechat,
} from './wechat'
export type { WechatPaymentState } from './wechat'

export const receiptsActions = /* @__PURE__ */ actionsOf(receiptsContract, showReceipt, receiptsFor, verifyReceipt)
export const amountActions = /* @__PURE__ */ actionsOf(amountContract, amountFor)
