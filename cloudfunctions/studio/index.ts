import { callByEditions } from '../domain/editions'
import { studioActions } from '../domain/studio'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// The platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'studio',
  actions: actionsByName(studioActions),
  contextOf: callByEditions,
  log: writePlatformLog,
})
