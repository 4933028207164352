import { makeExceptionsSheet, taxSheetPart } from './file/exceptions-sheet'
import { showTaxFile, showTaxFileRows } from './file/file-page'
import { withdrawTaxFile } from './file/withdraw'
import { layTaxFileOut } from './file/lay-out'
import { matchTaxRows, putTaxPart, readTaxRows } from './read-file'
import { agreeSettlement, declineSettlement, settleTaxRow } from './resolve-row'
import { findMissing, showTaxFiles, showTaxRows } from './show'
import { reconciliationContract } from './contract'
import { actionsOf } from '../../platform/calls'

export type { RowFacts } from './documents'
export { missingFile, stopAwaiting } from './missing'
export { countExceptions, countTaxFilesStopped } from './file/waiting'
export { ROWS, putTaxRow, readTaxRow, rowsWithIds, taxFilesOf } from './store'
export { advanceTaxFiles } from './watch'

export const reconciliationActions = /* @__PURE__ */ actionsOf(
  reconciliationContract,
  putTaxPart,
  layTaxFileOut,
  readTaxRows,
  matchTaxRows,
  findMissing,
  showTaxFiles,
  showTaxRows,
  showTaxFile,
  showTaxFileRows,
  makeExceptionsSheet,
  taxSheetPart,
  withdrawTaxFile,
  settleTaxRow,
  agreeSettlement,
  declineSettlement,
)
