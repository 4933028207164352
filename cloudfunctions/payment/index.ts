import { callByEditions } from '../domain/editions'
import { ordersActions } from '../domain/orders'
import { refundsActions } from '../domain/refunds'
import { cashActions } from '../domain/cash'
import { receiptsActions } from '../domain/payments'
import { reconciliationActions } from '../domain/reconciliation'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision
// 0003). Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'payment',
  actions: actionsByName([
    ...ordersActions,
    ...refundsActions,
    ...cashActions,
    ...receiptsActions,
    ...reconciliationActions,
  ]),
  contextOf: callByEditions,
  log: writePlatformLog,
})
