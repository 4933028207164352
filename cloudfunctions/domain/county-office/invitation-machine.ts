import { stateMachine } from '../../platform/base'
import type { StateOf } from '../../platform/base'

/** An office that was offered. That it has expired is no state: its last moment says so. */
export const invitationMachine = /* @__PURE__ */ stateMachine({
  code: 'INVITATION_WRONG',
  path: 'code',
  what: '这份邀请',
  advice: '请联系发邀请的人。',
  states: { open: '等待接受', accepted: '已接受', withdrawn: '已撤回' },
  events: {
    accept: { name: '接受任命', to: { open: 'accepted' } },
    withdraw: { name: '撤回邀请', to: { open: 'withdrawn' } },
  },
})
export type InvitationState = StateOf<typeof invitationMachine>
