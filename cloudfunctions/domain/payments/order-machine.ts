import { from, stateMachine, staying } from '../../platform/base'
import type { EventOf, StateOf } from '../../platform/base'

const OPEN = ['placed', 'handedOver', 'prepaid'] as const

/**
 * What an order can be, as the payer is told it, and every way it can move. Money is never said to count before it
 * does.
 */
export const orderMachine = /* @__PURE__ */ stateMachine({
  code: 'ORDER_STATE',
  path: 'order',
  what: '这份订单',
  advice: '请返回订单页，下拉刷新看看现在的情况。',
  states: {
    placed: '待支付',
    handedOver: '待您在官方渠道缴费',
    prepaid: '支付中',
    paid: '已付，等待税务到账',
    arrived: '税务已到账',
    inQuestion: '已付，正在核对',
    returning: '退款中',
    returned: '已退款',
    closed: '已关闭',
  },
  events: {
    handOver: { name: '转到官方渠道', to: from(['placed', 'handedOver'], 'handedOver') },
    /** The payer's word, no evidence: nothing but the tax office's news moves the order. */
    sayPaid: { name: '说已经交了', to: staying('handedOver') },
    prepay: { name: '发起微信支付', to: from(['placed', 'prepaid'], 'prepaid') },
    pay: { name: '付款', to: from(OPEN, 'paid') },
    /** The money came after the order was closed, and nobody else has paid for these people meanwhile. */
    payAfterClose: { name: '关闭后到款', to: { closed: 'paid' } },
    /** Another amount than the order's, or for somebody who is paid for already: a person decides. */
    payInQuestion: { name: '付款有疑问', to: from([...OPEN, 'closed'], 'inQuestion') },
    /** A second payment for the same order: the order stands, the money is owed back. */
    payTwice: { name: '重复付款', to: staying('paid', 'arrived', 'inQuestion', 'returning', 'returned') },
    /** It came and went back at the merchant's console before we knew. */
    returnElsewhere: { name: '已在微信商户平台退回', to: from(['placed', 'prepaid', 'closed'], 'closed') },
    arrive: { name: '税务到账', to: from(['paid', 'handedOver'], 'arrived') },
    cancel: { name: '取消', to: from(OPEN, 'closed') },
    expire: { name: '过期', to: from(OPEN, 'closed') },
    startReturn: { name: '同意退款', to: from(['paid', 'arrived'], 'returning') },
    return: { name: '退款完成', to: { returning: 'returned' } },
    /** What is in question counts after all, or goes back. */
    forceCount: { name: '核对后计入', to: { inQuestion: 'paid' }, forced: true },
    forceReturn: { name: '核对后退回', to: { inQuestion: 'returning' }, forced: true },
    /** A cheque or transfer that bounced, cash that was false: it was never paid. */
    forceVoid: { name: '付款作废', to: from(['paid', 'inQuestion'], 'closed'), forced: true },
  },
})
export type OrderState = StateOf<typeof orderMachine>
export type OrderEventKind = EventOf<typeof orderMachine>

/** Money that reached us for an order: a notification, a queried order, or a clerk's word. */
export interface IncomingPayment {
  /** fen */
  amount: number
  /** What the paying side calls this payment; the same again is the same money. */
  transaction: string
}

/** What an order has to show when money comes for it. */
interface OrderMoney {
  state: OrderState
  /** fen */
  total: number
  /** Payments already taken down. */
  transactions: readonly string[]
  /** The people whom this order pays for are held, or can be held again, by it. */
  free: boolean
}

/** Each outcome of money that came; `known` = this very payment was taken down before, and nothing changes. */
export function paymentOutcome(order: OrderMoney, money: IncomingPayment): OrderEventKind | 'known' {
  if (order.transactions.includes(money.transaction)) return 'known'
  if (orderMachine.may(order.state, 'payTwice')) return 'payTwice'
  if (money.amount !== order.total || !order.free) return 'payInQuestion'
  return order.state === 'closed' ? 'payAfterClose' : 'pay'
}
