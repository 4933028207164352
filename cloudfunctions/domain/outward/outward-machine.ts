import { from, stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** A file for another office's system, from drawing it up to that office's word on each person in it. */
export const outwardFileMachine = /* @__PURE__ */ stateMachine({
  code: 'OUTWARD_STATE',
  path: 'outward',
  what: '这份文件',
  advice: '可能已经有人办了，请下拉刷新看看现在的情况。',
  states: {
    making: '正在做',
    made: '做好了，还没有送',
    sent: '已送出，等回执',
    sentBack: '有退回的',
    confirmed: '全部确认',
    discarded: '作废',
  },
  events: {
    finish: { name: '做完', to: { making: 'made' } },
    send: { name: '送出', to: { made: 'sent' } },
    discard: { name: '作废', to: from(['making', 'made'], 'discarded') },
    /** What an acknowledgement leaves: some unanswered, somebody sent back, or all confirmed. */
    answerInPart: { name: '读回执（还有人没有回）', to: from(['sent', 'sentBack', 'confirmed'], 'sent') },
    answerWithReturns: { name: '读回执（有退回的）', to: from(['sent', 'sentBack', 'confirmed'], 'sentBack') },
    answerAll: { name: '读回执（全部确认）', to: from(['sent', 'sentBack', 'confirmed'], 'confirmed') },
  },
})
export type OutwardFileState = StateOf<typeof outwardFileMachine>

/** One person in such a file, once it is on its way. The last word of the other office counts. */
export const outwardLineMachine = /* @__PURE__ */ stateMachine({
  code: 'OUTWARD_STATE',
  path: 'outward',
  what: '这个人的报送',
  advice: '请下拉刷新看看现在的情况。',
  states: { sent: '已送出', confirmed: '已确认', sentBack: '被退回' },
  events: {
    confirm: { name: '对方确认', to: from(['sent', 'confirmed', 'sentBack'], 'confirmed') },
    sendBack: { name: '对方退回', to: from(['sent', 'confirmed', 'sentBack'], 'sentBack') },
  },
})
export type OutwardLineState = StateOf<typeof outwardLineMachine>
