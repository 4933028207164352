import { from, stateMachine, staying } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** A list from an office that certifies, from the sheet to the ledger. */
export const batchMachine = /* @__PURE__ */ stateMachine({
  code: 'BATCH_STATE',
  path: 'batch',
  what: '这份名册',
  advice: '可能已经有人办了，请下拉刷新看看现在的情况。',
  states: {
    reading: '正在读取核对',
    ready: '等待确认',
    applying: '正在登记',
    applied: '已登记',
    withdrawing: '正在撤回',
    withdrawn: '已撤回',
    discarded: '已作废',
  },
  events: {
    finishReading: { name: '核对完', to: { reading: 'ready' } },
    recheck: { name: '重新核对', to: { ready: 'reading' } },
    confirm: { name: '确认', to: { ready: 'applying' } },
    /** Nobody is changed by it, so nothing is left to be entered. */
    confirmEmpty: { name: '确认（没有要登记的）', to: { ready: 'applied' } },
    /** Some people at a time, and asked again when all are through. */
    enter: { name: '登记', to: staying('applying', 'applied') },
    finish: { name: '登记完', to: { applying: 'applied' } },
    discard: { name: '作废', to: from(['reading', 'ready'], 'discarded') },
    /** It was a mistake, and nothing stands on it. */
    withdraw: { name: '整份撤回', to: { applied: 'withdrawing' } },
    /** Some people at a time, as they were entered. */
    takeBack: { name: '撤回', to: staying('withdrawing') },
    finishWithdrawing: { name: '撤回完', to: { withdrawing: 'withdrawn' } },
    /** The same sheet is sent anew. */
    readAnew: { name: '重新报送', to: from(['discarded', 'withdrawn'], 'reading') },
  },
})
export type BatchState = StateOf<typeof batchMachine>

/** What a list comes to for one person. */
export const entryMachine = /* @__PURE__ */ stateMachine({
  code: 'BATCH_STATE',
  path: 'batch',
  what: '名册里这个人的变动',
  advice: '请下拉刷新看看现在的情况。',
  states: {
    none: '没有要登记的',
    waiting: '等待登记',
    done: '已登记',
    failed: '没有登记成',
    undone: '已撤回',
    stays: '后来变了，没有撤回',
  },
  events: {
    enter: { name: '登记', to: { waiting: 'done' } },
    fail: { name: '登记不成', to: { waiting: 'failed' } },
    takeBack: { name: '撤回', to: { done: 'undone' } },
    leave: { name: '留下', to: { done: 'stays' } },
  },
})
export type EntryState = StateOf<typeof entryMachine>
