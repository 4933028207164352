export {
  answerObjection,
  closeDisclosure,
  draftDisclosure,
  archiveDisclosure,
  publishDisclosure,
  recordObjection,
} from './disclosure-keep'
export { showDisclosureRows, showDisclosures } from './disclosure-show'
export { listDuties, markDuty } from './duties'
export { makeForm, formPart } from './forms'
export { showToday } from './today'
