import { from, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** Money that is asked back: two people of the county agree, then it goes. */
export const refundMachine = /* @__PURE__ */ stateMachine({
  code: 'REFUND_STATE',
  path: 'refund',
  what: '这份退费',
  advice: '请下拉刷新看看。',
  states: {
    asked: '已申请，等经办机构审核',
    agreedOnce: '一人已同意，等第二人审核',
    agreed: '已同意，等待退款',
    refused: '没有同意',
    sent: '正在退回',
    failed: '微信退不回原卡，等线下退还',
    done: '已退回',
  },
  events: {
    /** Asked anew after a refusal. */
    askAgain: { name: '重新申请', to: { refused: 'asked' } },
    agree: { name: '同意退费', to: { asked: 'agreedOnce', agreedOnce: 'agreed' } },
    refuse: { name: '不同意退费', to: from(['asked', 'agreedOnce'], 'refused') },
    /** What was sent is looked at again, and never sent twice. */
    send: { name: '退款', to: from(['agreed', 'sent'], 'sent') },
    /** The card is void, or WeChat has given up: it cannot go back the way it came. */
    fail: { name: '原路退不了', to: { sent: 'failed' } },
    /** A person has paid it out, by a slip. */
    payOut: { name: '线下退还', to: { failed: 'done' } },
    /** Also of one that failed: settled at the merchant's console it arrives after all. */
    arriveBack: { name: '退款到账', to: from(['sent', 'failed'], 'done') },
  },
})
export type RefundState = StateOf<typeof refundMachine>
