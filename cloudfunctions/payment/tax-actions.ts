import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { findMissing } from './tax/find-missing'
import { matchTaxRows, putTaxPart, readTaxRows } from './tax/import-file'
import { agreeSettlement, declineSettlement, settleTaxRow } from './tax/settle-row'
import { showTaxFiles, showTaxRows } from './tax/show-file'

export const TAX_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['putTaxPart', action(requests.putTaxPart, putTaxPart)],
  ['readTaxFile', action(requests.readTaxFile, readTaxRows)],
  ['matchTaxRows', action(requests.matchTaxRows, matchTaxRows)],
  ['findMissing', action(requests.findMissing, findMissing)],
  ['taxFiles', action(requests.taxFiles, showTaxFiles)],
  ['taxRows', action(requests.taxRows, showTaxRows)],
  ['settleTaxRow', action(requests.settleTaxRow, settleTaxRow)],
  ['agreeSettlement', action(requests.agreeSettlement, agreeSettlement)],
  ['declineSettlement', action(requests.declineSettlement, declineSettlement)],
]
