import {
  answerObjection,
  archiveDisclosure,
  closeDisclosure,
  draftDisclosure,
  publishDisclosure,
  recordObjection,
} from './disclosure-keep'
import { showDisclosureRows, showDisclosures } from './disclosure-show'
import { decideHandIn } from './decide-hand-in'
import { listHandIns } from './hand-ins'
import { townshipAssessment } from './township-assessment'
import { handInsContract } from './contract-hand-ins'
import { listDuties, markDuty } from './duties'
import { formPart, makeForm } from './forms'
import { showToday } from './today'
import { dutiesContract } from './contract'
import { disclosuresContract } from './contract-disclosures'
import { actionsOf } from '../../platform/calls'

export const dutiesActions = /* @__PURE__ */ actionsOf(
  dutiesContract,
  showToday,
  listDuties,
  markDuty,
  makeForm,
  formPart,
)
export const disclosuresActions = /* @__PURE__ */ actionsOf(
  disclosuresContract,
  showDisclosures,
  showDisclosureRows,
  draftDisclosure,
  publishDisclosure,
  recordObjection,
  answerObjection,
  closeDisclosure,
  archiveDisclosure,
)
export const handInsActions = /* @__PURE__ */ actionsOf(handInsContract, listHandIns, decideHandIn, townshipAssessment)
