import { writePlatformLog } from '../platform/base'
import { action, serveCalls, publicContext } from '../platform/calls'
import { askQuestions, assessPerson, listPolicies } from './actions'
import { requests } from './contract'

export const main = serveCalls({
  name: 'rules-engine',
  actions: new Map([
    ['policies', action(requests.policies, listPolicies)],
    ['questions', action(requests.questions, askQuestions)],
    ['assess', action(requests.assess, assessPerson)],
  ]),
  contextOf: publicContext,
  log: writePlatformLog,
})
