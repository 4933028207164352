import { callByEditions } from '../domain/editions'
import { residentsActions } from '../domain/residents'
import { familyActions } from '../domain/family'
import { amountActions } from '../domain/payments'
import { enrolmentsActions } from '../domain/enrolments'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision
// 0003). Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'enrollment',
  actions: actionsByName([...residentsActions, ...familyActions, ...amountActions, ...enrolmentsActions]),
  contextOf: callByEditions,
  log: writePlatformLog,
})
