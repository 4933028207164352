/** Where a receipt on paper is, as 巴南 四(三)3 names it: 打印、发放、登记、复核、回收、核销. */
export const PAPER_STATES = {
  notPrinted: '未打印',
  printed: '已打印',
  issued: '已发放',
  registered: '已登记',
  checked: '已复核',
  void: '无效，待收回',
  takenBack: '已回收',
  writtenOff: '已核销',
} as const
export type PaperState = keyof typeof PAPER_STATES
export const PAPER_STATE_IDS = Object.keys(PAPER_STATES) as readonly PaperState[]

interface PaperEventRule {
  name: string
  from: readonly PaperState[]
  to: PaperState
}

/** Every way a paper can move. What is not here is refused. */
export const PAPER_EVENTS = {
  print: { name: '打印', from: ['notPrinted'], to: 'printed' },
  issue: { name: '发放', from: ['printed'], to: 'issued' },
  register: { name: '登记', from: ['issued'], to: 'registered' },
  /** Looked at and found in order; found wanting, it is `void` instead. */
  check: { name: '复核', from: ['registered'], to: 'checked' },
  void: { name: '作废', from: ['printed', 'issued', 'registered', 'checked'], to: 'void' },
  takeBack: { name: '回收', from: ['checked', 'void'], to: 'takenBack' },
  writeOff: { name: '核销', from: ['takenBack'], to: 'writtenOff' },
} as const satisfies Record<string, PaperEventRule>
export type PaperEventKind = keyof typeof PAPER_EVENTS
export const PAPER_EVENT_KINDS = Object.keys(PAPER_EVENTS) as readonly PaperEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextPaperState(state: PaperState, event: PaperEventKind): PaperState | null {
  const { from, to }: PaperEventRule = PAPER_EVENTS[event]
  return from.includes(state) ? to : null
}
