import { studioContract } from './contract'
import { beginDraft, draftTable, listDrafts, setYearValues, showDraft } from './drafts'
import { signDraft, takeBack } from './publish'
import { tellFamilies } from './tell'
import { tryDraft } from './try'
import { actionsOf } from '../../platform/calls'

export const studioActions = /* @__PURE__ */ actionsOf(
  studioContract,
  listDrafts,
  beginDraft,
  showDraft,
  setYearValues,
  draftTable,
  tryDraft,
  signDraft,
  takeBack,
  tellFamilies,
)
