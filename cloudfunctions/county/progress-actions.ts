import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { exportPart, exportSheet } from './export-sheet'
import { recount } from './recount'
import { setTarget, showTargets, targetHistory } from './set-target'
import { showMoney } from './show-money'
import { showProgress, showProgressWeeks } from './show-progress'

export const PROGRESS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['progress', action(requests.progress, showProgress)],
  ['progressWeeks', action(requests.progressWeeks, showProgressWeeks)],
  ['targets', action(requests.targets, showTargets)],
  ['setTarget', action(requests.setTarget, setTarget)],
  ['targetHistory', action(requests.targetHistory, targetHistory)],
  ['recount', action(requests.recount, recount)],
  ['money', action(requests.money, showMoney)],
  ['exportSheet', action(requests.exportSheet, exportSheet)],
  ['exportPart', action(requests.exportPart, exportPart)],
]
