import { from, staying, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** That a list from outside names somebody of the ledger: nothing follows from it until a person says what is so. */
export const overlapMachine = /* @__PURE__ */ stateMachine({
  code: 'OVERLAP_STATE',
  path: 'overlap',
  what: '这个人的核实',
  advice: '可能已经有人核实了，请下拉刷新看看现在的情况。',
  states: { open: '等核实', left: '核实了，已退出', notSo: '核实了，不是这样' },
  events: {
    /** Another list names them again: what was found out before is asked anew. */
    nameAgain: { name: '又在名单上', to: { ...staying('open'), ...from(['left', 'notSo'], 'open') } },
    confirm: { name: '确实如此', to: { open: 'left' } },
    refute: { name: '不是这样', to: { open: 'notSo' } },
  },
})
export type OverlapState = StateOf<typeof overlapMachine>
