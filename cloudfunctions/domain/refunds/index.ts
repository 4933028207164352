import { refundHeldFunds } from './ask'
import { agreeRefund, refundsToDecide, refuseRefund } from './decide'
import { sendRefund } from './send'
import {
  agreeUnmatchedPaymentReturn,
  declineUnmatchedPaymentReturn,
  proposeUnmatchedPaymentReturn,
  sendUnmatchedPaymentBack,
} from './unmatched-return'
import { assignUnmatchedPayment, listUnmatchedPayments } from './unmatched'
import { refundsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { NEW_REFUND } from './ask'
export { countRefunds, openedRefund, putRefund, readRefund, refundId, sealedWhy, wordsOfRefund } from './documents'
export type { RefundDocument } from './documents'
export { PaymentNotice, handlePaymentNotification } from './payment-notification'
export type { NoticeOutcome } from './payment-notification'
export { pollSentRefunds } from './send'
export { lineOf, notPossible, refundAnswer, notThePayer } from './terms'
export { countUnmatched } from './unmatched-documents'
export { pollUnmatchedReturns } from './unmatched-return'

export const refundsActions = /* @__PURE__ */ actionsOf(
  refundsContract,
  listUnmatchedPayments,
  assignUnmatchedPayment,
  proposeUnmatchedPaymentReturn,
  declineUnmatchedPaymentReturn,
  agreeUnmatchedPaymentReturn,
  sendUnmatchedPaymentBack,
  refundsToDecide,
  agreeRefund,
  refuseRefund,
  refundHeldFunds,
  sendRefund,
)
