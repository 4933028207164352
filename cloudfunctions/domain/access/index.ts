export { nameOfAction } from './action-names'
export { answerWithoutPermission } from './allowed'
export { defineAction } from './action'
export {
  accessTargetOfResident,
  admitsByLink,
  appointedGroups,
  appointmentOf,
  linksOfCaller,
  requirePermission,
  runOperation,
} from './allowed'
export { officeNames } from './office-names'
export { limitAttempts } from './attempts'
export { auditDaysFrom, closeAuditDays } from './audit-days'
export { AUDIT_FAULTS, verifyAudit } from './verify-audit'
export { REVEALED_FIELDS, REVEAL_REASONS, auditNames, writeAudit, writeAuditIn } from './audit'
export type { AuditDocument, AuditLine, RevealReason, RevealedField } from './audit'
export { keepMadeFile, makerOf } from './made-file'
export { linkTo, PERMISSIONS, roleFor } from './permissions'
export type { AppointmentDocument, Permission, Role, Scope, AccessTarget } from './permissions'
export { hasTownshipOfficer } from './township-office'
export { requireVillageAccess, at, operationAt, requireDays } from './village-access'
export type { VillageAccess } from './village-access'
