import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { askRefund, returnHeldBack } from './ask-refund'
import { requests } from './contract'
import { agreeRefund, refundsToDecide, refuseRefund } from './decide-refund'
import { refundTerms } from './refund-terms'
import { sendRefund } from './send-refund'

export const REFUND_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['refundTerms', action(requests.refundTerms, refundTerms)],
  ['askRefund', action(requests.askRefund, askRefund)],
  ['refundsToDecide', action(requests.refundsToDecide, refundsToDecide)],
  ['agreeRefund', action(requests.agreeRefund, agreeRefund)],
  ['refuseRefund', action(requests.refuseRefund, refuseRefund)],
  ['returnHeldBack', action(requests.returnHeldBack, returnHeldBack)],
  ['sendRefund', action(requests.sendRefund, sendRefund)],
]
