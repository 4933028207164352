export {
  bindingCodeOf,
  isValidBindingCode,
  issueBindingCode,
  personNumber,
  removeBindingCode,
  redeemBindingCode,
} from './binding-codes'
export {
  maskedCard,
  staffCard,
  fullCard,
  fullCards,
  personCard,
  placeOf,
  flaw,
  residentCard,
  residentCardShape,
} from './cards'
export type { PersonCard } from './cards'
export {
  headRelations,
  normalisedGroup,
  normalisedHeading,
  readGround,
  readIdKind,
  readPhone,
  readSex,
} from './cell-values'
export { ABSENCES, ID_KINDS, seasonId } from './documents'
export type { Absence, BlindIndex, Certification, IdKind, ResidentDocument, Sealed, VillageDocument } from './documents'
export {
  duplicateOf,
  invalidEntry,
  identify,
  identifyNewborn,
  notMatched,
  requireNoDuplicate,
  typedNumber,
} from './duplicates'
export { comparableName, isSameName } from './names'
export { FLAWS, examineEntry, flawsInWords } from './entry'
export type { CompleteEntry, Entry, FlawCode } from './entry'
export {
  headsOf,
  householdByCode,
  householdCode,
  householdsWithIds,
  printedCode,
  putHousehold,
  readCode,
  readHousehold,
  encodeReadable,
  requireHousehold,
  requireVillage,
  sealHousehold,
  villagesOfRegion,
} from './households'
export type { Household, ListedHousehold } from './households'
export { endsInNoughts, guessIdKind, isRounded, normalisedNumber, readIdentityNumber } from './identity-number'
export { consentWords, carerName } from './link-documents'
export type { AttemptDocument, LinkActor, LinkDocument, UserDocument } from './link-documents'
export { withLinkEvent } from './link-machine'
export type { LinkChange } from './link-machine'
export {
  changeLink,
  followedOf,
  followersOf,
  publicLinkId,
  isFollowed,
  linkByPublicId,
  linksFollowing,
  linksOfResident,
  linksOfUser,
  newFamilyLink,
  newSelfLink,
  carersOf,
  readSelfLink,
  relationOf,
  removeLink,
  removeUser,
  boundResident,
  bindResident,
  stillFollowed,
} from './links'
export {
  certificationsOf,
  namesByIndexes,
  numberIndex,
  openResident,
  putResident,
  readResident,
  requireResident,
  residentOfSameIdentity,
  residentByNumber,
  residentsByIndexes,
  residentsNamed,
  residentsOf,
  residentsOfHousehold,
  sealResident,
  factsOfResident,
} from './residents'
export type { Resident } from './residents'
export { areOfGroups, groupsOfHousehold, groupsOfResident, groupsOfVillage, householdsOfGroups } from './village-groups'
