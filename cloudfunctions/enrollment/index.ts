import { course, recordEnrolmentEvent, openSeason, tellFacts } from '../domain/enrolments'
import {
  answerLink,
  askLink,
  bindSelf,
  confirmLink,
  deleteMe,
  endLinkAsClerk,
  exportMine,
  handBindingCode,
  inbox,
  me,
  readInbox,
  recordConsents,
  residentLinks,
  revokeLink,
} from '../domain/family'
import { amountFor } from '../domain/payments'
import { requests as requestsResidentsActions } from '../domain/residents/contract'
import {
  correctResident,
  findResident,
  importResidents,
  moveResident,
  nameHead,
  printHouseholdCode,
  putLedgerPart,
  recordAbsence,
  recordReturn,
  registerResident,
  reissueHouseholdCode,
  revealField,
  showHousehold,
} from '../domain/residents'
import { requests } from './contract'
import { openCloud, writePlatformLog } from '../platform/base'
import type { Action, CallContext } from '../platform/calls'
import { action, serveCalls, callContext } from '../platform/calls'

export const RESIDENTS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['findResident', action(requestsResidentsActions.findResident, findResident)],
  ['household', action(requestsResidentsActions.household, showHousehold)],
  ['registerResident', action(requestsResidentsActions.registerResident, registerResident)],
  ['correctResident', action(requestsResidentsActions.correctResident, correctResident)],
  ['moveResident', action(requestsResidentsActions.moveResident, moveResident)],
  ['recordAbsence', action(requestsResidentsActions.recordAbsence, recordAbsence)],
  ['recordReturn', action(requestsResidentsActions.recordReturn, recordReturn)],
  ['nameHead', action(requestsResidentsActions.nameHead, nameHead)],
  ['printHouseholdCode', action(requestsResidentsActions.printHouseholdCode, printHouseholdCode)],
  ['reissueHouseholdCode', action(requestsResidentsActions.reissueHouseholdCode, reissueHouseholdCode)],
  ['putFilePart', action(requestsResidentsActions.putFilePart, putLedgerPart)],
  ['importResidents', action(requestsResidentsActions.importResidents, importResidents)],
  ['revealField', action(requestsResidentsActions.revealField, revealField)],
]

export const LINKS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['me', action(requests.me, me)],
  ['bindSelf', action(requests.bindSelf, bindSelf)],
  ['askLink', action(requests.askLink, askLink)],
  ['answerLink', action(requests.answerLink, answerLink)],
  ['revokeLink', action(requests.revokeLink, revokeLink)],
  ['amountFor', action(requests.amountFor, amountFor)],
  ['exportMine', action(requests.exportMine, exportMine)],
  ['deleteMe', action(requests.deleteMe, deleteMe)],
  ['handBindingCode', action(requests.handBindingCode, handBindingCode)],
  ['residentLinks', action(requests.residentLinks, residentLinks)],
  ['confirmLink', action(requests.confirmLink, confirmLink)],
  ['endLink', action(requests.endLink, endLinkAsClerk)],
]

export const ENROLMENT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['course', action(requests.course, course)],
  ['tellFacts', action(requests.tellFacts, tellFacts)],
  ['recordEvent', action(requests.recordEvent, recordEnrolmentEvent)],
  ['openSeason', action(requests.openSeason, openSeason)],
]

/** Of the caller's own inbox and consents: nothing in a request can name another's. */
export const REMINDER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['inbox', action(requests.inbox, inbox)],
  ['readInbox', action(requests.readInbox, readInbox)],
  ['recordConsents', action(requests.recordConsents, recordConsents)],
]

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'enrollment',
  actions: new Map([...RESIDENTS_ACTIONS, ...LINKS_ACTIONS, ...ENROLMENT_ACTIONS, ...REMINDER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
