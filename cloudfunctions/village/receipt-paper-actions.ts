import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { moveReceiptPaper, showReceiptPapers } from './receipt-papers'

export const RECEIPT_PAPER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['receiptPapers', action(requests.receiptPapers, showReceiptPapers)],
  ['moveReceiptPaper', action(requests.moveReceiptPaper, moveReceiptPaper)],
]
