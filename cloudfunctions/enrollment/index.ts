import { callContext } from '../shared/call-context'
import { answerCalls } from '../shared/call-envelope'
import { openCloud } from '../shared/open-cloud'
import { writePlatformLog } from '../shared/platform-log'
import { ENROLMENT_ACTIONS } from './enrolment-actions'
import { LINKS_ACTIONS } from './links-actions'
import { REMINDER_ACTIONS } from './reminder-actions'
import { RESIDENTS_ACTIONS } from './residents-actions'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = answerCalls({
  name: 'enrollment',
  actions: new Map([...RESIDENTS_ACTIONS, ...LINKS_ACTIONS, ...ENROLMENT_ACTIONS, ...REMINDER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
