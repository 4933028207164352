import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { assignOddity } from './assign-oddity'
import { requests } from './contract'
import { listOddities } from './oddities'
import { agreeOddityReturn, declineOddityReturn, proposeOddityReturn, sendOddityBack } from './return-oddity'

export const ODDITY_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['oddities', action(requests.oddities, listOddities)],
  ['assignOddity', action(requests.assignOddity, assignOddity)],
  ['proposeOddityReturn', action(requests.proposeOddityReturn, proposeOddityReturn)],
  ['declineOddityReturn', action(requests.declineOddityReturn, declineOddityReturn)],
  ['agreeOddityReturn', action(requests.agreeOddityReturn, agreeOddityReturn)],
  ['sendOddityBack', action(requests.sendOddityBack, sendOddityBack)],
]
