import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { closeDay } from './close-day'
import { requests } from './contract'
import { settleConflict, showConflicts } from './show-conflicts'
import { showDesk } from './show-desk'
import { showToday } from './show-today'

export const DESK_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['desk', action(requests.desk, showDesk)],
  ['today', action(requests.today, showToday)],
  ['dayClose', action(requests.dayClose, closeDay)],
  ['conflicts', action(requests.conflicts, showConflicts)],
  ['settleConflict', action(requests.settleConflict, settleConflict)],
]
