/** What becomes of money that WeChat confirms for no order of ours. */
export const ODDITY_STATES = {
  open: '待认领',
  proposed: '已提出退回，等另一位经办人同意',
  agreed: '已同意，等退款',
  sent: '微信正在退回',
  returned: '已退回',
  assigned: '已认到本人名下',
} as const
export type OddityState = keyof typeof ODDITY_STATES
export const ODDITY_STATE_IDS = Object.keys(ODDITY_STATES) as readonly OddityState[]

interface OddityEventRule {
  name: string
  from: OddityState
  to: OddityState
}

/** Every way it can move. What is not here is refused. */
export const ODDITY_EVENTS = {
  /** A person of the county finds whose it is, and it fits. */
  assign: { name: '认到本人名下', from: 'open', to: 'assigned' },
  proposeReturn: { name: '提出退回', from: 'open', to: 'proposed' },
  declineReturn: { name: '不同意退回', from: 'proposed', to: 'open' },
  /** Another person than who proposed it. */
  agreeReturn: { name: '同意退回', from: 'proposed', to: 'agreed' },
  send: { name: '请微信退回', from: 'agreed', to: 'sent' },
  payOut: { name: '线下退还', from: 'agreed', to: 'returned' },
  arriveBack: { name: '退回到账', from: 'sent', to: 'returned' },
} as const satisfies Record<string, OddityEventRule>
export type OddityEventKind = keyof typeof ODDITY_EVENTS
export const ODDITY_EVENT_KINDS = Object.keys(ODDITY_EVENTS) as readonly OddityEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextOddityState(state: OddityState, event: OddityEventKind): OddityState | null {
  const { from, to }: OddityEventRule = ODDITY_EVENTS[event]
  return from === state ? to : null
}
