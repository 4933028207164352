import { action, answerCalls } from '../shared/call-envelope'
import { openCloud } from '../shared/open-cloud'
import { askQuestions } from './ask-questions'
import { assessPerson } from './assess-person'
import { requests } from './contract'
import { listPolicies } from './list-policies'

const cloud = openCloud()

export const main = answerCalls({
  name: 'rules-engine',
  actions: new Map([
    ['policies', action(requests.policies, listPolicies)],
    ['questions', action(requests.questions, askQuestions)],
    ['assess', action(requests.assess, assessPerson)],
  ]),
  log: (entry) => cloud.logger().error(entry),
})
