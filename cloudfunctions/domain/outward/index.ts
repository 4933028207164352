import { layOutwardOut, putOutwardPart, readOutwardAnswer } from './answer'
import { outwardContract } from './contract'
import { discardOutward, makeOutward, sendOutward } from './make'
import { outwardFiles, outwardLines, showOutwardFile } from './show'
import { outwardWorkbook } from './workbook'
import { actionsOf } from '../../platform/calls'

/** Files for other offices' systems, and what comes back for them. */
export const outwardActions = /* @__PURE__ */ actionsOf(
  outwardContract,
  outwardFiles,
  showOutwardFile,
  outwardLines,
  makeOutward,
  discardOutward,
  sendOutward,
  outwardWorkbook,
  putOutwardPart,
  layOutwardOut,
  readOutwardAnswer,
)
