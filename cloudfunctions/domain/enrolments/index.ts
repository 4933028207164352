import { course } from './course'
import { recordEnrolmentEvent, tellFacts } from './record-event'
import { openSeason } from './season'
import { enrolmentsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { updateGroup, recoverBatch, writtenIn } from './batches'
export {
  announcedDeltas,
  anyUnfolded,
  takeDeltas,
  countStep,
  deltasOfFolding,
  readFolding,
  removeFolded,
  setDeltaAside,
  repairCounts,
  saveFolding,
  unfoldedDeltas,
} from './count-deltas'
export { keepVillageDay, villageDays } from './count-people'
export { countsId, keepProgressDay, progressDayId, progressDays, readVillageCounts, progressOf } from './count-people'
export type { PeopleCounted, ProgressDay } from './count-people'
export { personIn, seasonOf, summed, withChanges } from './counts'
export type { CountChange, CountDelta, CountFolding, CountedEnrolment, VillageCounts, EnrolmentWrite } from './counts'
export { questionsLeft } from './course'
export { OWN_SHARES, isSubsidised, ownShareOf } from './documents'
export type { EnrolmentDocument, OwnShare } from './documents'
export { factName } from './facts'
export { recordStateOn, nextChange, enrolmentStatusOn, enrolmentStatusesOn, withEnrolmentEvent } from './lifecycle'
export type { EnrolmentRecord } from './lifecycle'
export { appendEvent, recordInOpenYears, requirePlausibleDay } from './record-event'
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
export { openEnrolment, openEnrolments, openSeasonPart, readSeason, seasonProgress, seasonsOf } from './season'
export type { SeasonDocument } from './season'
export { nameOfStatus, wordsOfEvent } from './sentences'
export { CALENDAR, EVENTS, EVENT_KINDS, INSURED, STATUS_IDS, STATUS_NAMES, mayHappenAt } from './states'
export type { EnrolmentEvent, EventFacts, StatusId } from './states'
export {
  noSuchEnrolment,
  requireEnrolmentAccess,
  requireEnrolmentsAccess,
  requireFamilyEnrolments,
  changedEnrolment,
  enrolmentsOf,
  enrolmentsOfFamily,
  enrolmentsWithIds,
  moveEnrolments,
  putEnrolments,
  readEnrolment,
  requireEnrolment,
  subsidisedOfVillage,
} from './store'
export { isPayableNow, viewEnrolment, mayBringNoCover, summaryOf, summaryOfView } from './summary'
export type { EnrolmentView } from './summary'

export const enrolmentsActions = /* @__PURE__ */ actionsOf(
  enrolmentsContract,
  course,
  tellFacts,
  recordEnrolmentEvent,
  openSeason,
)
