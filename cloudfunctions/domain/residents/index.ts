export { correctResident, recordAbsence, recordReturn } from './corrections'
export {
  findResident,
  nameHead,
  printHouseholdCode,
  reissueHouseholdCode,
  revealField,
  showHousehold,
} from './households'
export { importResidents, putLedgerPart } from './import'
export { moveResident, registerResident } from './registration'
