import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract-staff'
import { correctResident } from './correct-resident'
import { findResident } from './find-resident'
import { importResidents, putLedgerPart } from './import-residents'
import { nameHead, printHouseholdCode, reissueHouseholdCode, showHousehold } from './keep-household'
import { moveResident } from './move-resident'
import { recordAbsence, recordReturn } from './record-absence'
import { registerResident } from './register-resident'
import { revealField } from './reveal-field'

export const RESIDENTS_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['findResident', action(requests.findResident, findResident)],
  ['household', action(requests.household, showHousehold)],
  ['registerResident', action(requests.registerResident, registerResident)],
  ['correctResident', action(requests.correctResident, correctResident)],
  ['moveResident', action(requests.moveResident, moveResident)],
  ['recordAbsence', action(requests.recordAbsence, recordAbsence)],
  ['recordReturn', action(requests.recordReturn, recordReturn)],
  ['nameHead', action(requests.nameHead, nameHead)],
  ['printHouseholdCode', action(requests.printHouseholdCode, printHouseholdCode)],
  ['reissueHouseholdCode', action(requests.reissueHouseholdCode, reissueHouseholdCode)],
  ['putFilePart', action(requests.putFilePart, putLedgerPart)],
  ['importResidents', action(requests.importResidents, importResidents)],
  ['revealField', action(requests.revealField, revealField)],
]
