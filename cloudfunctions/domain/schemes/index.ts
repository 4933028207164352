import { schemesContract } from './contract'
import { layListOut, putSchemePart, readSchemeList } from './read-list'
import { settleOverlap } from './settle'
import { listOverlaps, schemeLists } from './show'
import { actionsOf } from '../../platform/calls'

/** Lists of other schemes and of deaths, held against the ledger; whom they touch is asked, and a person decides. */
export const schemesActions = /* @__PURE__ */ actionsOf(
  schemesContract,
  schemeLists,
  putSchemePart,
  layListOut,
  readSchemeList,
  listOverlaps,
  settleOverlap,
)
