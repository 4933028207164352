import { from, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** A row of the tax office's file, until the file and our records agree on it. */
export const taxRowMachine = /* @__PURE__ */ stateMachine({
  code: 'NOT_OPEN',
  path: 'row',
  what: '这一笔',
  advice: '可能已经有人办了，请下拉刷新看看现在的情况。',
  states: {
    read: '已读入，还没有核对',
    matched: '已对上',
    open: '待处理',
    proposed: '已提出办法，等另一位经办人同意',
    settled: '已办好',
    withdrawn: '随文件撤回了',
  },
  events: {
    match: { name: '对上', to: { read: 'matched' } },
    /** It waits for a person. */
    differ: { name: '对不上', to: { read: 'open' } },
    settle: { name: '处理', to: { open: 'settled' } },
    /** Where it takes two people. */
    propose: { name: '提出办法', to: { open: 'proposed' } },
    agree: { name: '同意办法', to: { proposed: 'settled' } },
    decline: { name: '不同意办法', to: { proposed: 'open' } },
    /** Looked at again it is found to be something else than it was. */
    reopen: { name: '重新核对后另有不符', to: from(['open', 'proposed'], 'open') },
    /** The whole file was loaded by mistake, and nothing stands on this row. */
    withdraw: { name: '随文件撤回', to: from(['read', 'open'], 'withdrawn') },
    /** It comes again in another file. */
    sendAgain: { name: '又报来', to: { withdrawn: 'read' } },
    /** What was missing has come, or is not waited for any more. */
    cease: { name: '不用再等', to: from(['open', 'proposed'], 'settled') },
  },
})
export type TaxRowState = StateOf<typeof taxRowMachine>
