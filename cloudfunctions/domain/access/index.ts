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
export { limitAttempts } from './attempts'
export { REVEALED_FIELDS, REVEAL_REASONS, writeAudit } from './audit'
export type { AuditDocument, RevealReason, RevealedField } from './audit'
export { linkTo, PERMISSIONS, roleFor } from './permissions'
export type { AppointmentDocument, Permission, Role, Scope, AccessTarget } from './permissions'
export { requireVillageAccess, at, operationAt, requireDays } from './village-access'
export type { VillageAccess } from './village-access'
