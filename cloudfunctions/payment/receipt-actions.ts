import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { receiptsFor, showReceipt, verifyReceipt } from './show-receipt'

export const RECEIPT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['receipt', action(requests.receipt, showReceipt)],
  ['receiptsFor', action(requests.receiptsFor, receiptsFor)],
  ['verifyReceipt', action(requests.verifyReceipt, verifyReceipt)],
]
