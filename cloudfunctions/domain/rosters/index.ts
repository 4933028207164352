export { applyRoster, confirmRoster, discardRoster } from './apply'
export { putRosterPart, readRoster, recheckRoster } from './read'
export { makeRosterSheet, rosterBatches, rosterEffect, rosterRows, rosterSheetPart, rosters, showBatch } from './show'
