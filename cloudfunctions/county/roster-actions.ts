import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { acceptAppointment, inviteOfficer, villageGroups, withdrawInvitation } from './offices/invite-officer'
import { appointmentHistory, endAppointment, extendAppointment, showAppointments } from './offices/keep-appointments'
import { searchAudit } from './offices/search-audit'
import { countQuality, dataQuality } from './quality/count-quality'
import { findDuplicates } from './quality/find-duplicates'
import { flawedPeople } from './quality/flawed-people'
import { settleDuplicate, showDuplicates } from './quality/settle-duplicate'
import { applyRoster } from './roster/apply-roster'
import { confirmRoster, discardRoster } from './roster/confirm-roster'
import { putRosterPart, readRoster, recheckRoster } from './roster/read-roster'
import { makeRosterSheet, rosterSheetPart } from './roster/roster-sheet'
import { rosterBatches, rosterEffect, rosterRows, rosters, showBatch } from './roster/show-roster'

export const ROSTER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['rosters', action(requests.rosters, rosters)],
  ['putRosterPart', action(requests.putRosterPart, putRosterPart)],
  ['readRoster', action(requests.readRoster, readRoster)],
  ['recheckRoster', action(requests.recheckRoster, recheckRoster)],
  ['rosterBatches', action(requests.rosterBatches, rosterBatches)],
  ['rosterBatch', action(requests.rosterBatch, showBatch)],
  ['rosterEffect', action(requests.rosterEffect, rosterEffect)],
  ['rosterRows', action(requests.rosterRows, rosterRows)],
  ['rosterSheet', action(requests.rosterSheet, makeRosterSheet)],
  ['rosterSheetPart', action(requests.rosterSheetPart, rosterSheetPart)],
  ['confirmRoster', action(requests.confirmRoster, confirmRoster)],
  ['applyRoster', action(requests.applyRoster, applyRoster)],
  ['discardRoster', action(requests.discardRoster, discardRoster)],
  ['countQuality', action(requests.countQuality, countQuality)],
  ['dataQuality', action(requests.dataQuality, dataQuality)],
  ['flawedPeople', action(requests.flawedPeople, flawedPeople)],
  ['findDuplicates', action(requests.findDuplicates, findDuplicates)],
  ['duplicates', action(requests.duplicates, showDuplicates)],
  ['settleDuplicate', action(requests.settleDuplicate, settleDuplicate)],
  ['inviteOfficer', action(requests.inviteOfficer, inviteOfficer)],
  ['villageGroups', action(requests.villageGroups, villageGroups)],
  ['withdrawInvitation', action(requests.withdrawInvitation, withdrawInvitation)],
  ['acceptAppointment', action(requests.acceptAppointment, acceptAppointment)],
  ['appointments', action(requests.appointments, showAppointments)],
  ['endAppointment', action(requests.endAppointment, endAppointment)],
  ['extendAppointment', action(requests.extendAppointment, extendAppointment)],
  ['appointmentHistory', action(requests.appointmentHistory, appointmentHistory)],
  ['searchAudit', action(requests.searchAudit, searchAudit)],
]
