import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { amountFor } from './amount-for'
import { answerLink } from './answer-link'
import { askLink } from './ask-link'
import { bindSelf } from './bind-self'
import { confirmLink, endLinkAsClerk, residentLinks } from './confirm-link'
import { requests } from './contract'
import { deleteMe } from './delete-me'
import { exportMine } from './export-mine'
import { handBindingCode } from './hand-binding-code'
import { me } from './me'
import { revokeLink } from './revoke-link'

export const LINKS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['me', action(requests.me, me)],
  ['bindSelf', action(requests.bindSelf, bindSelf)],
  ['askLink', action(requests.askLink, askLink)],
  ['answerLink', action(requests.answerLink, answerLink)],
  ['revokeLink', action(requests.revokeLink, revokeLink)],
  ['amountFor', action(requests.amountFor, amountFor)],
  ['exportMine', action(requests.exportMine, exportMine)],
  ['deleteMe', action(requests.deleteMe, deleteMe)],
  ['handBindingCode', action(requests.handBindingCode, handBindingCode)],
  ['residentLinks', action(requests.residentLinks, residentLinks)],
  ['confirmLink', action(requests.confirmLink, confirmLink)],
  ['endLink', action(requests.endLink, endLinkAsClerk)],
]
