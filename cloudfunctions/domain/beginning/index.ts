import { readiness } from './readiness'
import { beginningContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { countNeeds } from './readiness'

/** What a county needs before its residents can use it; the command that begins one stands in `commands/bootstrap`. */
export const beginningActions = /* @__PURE__ */ actionsOf(beginningContract, readiness)
