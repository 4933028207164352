import { studioContract } from './contract'
import { beginDraft, listDrafts, setNotice, setYearValues, showDraft } from './drafts'
import { meetDraft } from './meet'
import { signDraft, takeBack } from './publish'
import { draftTable, draftTableFile } from './table'
import { tellFamilies } from './tell'
import { tryDraft } from './try'
import { actionsOf } from '../../platform/calls'

export { explainWorkbook } from './table'

export const studioActions = /* @__PURE__ */ actionsOf(
  studioContract,
  listDrafts,
  beginDraft,
  showDraft,
  setYearValues,
  setNotice,
  meetDraft,
  draftTable,
  draftTableFile,
  tryDraft,
  signDraft,
  takeBack,
  tellFamilies,
)
