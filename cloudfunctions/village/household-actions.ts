import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { callList } from './call-list'
import { requests } from './contract'
import { findHouseholds } from './find-households'
import { listHouseholds } from './list-households'
import { recordContact } from './record-contact'
import { sendReminders } from './send-reminders'
import { showHousehold } from './show-household'
import { takeAlong } from './take-along'

export const HOUSEHOLD_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['households', action(requests.households, listHouseholds)],
  ['findHouseholds', action(requests.findHouseholds, findHouseholds)],
  ['householdDesk', action(requests.householdDesk, showHousehold)],
  ['takeAlong', action(requests.takeAlong, takeAlong)],
  ['recordContact', action(requests.recordContact, recordContact)],
  ['callList', action(requests.callList, callList)],
  ['sendReminders', action(requests.sendReminders, sendReminders)],
]
