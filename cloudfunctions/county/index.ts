import { requests } from './contract'
import {
  acceptAppointment,
  appointmentHistory,
  countQuality,
  dataQuality,
  endAppointment,
  exportPart,
  exportSheet,
  extendAppointment,
  findDuplicates,
  flawedPeople,
  inviteOfficer,
  recount,
  searchAudit,
  setTarget,
  resolveDuplicate,
  showAppointments,
  showDuplicates,
  showMoney,
  showProgress,
  showProgressWeeks,
  showTargets,
  targetHistory,
  villageGroups,
  withdrawInvitation,
} from '../domain/county-office'
import {
  applyRoster,
  confirmRoster,
  discardRoster,
  makeRosterSheet,
  putRosterPart,
  readRoster,
  recheckRoster,
  rosterBatches,
  rosterEffect,
  rosterRows,
  rosters,
  rosterSheetPart,
  showBatch,
} from '../domain/rosters'
import { openCloud, writePlatformLog } from '../platform/base'
import type { Action, CallContext } from '../platform/calls'
import { action, serveCalls, callContext } from '../platform/calls'

export const PROGRESS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['progress', action(requests.progress, showProgress)],
  ['progressWeeks', action(requests.progressWeeks, showProgressWeeks)],
  ['targets', action(requests.targets, showTargets)],
  ['setTarget', action(requests.setTarget, setTarget)],
  ['targetHistory', action(requests.targetHistory, targetHistory)],
  ['recount', action(requests.recount, recount)],
  ['money', action(requests.money, showMoney)],
  ['exportSheet', action(requests.exportSheet, exportSheet)],
  ['exportPart', action(requests.exportPart, exportPart)],
]

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
  ['settleDuplicate', action(requests.settleDuplicate, resolveDuplicate)],
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

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'county',
  actions: new Map([...PROGRESS_ACTIONS, ...ROSTER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
