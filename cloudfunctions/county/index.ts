import { callContext } from '../shared/call-context'
import { answerCalls } from '../shared/call-envelope'
import { openCloud } from '../shared/open-cloud'
import { writePlatformLog } from '../shared/platform-log'
import { PROGRESS_ACTIONS } from './progress-actions'
import { ROSTER_ACTIONS } from './roster-actions'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = answerCalls({
  name: 'county',
  actions: new Map([...PROGRESS_ACTIONS, ...ROSTER_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
