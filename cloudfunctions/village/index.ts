import { closeDay, moveReceiptPaper, settleConflict, showConflicts, showReceiptPapers } from '../domain/cash'
import { callList, findHouseholds, listHouseholds, recordContact, sendReminders, showDesk, showHousehold, takeAlong } from '../domain/clerk'
import { answerObjection, closePosting, drawUpPosting, filePosting, listDuties, makePaper, markDuty, paperPiece, putUpPosting, recordObjection, showPostingRows, showPostings, showToday } from '../domain/duties'
import { openCloud, writePlatformLog } from '../platform/base'
import type { Action, CallContext } from '../platform/calls'
import { action, answerCalls, callContext } from '../platform/calls'
import { requests } from './contract'

export const DESK_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['desk', action(requests.desk, showDesk)],
  ['today', action(requests.today, showToday)],
  ['dayClose', action(requests.dayClose, closeDay)],
  ['conflicts', action(requests.conflicts, showConflicts)],
  ['settleConflict', action(requests.settleConflict, settleConflict)],
]

export const HOUSEHOLD_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['households', action(requests.households, listHouseholds)],
  ['findHouseholds', action(requests.findHouseholds, findHouseholds)],
  ['householdDesk', action(requests.householdDesk, showHousehold)],
  ['takeAlong', action(requests.takeAlong, takeAlong)],
  ['recordContact', action(requests.recordContact, recordContact)],
  ['callList', action(requests.callList, callList)],
  ['sendReminders', action(requests.sendReminders, sendReminders)],
]

export const DUTY_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['duties', action(requests.duties, listDuties)],
  ['markDuty', action(requests.markDuty, markDuty)],
  ['makePaper', action(requests.makePaper, makePaper)],
  ['paperPiece', action(requests.paperPiece, paperPiece)],
]

export const POSTING_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['postings', action(requests.postings, showPostings)],
  ['postingRows', action(requests.postingRows, showPostingRows)],
  ['drawUpPosting', action(requests.drawUpPosting, drawUpPosting)],
  ['putUpPosting', action(requests.putUpPosting, putUpPosting)],
  ['recordObjection', action(requests.recordObjection, recordObjection)],
  ['answerObjection', action(requests.answerObjection, answerObjection)],
  ['closePosting', action(requests.closePosting, closePosting)],
  ['filePosting', action(requests.filePosting, filePosting)],
]

export const RECEIPT_PAPER_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['receiptPapers', action(requests.receiptPapers, showReceiptPapers)],
  ['moveReceiptPaper', action(requests.moveReceiptPaper, moveReceiptPaper)],
]

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = answerCalls({
  name: 'village',
  actions: new Map([...DESK_ACTIONS, ...HOUSEHOLD_ACTIONS, ...DUTY_ACTIONS, ...POSTING_ACTIONS, ...RECEIPT_PAPER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
