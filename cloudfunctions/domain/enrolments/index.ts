export { updateGroup, recoverBatch, writtenIn } from './batches'
export {
  announcedDeltas,
  anyUnfolded,
  takeDeltas,
  countStep,
  deltasOfFolding,
  readFolding,
  removeFolded,
  repairCounts,
  saveFolding,
  unfoldedDeltas,
} from './count-deltas'
export { countsId, keepProgressDay, progressDayId, progressDays, readVillageCounts, progressOf } from './count-people'
export type { PeopleCounted, ProgressDay } from './count-people'
export { personIn, seasonOf, summed, withChanges } from './counts'
export type { CountChange, CountDelta, CountFolding, CountedEnrolment, VillageCounts, EnrolmentWrite } from './counts'
export { course, questionsLeft } from './course'
export { OWN_SHARES, isSubsidised, ownShareOf } from './documents'
export type { EnrolmentDocument, OwnShare } from './documents'
export { factName } from './facts'
export { recordStateOn, nextChange, enrolmentStatusOn, enrolmentStatusesOn, withEnrolmentEvent } from './lifecycle'
export type { EnrolmentRecord } from './lifecycle'
export { recordEnrolmentEvent, appendEvent, recordInOpenYears, requirePlausibleDay, tellFacts } from './record-event'
export {
  dayFields,
  enrolmentDocument,
  enrolmentId,
  isAskedFor,
  isReminded,
  openedFigures,
  readRecord,
  reminderAfter,
  reminderOn,
} from './record'
export type { EnrolmentHome, MessageKind } from './record'
export { openEnrolment, openEnrolments, openSeason, readSeason, seasonsOf } from './season'
export type { SeasonDocument } from './season'
export { nameOfStatus, wordsOfEvent } from './sentences'
export { CALENDAR, EVENTS, EVENT_KINDS, STATUS_IDS, STATUS_NAMES, mayHappenAt } from './states'
export type { EnrolmentEvent, EventFacts, StatusId } from './states'
export {
  requireEnrolmentAccess,
  changedEnrolment,
  enrolmentsOf,
  enrolmentsOfFamily,
  enrolmentsWithIds,
  moveEnrolments,
  putEnrolments,
  readEnrolment,
  requireEnrolment,
} from './store'
export { isPayableNow, viewEnrolment, mayBringNoCover, summaryOf, summaryOfView } from './summary'
export type { EnrolmentView } from './summary'
