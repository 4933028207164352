import { bindSelf, handBindingCode } from './bind'
import { confirmLink, endLinkAsClerk, residentLinks, revokeLink } from './end-link'
import { inbox, readInbox, recordConsents } from './inbox'
import { me } from './mine'
import { deleteMe, exportMine } from './my-data'
import { answerLink, askLink } from './request-link'
import { familyContract } from './contract'
import { actionsOf } from '../../platform/calls'

export const familyActions = /* @__PURE__ */ actionsOf(
  familyContract,
  me,
  bindSelf,
  askLink,
  answerLink,
  revokeLink,
  exportMine,
  deleteMe,
  handBindingCode,
  residentLinks,
  confirmLink,
  endLinkAsClerk,
  inbox,
  readInbox,
  recordConsents,
)
