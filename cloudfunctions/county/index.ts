import { callByEditions } from '../domain/editions'
import {
  appointOfficer,
  appointmentsActions,
  countDuplicates,
  countyActions,
  extendOfficer,
  qualityActions,
} from '../domain/county-office'
import { beginningActions, countNeeds } from '../domain/beginning'
import { countyDayActions } from '../domain/county-day'
import { countNightFailures } from '../domain/jobs'
import { countExceptions, countTaxFilesStopped } from '../domain/reconciliation'
import { countRefunds, countUnmatched } from '../domain/refunds'
import { countBatchesWaiting, rostersActions } from '../domain/rosters'
import { outwardActions } from '../domain/outward'
import { schemesActions } from '../domain/schemes'
import { subsidyFundsActions } from '../domain/subsidy-funds'
import { approvalsActions, countProposals } from '../domain/approvals'
import { backdatePayment, voidRecordedPayment } from '../domain/orders'
import { voidTakenCash } from '../domain/cash'
import { openCloud, writePlatformLog } from '../platform/base'
import { actionsByName, serveCalls } from '../platform/calls'

// Every call needs the database, so the platform's start phase pays for loading the SDK, not the caller (decision
// 0003). Should it fail, the first call meets the same failure and tells it.
openCloud().catch(() => undefined)

/** What carries each proposed deed of the table out (`approvals/deeds.ts`). */
const DEEDS_IN_HAND = {
  backdatePayment,
  voidPayment: voidRecordedPayment,
  voidCash: voidTakenCash,
  appointOfficer,
  extendOfficer,
}

/** Who counts each matter of the county's day. */
const WAITING = {
  proposals: countProposals,
  refunds: countRefunds,
  unmatched: countUnmatched,
  exceptions: countExceptions,
  taxFiles: countTaxFilesStopped,
  rosters: countBatchesWaiting,
  duplicates: countDuplicates,
  nights: countNightFailures,
  needs: countNeeds,
}

export const main = serveCalls({
  name: 'county',
  actions: actionsByName([
    ...countyActions,
    ...qualityActions,
    ...appointmentsActions,
    ...rostersActions,
    ...subsidyFundsActions,
    ...approvalsActions(DEEDS_IN_HAND),
    ...beginningActions,
    ...countyDayActions(WAITING),
    ...outwardActions,
    ...schemesActions,
  ]),
  contextOf: callByEditions,
  log: writePlatformLog,
})
