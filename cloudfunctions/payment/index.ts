import { cashInHand, depositCash, collectibleByClerk, takeCash, voidCash } from '../domain/cash'
import {
  askRefund,
  cancelOrder,
  checkOrder,
  acceptAfterReview,
  myOrders,
  ordersUnderReview,
  placeOrder,
  prepay,
  quote,
  recordPayment,
  refundTerms,
  showOrder,
  voidPayment,
} from '../domain/orders'
import { receiptsFor, showReceipt, verifyReceipt } from '../domain/payments'
import {
  agreeSettlement,
  declineSettlement,
  findMissing,
  matchTaxRows,
  putTaxPart,
  readTaxRows,
  settleTaxRow,
  showTaxFiles,
  showTaxRows,
} from '../domain/reconciliation'
import {
  agreeUnmatchedPaymentReturn,
  agreeRefund,
  assignUnmatchedPayment,
  declineUnmatchedPaymentReturn,
  listUnmatchedPayments,
  proposeUnmatchedPaymentReturn,
  refundsToDecide,
  refuseRefund,
  refundHeldFunds,
  sendUnmatchedPaymentBack,
  sendRefund,
} from '../domain/refunds'
import { requests } from './contract'
import { openCloud, writePlatformLog } from '../platform/base'
import type { Action, CallContext } from '../platform/calls'
import { action, serveCalls, callContext } from '../platform/calls'

export const ORDER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['quote', action(requests.quote, quote)],
  ['placeOrder', action(requests.placeOrder, placeOrder)],
  ['prepay', action(requests.prepay, prepay)],
  ['checkOrder', action(requests.checkOrder, checkOrder)],
  ['cancelOrder', action(requests.cancelOrder, cancelOrder)],
  ['order', action(requests.order, showOrder)],
  ['orders', action(requests.orders, myOrders)],
  ['ordersInQuestion', action(requests.ordersInQuestion, ordersUnderReview)],
  ['countAfterAll', action(requests.countAfterAll, acceptAfterReview)],
  ['recordPayment', action(requests.recordPayment, recordPayment)],
  ['voidPayment', action(requests.voidPayment, voidPayment)],
]

export const UNMATCHED_PAYMENT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['oddities', action(requests.oddities, listUnmatchedPayments)],
  ['assignOddity', action(requests.assignOddity, assignUnmatchedPayment)],
  ['proposeOddityReturn', action(requests.proposeOddityReturn, proposeUnmatchedPaymentReturn)],
  ['declineOddityReturn', action(requests.declineOddityReturn, declineUnmatchedPaymentReturn)],
  ['agreeOddityReturn', action(requests.agreeOddityReturn, agreeUnmatchedPaymentReturn)],
  ['sendOddityBack', action(requests.sendOddityBack, sendUnmatchedPaymentBack)],
]

export const CASH_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['owedAtDesk', action(requests.owedAtDesk, collectibleByClerk)],
  ['takeCash', action(requests.takeCash, takeCash)],
  ['cashInHand', action(requests.cashInHand, cashInHand)],
  ['depositCash', action(requests.depositCash, depositCash)],
  ['voidCash', action(requests.voidCash, voidCash)],
]

export const REFUND_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['refundTerms', action(requests.refundTerms, refundTerms)],
  ['askRefund', action(requests.askRefund, askRefund)],
  ['refundsToDecide', action(requests.refundsToDecide, refundsToDecide)],
  ['agreeRefund', action(requests.agreeRefund, agreeRefund)],
  ['refuseRefund', action(requests.refuseRefund, refuseRefund)],
  ['returnHeldBack', action(requests.returnHeldBack, refundHeldFunds)],
  ['sendRefund', action(requests.sendRefund, sendRefund)],
]

export const RECEIPT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['receipt', action(requests.receipt, showReceipt)],
  ['receiptsFor', action(requests.receiptsFor, receiptsFor)],
  ['verifyReceipt', action(requests.verifyReceipt, verifyReceipt)],
]

export const TAX_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['putTaxPart', action(requests.putTaxPart, putTaxPart)],
  ['readTaxFile', action(requests.readTaxFile, readTaxRows)],
  ['matchTaxRows', action(requests.matchTaxRows, matchTaxRows)],
  ['findMissing', action(requests.findMissing, findMissing)],
  ['taxFiles', action(requests.taxFiles, showTaxFiles)],
  ['taxRows', action(requests.taxRows, showTaxRows)],
  ['settleTaxRow', action(requests.settleTaxRow, settleTaxRow)],
  ['agreeSettlement', action(requests.agreeSettlement, agreeSettlement)],
  ['declineSettlement', action(requests.declineSettlement, declineSettlement)],
]

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'payment',
  actions: new Map([
    ...ORDER_ACTIONS,
    ...UNMATCHED_PAYMENT_ACTIONS,
    ...CASH_ACTIONS,
    ...REFUND_ACTIONS,
    ...RECEIPT_ACTIONS,
    ...TAX_ACTIONS,
  ]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
