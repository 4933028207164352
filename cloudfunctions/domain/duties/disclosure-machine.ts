import { stateMachine, staying } from '../../platform/base'
import type { EventOf, StateOf } from '../../platform/base'

/** Where a list that is disclosed in public stands, and every way it can move. */
export const disclosureMachine = /* @__PURE__ */ stateMachine({
  code: 'POSTING_STATE',
  path: 'posting',
  what: '这份公示',
  advice: '请返回刷新看看现在的情况。',
  states: { drawnUp: '已编好，还没有张贴', hanging: '公示中', closed: '公示期满', filed: '已备案' },
  events: {
    putUp: { name: '张贴', to: { drawnUp: 'hanging' } },
    object: { name: '登记异议', to: staying('hanging', 'closed') },
    answer: { name: '答复异议', to: staying('hanging', 'closed') },
    /** Its last day has come, and every objection is answered. */
    close: { name: '期满', to: { hanging: 'closed' } },
    file: { name: '签字盖章备案', to: { closed: 'filed' } },
    /** The township does not take it as it is. */
    sendBack: { name: '乡镇退回', to: { filed: 'closed' } },
  },
})
export type DisclosureState = StateOf<typeof disclosureMachine>
export type DisclosureEventKind = EventOf<typeof disclosureMachine>
