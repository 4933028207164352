import { writePlatformLog } from '../platform/base'
import { actionsByName, actionsOf, publicContext, serveCalls } from '../platform/calls'
import { askQuestions, assessPerson, listPolicies } from './actions'
import { rulesContract } from './contract'

export const main = serveCalls({
  name: 'rules-engine',
  actions: actionsByName(actionsOf(rulesContract, listPolicies, askQuestions, assessPerson)),
  contextOf: publicContext,
  log: writePlatformLog,
})
