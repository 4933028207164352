import { callContext } from '../shared/call-context'
import { answerCalls } from '../shared/call-envelope'
import { openCloud } from '../shared/open-cloud'
import { writePlatformLog } from '../shared/platform-log'
import { CASH_ACTIONS } from './cash-actions'
import { ODDITY_ACTIONS } from './oddity-actions'
import { ORDER_ACTIONS } from './order-actions'
import { RECEIPT_ACTIONS } from './receipt-actions'
import { REFUND_ACTIONS } from './refund-actions'
import { TAX_ACTIONS } from './tax-actions'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision 0003).
// Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

export const main = answerCalls({
  name: 'payment',
  actions: new Map([...ORDER_ACTIONS, ...ODDITY_ACTIONS, ...CASH_ACTIONS, ...REFUND_ACTIONS, ...RECEIPT_ACTIONS, ...TAX_ACTIONS]),
  contextOf: (data) => callContext(data, Date.now()),
  log: writePlatformLog,
})
