import { callByEditions } from '../domain/editions'
import { clerkActions, householdsActions } from '../domain/clerk'
import { dutiesActions, disclosuresActions, handInsActions } from '../domain/duties'
import { clerkDayActions } from '../domain/cash'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision
// 0003). Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'village',
  actions: actionsByName([
    ...clerkActions,
    ...householdsActions,
    ...dutiesActions,
    ...disclosuresActions,
    ...handInsActions,
    ...clerkDayActions,
  ]),
  contextOf: callByEditions,
  log: writePlatformLog,
})
