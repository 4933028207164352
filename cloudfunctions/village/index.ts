import { callContext } from '../shared/call-context'
import { answerCalls } from '../shared/call-envelope'
import { openCloud } from '../shared/open-cloud'
import { writePlatformLog } from '../shared/platform-log'
import { DESK_ACTIONS } from './desk-actions'
import { DUTY_ACTIONS } from './duty-actions'
import { HOUSEHOLD_ACTIONS } from './household-actions'
import { POSTING_ACTIONS } from './posting-actions'
import { RECEIPT_PAPER_ACTIONS } from './receipt-paper-actions'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = answerCalls({
  name: 'village',
  actions: new Map([...DESK_ACTIONS, ...HOUSEHOLD_ACTIONS, ...DUTY_ACTIONS, ...POSTING_ACTIONS, ...RECEIPT_PAPER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
