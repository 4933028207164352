import { action, answerCalls, openToAll } from '../shared/call-envelope'
import { writePlatformLog } from '../shared/platform-log'
import { askQuestions } from './ask-questions'
import { assessPerson } from './assess-person'
import { requests } from './contract'
import { listPolicies } from './list-policies'

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
