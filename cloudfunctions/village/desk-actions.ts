import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { showDesk } from './show-desk'

export const DESK_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['desk', action(requests.desk, showDesk)],
]
