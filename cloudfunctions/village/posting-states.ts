/** Where a posting in public stands. */
export const POSTING_STATES = {
  drawnUp: '已编好，还没有张贴',
  hanging: '公示中',
  closed: '公示期满',
  filed: '已备案',
} as const
export type PostingState = keyof typeof POSTING_STATES
export const POSTING_STATE_IDS = Object.keys(POSTING_STATES) as readonly PostingState[]

interface PostingEventRule {
  name: string
  edges: readonly { from: readonly PostingState[]; to: PostingState }[]
}

const stays = (...states: readonly PostingState[]) => states.map((state) => ({ from: [state], to: state }))

/** Every way a posting can move. What is not here is refused. */
export const POSTING_EVENTS = {
  putUp: { name: '张贴', edges: [{ from: ['drawnUp'], to: 'hanging' }] },
  object: { name: '登记异议', edges: stays('hanging', 'closed') },
  answer: { name: '答复异议', edges: stays('hanging', 'closed') },
  /** Its last day has come, and every objection is answered. */
  close: { name: '期满', edges: [{ from: ['hanging'], to: 'closed' }] },
  file: { name: '签字盖章备案', edges: [{ from: ['closed'], to: 'filed' }] },
} as const satisfies Record<string, PostingEventRule>
export type PostingEventKind = keyof typeof POSTING_EVENTS
export const POSTING_EVENT_KINDS = Object.keys(POSTING_EVENTS) as readonly PostingEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextPostingState(state: PostingState, event: PostingEventKind): PostingState | null {
  const { edges }: PostingEventRule = POSTING_EVENTS[event]
  return edges.find(({ from }) => from.includes(state))?.to ?? null
}
