import { from, stateMachine } from '../../platform/base'
import type { EventOf, StateOf } from '../../platform/base'

/** What becomes of money that WeChat confirms for no order of ours. */
export const unmatchedPaymentMachine = /* @__PURE__ */ stateMachine({
  code: 'ODDITY_STATE',
  path: 'oddity',
  what: '这笔钱',
  advice: '请下拉刷新看看现在的情况。',
  states: {
    open: '待认领',
    proposed: '已提出退回，等另一位经办人同意',
    agreed: '已同意，等退款',
    sent: '微信正在退回',
    failed: '微信退不回原卡，等线下退还',
    returned: '已退回',
    assigned: '已认到本人名下',
  },
  events: {
    /** A person of the county finds whose it is, and it fits. */
    assign: { name: '认到本人名下', to: { open: 'assigned' } },
    proposeReturn: { name: '提出退回', to: { open: 'proposed' } },
    declineReturn: { name: '不同意退回', to: { proposed: 'open' } },
    /** Another person than who proposed it. */
    agreeReturn: { name: '同意退回', to: { proposed: 'agreed' } },
    send: { name: '请微信退回', to: { agreed: 'sent' } },
    /** The card is void, or WeChat has given up: a person pays it out. */
    fail: { name: '原路退不了', to: { sent: 'failed' } },
    payOut: { name: '线下退还', to: from(['agreed', 'failed'], 'returned') },
    arriveBack: { name: '退回到账', to: from(['sent', 'failed'], 'returned') },
  },
})
export type UnmatchedPaymentState = StateOf<typeof unmatchedPaymentMachine>
export type UnmatchedPaymentEventKind = EventOf<typeof unmatchedPaymentMachine>
