/** Where a receipt on paper is, as 巴南 四(三)3 names it: 打印、发放、登记、复核、回收、核销. */
export const PRINTED_RECEIPT_STATES = {
  notPrinted: '未打印',
  printed: '已打印',
  issued: '已发放',
  registered: '已登记',
  checked: '已复核',
  void: '无效，待收回',
  takenBack: '已回收',
  writtenOff: '已核销',
} as const
export type PrintedReceiptState = keyof typeof PRINTED_RECEIPT_STATES
export const PRINTED_RECEIPT_STATE_IDS = Object.keys(PRINTED_RECEIPT_STATES) as readonly PrintedReceiptState[]

interface PrintedReceiptEventRule {
  name: string
  from: readonly PrintedReceiptState[]
  to: PrintedReceiptState
}

/** Every way a paper can move. What is not here is refused. */
export const PRINTED_RECEIPT_EVENTS = {
  print: { name: '打印', from: ['notPrinted'], to: 'printed' },
  issue: { name: '发放', from: ['printed'], to: 'issued' },
  register: { name: '登记', from: ['issued'], to: 'registered' },
  /** Looked at and found in order; found wanting, it is `void` instead. */
  check: { name: '复核', from: ['registered'], to: 'checked' },
  void: { name: '作废', from: ['printed', 'issued', 'registered', 'checked'], to: 'void' },
  takeBack: { name: '回收', from: ['checked', 'void'], to: 'takenBack' },
  writeOff: { name: '核销', from: ['takenBack'], to: 'writtenOff' },
} as const satisfies Record<string, PrintedReceiptEventRule>
export type PrintedReceiptEventKind = keyof typeof PRINTED_RECEIPT_EVENTS
export const PRINTED_RECEIPT_EVENT_KINDS = Object.keys(PRINTED_RECEIPT_EVENTS) as readonly PrintedReceiptEventKind[]

/** Where an event leads from a state; null = not from there. */
export function nextPrintedReceiptState(
  state: PrintedReceiptState,
  event: PrintedReceiptEventKind,
): PrintedReceiptState | null {
  const { from, to }: PrintedReceiptEventRule = PRINTED_RECEIPT_EVENTS[event]
  return from.includes(state) ? to : null
}
