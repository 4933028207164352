import { stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** What a village handed in to its township: a duty's paper or a disclosure, looked through there (汇总核实、备案). */
export const handInMachine = /* @__PURE__ */ stateMachine({
  code: 'HAND_IN_STATE',
  path: 'of',
  what: '这份材料',
  advice: '请返回刷新看看现在的情况。',
  states: { handedIn: '等乡镇核实', verified: '乡镇已核实', sentBack: '乡镇退回' },
  events: {
    verify: { name: '核实收下', to: { handedIn: 'verified' } },
    sendBack: { name: '退回', to: { handedIn: 'sentBack' } },
    /** The village has put it right. */
    handIn: { name: '重新交', to: { sentBack: 'handedIn' } },
  },
})
export type HandInState = StateOf<typeof handInMachine>
