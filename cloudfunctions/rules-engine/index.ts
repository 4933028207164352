import { openCloud, writePlatformLog } from '../platform/base'
import { editionsActions, goesByEditions, publicByEditions } from '../domain/editions'
import { actionsByName, actionsOf, serveCalls } from '../platform/calls'
import { askQuestions, assessPerson, listPolicies } from './actions'
import { rulesContract } from './contract'

// Published policies lie in the database; should it not answer, the bundled ones do (decision 0003).
if (goesByEditions()) openCloud().catch(() => undefined)

export const main = serveCalls({
  name: 'rules-engine',
  actions: actionsByName([...actionsOf(rulesContract, listPolicies, askQuestions, assessPerson), ...editionsActions]),
  contextOf: publicByEditions,
  log: writePlatformLog,
})
