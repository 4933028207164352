export { NEW_REFUND, refundHeldFunds } from './ask'
export { agreeRefund, refundsToDecide, refuseRefund } from './decide'
export { putRefund, readRefund, refundId, sealedWhy, wordsOfRefund } from './documents'
export type { RefundDocument } from './documents'
export { PaymentNotice, handlePaymentNotification } from './payment-notification'
export type { NoticeOutcome } from './payment-notification'
export { sendRefund, pollSentRefunds } from './send'
export { lineOf, notPossible, refundAnswer, notThePayer } from './terms'
export {
  agreeUnmatchedPaymentReturn,
  declineUnmatchedPaymentReturn,
  proposeUnmatchedPaymentReturn,
  sendUnmatchedPaymentBack,
  pollUnmatchedReturns,
} from './unmatched-return'
export { assignUnmatchedPayment, listUnmatchedPayments } from './unmatched'
