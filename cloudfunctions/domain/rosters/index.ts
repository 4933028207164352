import { applyRoster, confirmRoster, discardRoster } from './apply'
import { layRosterOut, putRosterPart, readRoster, recheckRoster } from './read'
import { makeRosterSheet, rosterBatches, rosterEffect, rosterRows, rosterSheetPart, rosters, showBatch } from './show'
import { showRosterFile } from './file/origin'
import { withdrawRoster } from './file/withdraw'
import { nearWords, sayNearWord } from './near-words'
import { rostersContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { countBatchesWaiting } from './store'

export const rostersActions = /* @__PURE__ */ actionsOf(
  rostersContract,
  rosters,
  putRosterPart,
  layRosterOut,
  readRoster,
  recheckRoster,
  nearWords,
  sayNearWord,
  rosterBatches,
  showBatch,
  rosterEffect,
  rosterRows,
  makeRosterSheet,
  rosterSheetPart,
  confirmRoster,
  applyRoster,
  discardRoster,
  showRosterFile,
  withdrawRoster,
)
