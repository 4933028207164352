import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { cashInHand, depositCash } from './deposit-cash'
import { owedAtDesk, takeCash } from './take-cash'
import { voidCash } from './void-cash'

export const CASH_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['owedAtDesk', action(requests.owedAtDesk, owedAtDesk)],
  ['takeCash', action(requests.takeCash, takeCash)],
  ['cashInHand', action(requests.cashInHand, cashInHand)],
  ['depositCash', action(requests.depositCash, depositCash)],
  ['voidCash', action(requests.voidCash, voidCash)],
]
