import { closeDay } from './day-close'
import { cashInHand, depositCash } from './deposit'
import { settleConflict, showConflicts } from './offline-cash'
import { recordPrintedReceipt, showPrintedReceipts } from './printed-receipts'
import { collectibleByClerk, takeCash } from './take'
import { undoCash, voidCash } from './void'
import { cashContract } from './contract'
import { clerkDayContract } from './contract-day'
import { actionsOf } from '../../platform/calls'

export { voidTakenCash } from './deeds'
export { collectedMoney, isCollectedByClerk, isPosted, paidLines } from './day-close'
export type { CollectedMoney, PaidLine } from './day-close'
export { receiptsToDecide } from './printed-receipts'
export { isClerksMatter, conflictsIn } from './offline-cash'
export type { PrintedReceiptEventKind, PrintedReceiptState } from './printed-receipt-machine'

export { cashInHand }

export const cashActions = /* @__PURE__ */ actionsOf(
  cashContract,
  collectibleByClerk,
  takeCash,
  cashInHand,
  depositCash,
  undoCash,
  voidCash,
)
export const clerkDayActions = /* @__PURE__ */ actionsOf(
  clerkDayContract,
  closeDay,
  showConflicts,
  settleConflict,
  showPrintedReceipts,
  recordPrintedReceipt,
)
