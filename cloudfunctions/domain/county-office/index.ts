import { appointmentHistory, endAppointment, extendAppointment, showAppointments } from './appointments'
import { findDuplicates, resolveDuplicate, showDuplicates } from './duplicates'
import { exportPart, exportSheet } from './export'
import { acceptAppointment, inviteOfficer, villageGroups, withdrawInvitation } from './invitations'
import { showBulletin } from './bulletin'
import { showMoney } from './money'
import { showProgress, showProgressWeeks } from './progress'
import { countQuality, dataQuality, flawedPeople } from './quality'
import { recount } from './recount'
import { searchAudit } from './search-audit'
import { listUnpaidPeople } from './sheets/unpaid-people'
import { setTarget, showTargets, targetHistory } from './targets'
import { countyContract } from './contract'
import { qualityContract } from './contract-quality'
import { appointmentsContract } from './contract-appointments'
import { actionsOf } from '../../platform/calls'

export { appointOfficer, extendOfficer } from './deeds'
export { countDuplicates } from './duplicates'
export { offerFirstOffices, offerTownshipOffices } from './appointments-store'
export type { FirstOffice } from './appointments-store'
export { compareCounts, repairDifferences } from './recount'
export type { Difference } from './recount'

export const countyActions = /* @__PURE__ */ actionsOf(
  countyContract,
  showProgress,
  showProgressWeeks,
  showBulletin,
  showTargets,
  setTarget,
  targetHistory,
  recount,
  showMoney,
  exportSheet,
  listUnpaidPeople,
  exportPart,
)
export const qualityActions = /* @__PURE__ */ actionsOf(
  qualityContract,
  countQuality,
  dataQuality,
  flawedPeople,
  findDuplicates,
  showDuplicates,
  resolveDuplicate,
)
export const appointmentsActions = /* @__PURE__ */ actionsOf(
  appointmentsContract,
  inviteOfficer,
  villageGroups,
  withdrawInvitation,
  acceptAppointment,
  showAppointments,
  endAppointment,
  extendAppointment,
  appointmentHistory,
  searchAudit,
)
