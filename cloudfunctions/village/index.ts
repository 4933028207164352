import { closeDay, recordPrintedReceipt, settleConflict, showConflicts, showPrintedReceipts } from '../domain/cash'
import {
  callList,
  findHouseholds,
  listHouseholds,
  recordContact,
  sendReminders,
  showWorkplace,
  showHousehold,
  offlineList,
} from '../domain/clerk'
import {
  answerObjection,
  closeDisclosure,
  draftDisclosure,
  archiveDisclosure,
  listDuties,
  makeForm,
  markDuty,
  formPart,
  publishDisclosure,
  recordObjection,
  showDisclosureRows,
  showDisclosures,
  showToday,
} from '../domain/duties'
import { openCloud, writePlatformLog } from '../platform/base'
import type { Action, CallContext } from '../platform/calls'
import { action, serveCalls, callContext } from '../platform/calls'
import { requests } from './contract'

export const CLERK_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['desk', action(requests.desk, showWorkplace)],
  ['today', action(requests.today, showToday)],
  ['dayClose', action(requests.dayClose, closeDay)],
  ['conflicts', action(requests.conflicts, showConflicts)],
  ['settleConflict', action(requests.settleConflict, settleConflict)],
]

export const HOUSEHOLD_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['households', action(requests.households, listHouseholds)],
  ['findHouseholds', action(requests.findHouseholds, findHouseholds)],
  ['householdDesk', action(requests.householdDesk, showHousehold)],
  ['takeAlong', action(requests.takeAlong, offlineList)],
  ['recordContact', action(requests.recordContact, recordContact)],
  ['callList', action(requests.callList, callList)],
  ['sendReminders', action(requests.sendReminders, sendReminders)],
]

export const DUTY_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['duties', action(requests.duties, listDuties)],
  ['markDuty', action(requests.markDuty, markDuty)],
  ['makePaper', action(requests.makePaper, makeForm)],
  ['paperPiece', action(requests.paperPiece, formPart)],
]

export const DISCLOSURE_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['postings', action(requests.postings, showDisclosures)],
  ['postingRows', action(requests.postingRows, showDisclosureRows)],
  ['drawUpPosting', action(requests.drawUpPosting, draftDisclosure)],
  ['putUpPosting', action(requests.putUpPosting, publishDisclosure)],
  ['recordObjection', action(requests.recordObjection, recordObjection)],
  ['answerObjection', action(requests.answerObjection, answerObjection)],
  ['closePosting', action(requests.closePosting, closeDisclosure)],
  ['filePosting', action(requests.filePosting, archiveDisclosure)],
]

export const PRINTED_RECEIPT_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['receiptPapers', action(requests.receiptPapers, showPrintedReceipts)],
  ['moveReceiptPaper', action(requests.moveReceiptPaper, recordPrintedReceipt)],
]

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'village',
  actions: new Map([
    ...CLERK_ACTIONS,
    ...HOUSEHOLD_ACTIONS,
    ...DUTY_ACTIONS,
    ...DISCLOSURE_ACTIONS,
    ...PRINTED_RECEIPT_ACTIONS,
  ]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
