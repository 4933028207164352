/** What an order can be, as the payer is told it. Money is never said to count before it does. */
export const ORDER_STATES = {
  placed: '待支付',
  handedOver: '待您在官方渠道缴费',
  prepaid: '支付中',
  paid: '已付，等待税务到账',
  arrived: '税务已到账',
  inQuestion: '已付，正在核对',
  returning: '退款中',
  returned: '已退款',
  closed: '已关闭',
} as const
export type OrderState = keyof typeof ORDER_STATES
export const ORDER_STATE_IDS = Object.keys(ORDER_STATES) as readonly OrderState[]

interface OrderEventRule {
  name: string
  edges: readonly { from: readonly OrderState[]; to: OrderState }[]
  /** By a person of the county who answers for it, with a reason; never by a program. */
  forced?: true
}

const OPEN = ['placed', 'handedOver', 'prepaid'] as const
const stays = (...states: readonly OrderState[]) => states.map((state) => ({ from: [state], to: state }))

/** Every way an order can move. What is not here is refused. */
export const ORDER_EVENTS = {
  handOver: { name: '转到官方渠道', edges: [{ from: ['placed', 'handedOver'], to: 'handedOver' }] },
  prepay: { name: '发起微信支付', edges: [{ from: ['placed', 'prepaid'], to: 'prepaid' }] },
  pay: { name: '付款', edges: [{ from: OPEN, to: 'paid' }] },
  /** The money came after the order was closed, and nobody else has paid for these people meanwhile. */
  payAfterClose: { name: '关闭后到款', edges: [{ from: ['closed'], to: 'paid' }] },
  /** Another amount than the order's, or for somebody who is paid for already: a person decides. */
  payInQuestion: { name: '付款有疑问', edges: [{ from: [...OPEN, 'closed'], to: 'inQuestion' }] },
  /** A second payment for the same order: the order stands, the money is owed back. */
  payTwice: { name: '重复付款', edges: stays('paid', 'arrived', 'inQuestion', 'returning', 'returned') },
  arrive: { name: '税务到账', edges: [{ from: ['paid', 'handedOver'], to: 'arrived' }] },
  cancel: { name: '取消', edges: [{ from: OPEN, to: 'closed' }] },
  expire: { name: '过期', edges: [{ from: OPEN, to: 'closed' }] },
  startReturn: { name: '同意退款', edges: [{ from: ['paid', 'arrived'], to: 'returning' }] },
  return: { name: '退款完成', edges: [{ from: ['returning'], to: 'returned' }] },
  /** What is in question counts after all, or goes back. */
  forceCount: { name: '核对后计入', edges: [{ from: ['inQuestion'], to: 'paid' }], forced: true },
  forceReturn: { name: '核对后退回', edges: [{ from: ['inQuestion'], to: 'returning' }], forced: true },
  /** A cheque or transfer that bounced, cash that was false: it was never paid. */
  forceVoid: { name: '付款作废', edges: [{ from: ['paid', 'inQuestion'], to: 'closed' }], forced: true },
} as const satisfies Record<string, OrderEventRule>
export type OrderEventKind = keyof typeof ORDER_EVENTS
export const ORDER_EVENT_KINDS = Object.keys(ORDER_EVENTS) as readonly OrderEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextOrderState(state: OrderState, event: OrderEventKind): OrderState | null {
  const { edges }: OrderEventRule = ORDER_EVENTS[event]
  return edges.find(({ from }) => from.includes(state))?.to ?? null
}

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
  if (nextOrderState(order.state, 'payTwice') !== null) return 'payTwice'
  if (money.amount !== order.total || !order.free) return 'payInQuestion'
  return order.state === 'closed' ? 'payAfterClose' : 'pay'
}
