import type { ConsentHow, LinkActor, LinkDocument, NewLink } from './link-documents'
import { HISTORY_KEPT } from './link-documents'
import { from, Refusal, stateMachine } from '../../platform/base'
import type { EventOf, EventRow, StateMachine } from '../../platform/base'
import type { CivilDay } from '../../../rules'

/**
 * Where a link is in its life. `left` and `revoked` are both stored as revoked: `left` was ended by the payer, who may
 * begin anew; `revoked` by the relative or the clerk, after which a code on paper does not bring it back.
 */
export type LinkState = 'none' | 'waiting' | 'active' | 'left' | 'revoked'
const LINK = {
  code: 'LINK_NOT_POSSIBLE',
  path: 'link',
  what: '这个关联',
  advice: '请到村（社区）经办人员处办理。',
  states: {
    none: '还没有申请',
    waiting: '等待同意',
    active: '已关联',
    left: '已由缴费人取消',
    revoked: '已由本人或经办人员取消',
  },
} as const

/** A payer and a relative. The same standing again = nothing changes. */
export const familyLinkMachine = /* @__PURE__ */ stateMachine({
  ...LINK,
  events: {
    ask: {
      name: '申请关联',
      by: ['payer'],
      to: { none: 'waiting', waiting: 'waiting', active: 'active', left: 'waiting', revoked: 'waiting' },
    },
    showHouseholdCode: {
      name: '凭家庭码关联',
      by: ['payer'],
      to: { none: 'active', waiting: 'active', active: 'active', left: 'active', revoked: 'waiting' },
    },
    consent: { name: '同意关联', by: ['relative', 'clerk'], to: { waiting: 'active', active: 'active' } },
    refuse: {
      name: '不同意关联',
      by: ['relative', 'clerk'],
      to: from(['waiting', 'active', 'left', 'revoked'], 'revoked'),
    },
    leave: {
      name: '取消关联',
      by: ['payer'],
      to: { waiting: 'left', active: 'left', left: 'left', revoked: 'revoked' },
    },
  },
})

/**
 * A user and the resident that they are. Undone by a clerk, it takes a clerk's code to bind again, not the paper in the
 * drawer.
 */
export const selfLinkMachine = /* @__PURE__ */ stateMachine({
  ...LINK,
  events: {
    bindByClerksCode: {
      name: '凭绑定码绑定',
      by: ['payer'],
      to: from(['none', 'active', 'left', 'revoked'], 'active'),
    },
    bindByHouseholdCode: { name: '凭家庭码绑定', by: ['payer'], to: from(['none', 'active', 'left'], 'active') },
    leave: { name: '解除绑定', by: ['payer'], to: { active: 'left', left: 'left', revoked: 'revoked' } },
    refuse: { name: '解除绑定', by: ['clerk'], to: from(['active', 'left', 'revoked'], 'revoked') },
  },
})

export type FamilyEvent = EventOf<typeof familyLinkMachine>
export type SelfEvent = EventOf<typeof selfLinkMachine>

const machineOf = (kind: LinkDocument['kind']): StateMachine<LinkState, string> =>
  kind === 'self' ? selfLinkMachine : familyLinkMachine

/** Something done to a link. */
export interface LinkChange {
  event: FamilyEvent | SelfEvent
  actor: LinkActor
  /** openid of whoever does it. */
  by: string
  operation: string
  /** ms since 1970 */
  at: number
  today: CivilDay
  /** How consent was given, where the event makes the link active. */
  how: ConsentHow | null
}

export function stateOfLink(link: LinkDocument | null): LinkState {
  if (link === null) return 'none'
  if (link.state !== 'revoked') return link.state
  return link.revokedBy === 'payer' ? 'left' : 'revoked'
}

/**
 * The link after something was done to it. The same operation again, or what is so already, changes nothing and gives
 * the same document back.
 * @throws Refusal LINK_NOT_POSSIBLE
 */
export function withLinkEvent(link: LinkDocument | null, beginning: NewLink, change: LinkChange): LinkDocument {
  if (link?.history.some(({ operation, by }) => operation === change.operation && by === change.by)) return link
  const before = stateOfLink(link)
  const machine = machineOf(beginning.kind)
  const rule: EventRow<LinkState> | undefined = machine.events[change.event]
  // A binding that has passed to another user meanwhile is not this one's to change.
  if (link !== null && link.openid !== beginning.openid && link.state !== 'revoked') throw notPossible(rule, before)
  const after = rule?.by?.includes(change.actor) === true ? machine.next(before, change.event) : null
  if (after === null) throw notPossible(rule, before)
  if (link !== null && after === before) return link
  return moved(link, beginning, after, change)
}

function moved(link: LinkDocument | null, beginning: NewLink, after: LinkState, change: LinkChange): LinkDocument {
  const { event, actor, by, operation, at, today, how } = change
  const over = after === 'left' || after === 'revoked'
  return {
    ...beginning,
    openid: over ? (link?.openid ?? beginning.openid) : beginning.openid,
    state: over ? 'revoked' : after === 'active' ? 'active' : 'waiting',
    consent: after === 'active' && how !== null ? { how, by, at } : over ? (link?.consent ?? null) : null,
    since: today,
    revokedBy: over ? actor : null,
    revokedAt: over ? at : null,
    history: [...(link?.history ?? []), { operation, event, actor, by, at }].slice(-HISTORY_KEPT),
  }
}

function notPossible(rule: EventRow<LinkState> | undefined, before: LinkState): Refusal {
  const advice = before === 'none' || before === 'left' ? '请缴费人重新申请一次。' : '请到村（社区）经办人员处办理。'
  return new Refusal({
    code: 'LINK_NOT_POSSIBLE',
    message: `“${rule?.name ?? '这项操作'}”没有成功：这个关联现在是“${LINK.states[before]}”。${advice}`,
    found: before,
  })
}
