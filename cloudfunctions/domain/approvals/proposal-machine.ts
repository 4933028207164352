import { from, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/**
 * A deed that one person proposes and another confirms. It expires by its last moment, which nobody has to write
 * down.
 */
export const proposalMachine = /* @__PURE__ */ stateMachine({
  code: 'PROPOSAL_STATE',
  path: 'proposal',
  what: '这份提请',
  advice: '请下拉刷新看看。还要办的，请重新提请。',
  states: {
    proposed: '等另一位同事复核',
    confirmed: '已复核，办好了',
    declined: '没有同意',
    withdrawn: '已撤回',
    expired: '过期没有复核',
  },
  events: {
    confirm: { name: '复核同意', to: { proposed: 'confirmed' } },
    decline: { name: '不同意', to: { proposed: 'declined' } },
    withdraw: { name: '撤回', to: { proposed: 'withdrawn' } },
    expire: { name: '过期', to: from(['proposed'], 'expired') },
  },
})
export type ProposalState = StateOf<typeof proposalMachine>
