import { stateMachine } from '../../platform/base'
import type { EventOf, StateOf } from '../../platform/base'

/** Money that was taken without a network and could not be entered, until it is put right. */
export const conflictMachine = /* @__PURE__ */ stateMachine({
  code: 'CONFLICT_SETTLED',
  path: 'conflict',
  what: '这笔没记上的钱',
  advice: '请返回刷新看看现在的情况。',
  states: { open: '还没有处理', returned: '钱已经当面退还', counted: '后来重新收上了' },
  events: {
    giveBack: { name: '登记退还', to: { open: 'returned' } },
    count: { name: '登记重新收上', to: { open: 'counted' } },
  },
})
export type ConflictState = StateOf<typeof conflictMachine>
export type ConflictEvent = EventOf<typeof conflictMachine>
