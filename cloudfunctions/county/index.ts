import { callByEditions } from '../domain/editions'
import { countyActions, qualityActions, appointmentsActions } from '../domain/county-office'
import { rostersActions } from '../domain/rosters'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'county',
  actions: actionsByName([...countyActions, ...qualityActions, ...appointmentsActions, ...rostersActions]),
  contextOf: callByEditions,
  log: writePlatformLog,
})
