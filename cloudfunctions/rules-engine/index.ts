import { writePlatformLog } from '../platform/base'
import { action, answerCalls, openToAll } from '../platform/calls'
import { askQuestions, assessPerson, listPolicies } from './actions'
import { requests } from './contract'

export const main = answerCalls({
  name: 'rules-engine',
  actions: new Map([
    ['policies', action(requests.policies, listPolicies)],
    ['questions', action(requests.questions, askQuestions)],
    ['assess', action(requests.assess, assessPerson)],
  ]),
  contextOf: openToAll,
  log: writePlatformLog,
})
