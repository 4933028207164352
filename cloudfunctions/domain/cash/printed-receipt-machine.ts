import { from, stateMachine } from '../../platform/base'
import type { EventOf, StateOf } from '../../platform/base'

/** Where a receipt on paper is, as 巴南 四(三)3 names it: 打印、发放、登记、复核、回收、核销; and every way it can move. */
export const printedReceiptMachine = /* @__PURE__ */ stateMachine({
  code: 'PAPER_STATE',
  path: 'event',
  what: '这张收据的纸质件',
  advice: '',
  states: {
    notPrinted: '未打印',
    printed: '已打印',
    issued: '已发放',
    registered: '已登记',
    checked: '已复核',
    void: '无效，待收回',
    takenBack: '已回收',
    writtenOff: '已核销',
  },
  events: {
    print: { name: '打印', to: { notPrinted: 'printed' } },
    issue: { name: '发放', to: { printed: 'issued' } },
    register: { name: '登记', to: { issued: 'registered' } },
    /** Looked at and found in order; found wanting, it is `void` instead. */
    check: { name: '复核', to: { registered: 'checked' } },
    void: { name: '作废', to: from(['printed', 'issued', 'registered', 'checked'], 'void') },
    takeBack: { name: '回收', to: from(['checked', 'void'], 'takenBack') },
    writeOff: { name: '核销', to: { takenBack: 'writtenOff' } },
  },
})
export type PrintedReceiptState = StateOf<typeof printedReceiptMachine>
export type PrintedReceiptEventKind = EventOf<typeof printedReceiptMachine>
