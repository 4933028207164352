import { correctResident, previewCorrection, recordAbsence, recordReturn } from './corrections'
import {
  findResident,
  nameHead,
  printHouseholdCode,
  reissueHouseholdCode,
  revealField,
  showHousehold,
} from './households'
import { importResidents, layLedgerOut, putLedgerPart } from './import'
import { moveResident, registerResident } from './registration'
import { residentsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { recordGone } from './corrections'

export const residentsActions = /* @__PURE__ */ actionsOf(
  residentsContract,
  findResident,
  showHousehold,
  registerResident,
  correctResident,
  previewCorrection,
  moveResident,
  recordAbsence,
  recordReturn,
  nameHead,
  printHouseholdCode,
  reissueHouseholdCode,
  putLedgerPart,
  layLedgerOut,
  importResidents,
  revealField,
)
