export { closeDay, collectedMoney, isCollectedByClerk, isPosted, paidLines } from './day-close'
export type { CollectedMoney, PaidLine } from './day-close'
export { cashInHand, depositCash } from './deposit'
export { isClerksMatter, conflictsIn, settleConflict, showConflicts } from './offline-cash'
export {
  PRINTED_RECEIPT_EVENTS,
  PRINTED_RECEIPT_STATES,
  recordPrintedReceipt,
  showPrintedReceipts,
} from './printed-receipts'
export type { PrintedReceiptEventKind, PrintedReceiptState } from './printed-receipts'
export { collectibleByClerk, takeCash } from './take'
export { voidCash } from './void'
