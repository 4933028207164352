import { from, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** Whether somebody is being paid for, or is: one order at most has them. */
export const reservationMachine = /* @__PURE__ */ stateMachine({
  code: 'PERSON_HELD',
  path: 'enrolment',
  what: '这个人这一年的缴费',
  advice: '请返回刷新看看现在的情况。',
  states: { free: '没有订单在付', held: '有一份订单在等付款', paid: '已经付好' },
  events: {
    /** By the order that already has them it is the same again. */
    hold: { name: '下单', to: from(['free', 'held'], 'held') },
    /** Also where the tax office tells of what is paid already. */
    pay: { name: '付好', to: from(['free', 'held', 'paid'], 'paid') },
    /** The order closed, or its money went back. */
    release: { name: '放开', to: from(['held', 'paid'], 'free') },
  },
})
export type ReservationState = StateOf<typeof reservationMachine>
