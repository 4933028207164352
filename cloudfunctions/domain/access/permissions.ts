import { areOfGroups } from '../people'
import type { CallContext } from '../../platform/calls'
import { readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/**
 * Who may do what to whose records. A role that an action does not name may not do it.
 * user: anyone signed in. self: whom the record is about. family: who looks after them. clerk, township, county,
 * auditor: by appointment.
 */
export type Role = 'user' | 'self' | 'family' | 'clerk' | 'township' | 'county' | 'auditor'

/**
 * own: what is the caller's. linked: of someone whom the caller looks after. region: within the appointment.
 * group: within the appointment, be it of villages or of some groups of one. village: what only a whole village has, so
 * not within an appointment of some groups (record 0019). township: of one's township, and in each village of it.
 */
export type Scope = 'own' | 'linked' | 'group' | 'village' | 'township' | 'region'

/** The scope in which each role acts. */
const USER = { user: 'own' } as const
const PERSON = { self: 'own', family: 'linked' } as const
const STAFF = { clerk: 'group', county: 'region' } as const
const TOWNSHIP = { township: 'township' } as const
const READERS = { ...STAFF, ...TOWNSHIP, auditor: 'region' } as const
const VILLAGE_STAFF = { ...STAFF, clerk: 'village' } as const
const VILLAGE_READERS = { ...READERS, clerk: 'village' } as const
/** What the township does of itself; the county can do it too, as not every township has an officer. */
const COLLECTORS = { ...TOWNSHIP, county: 'region' } as const
const OFFICES = { ...COLLECTORS, auditor: 'region' } as const

export const PERMISSIONS = {
  me: USER,
  bindSelf: USER,
  askLink: USER,
  amountFor: USER,
  inbox: USER,
  readInbox: USER,
  recordConsents: USER,
  exportMine: USER,
  deleteMe: USER,
  course: { ...PERSON, ...READERS },
  tellFacts: { ...PERSON, ...STAFF },
  answerLink: { self: 'own' },
  /** By whoever looks after or is looked after; a waiting one too. */
  revokeLink: { ...USER, self: 'own' },
  handBindingCode: STAFF,
  residentLinks: READERS,
  confirmLink: STAFF,
  endLink: STAFF,
  findResident: READERS,
  household: READERS,
  registerResident: STAFF,
  correctResident: STAFF,
  /** What stood there is told in full, to be compared. */
  previewCorrection: STAFF,
  recordAbsence: STAFF,
  recordReturn: STAFF,
  revealField: STAFF,
  recordRegistration: STAFF,
  /** Identities, and what undoes what was recorded, are the county agency's. */
  recordCertification: { county: 'region' },
  correctEnrolment: { county: 'region' },
  openSeason: { county: 'region' },
  nameHead: STAFF,
  printHouseholdCode: STAFF,
  reissueHouseholdCode: STAFF,
  /** Asked of both villages, the one left and the one joined. */
  moveResident: STAFF,
  /** Of a receipt: who paid, by owning it. */
  receipt: { ...USER, ...PERSON, ...READERS },
  takeCash: STAFF,
  voidCash: { county: 'region' },
  /** To undo what was taken at a desk takes two: who keeps the ledger, and an office above the village. */
  proposeVoidCash: { ...STAFF, ...TOWNSHIP },
  confirmVoidCash: COLLECTORS,
  /** One's own of the same day, while it is in one's hands. */
  undoCash: { clerk: 'group' },
  /** What one holds in cash is one's own to hand in, also after the office ended. */
  cashInHand: USER,
  depositCash: USER,
  refundTerms: { ...USER, ...PERSON, ...STAFF },
  askRefund: { ...USER, self: 'own', ...STAFF },
  decideRefund: { county: 'region' },
  importTaxFile: { county: 'region' },
  settleTaxRow: { county: 'region' },
  taxFiles: { county: 'region', auditor: 'region' },
  putFilePart: VILLAGE_STAFF,
  importResidents: VILLAGE_STAFF,
  /** For whom one pays; the order itself is the payer's alone. Strangers are paid for by name and number, unseen. */
  quote: PERSON,
  placeOrder: PERSON,
  prepay: USER,
  checkOrder: USER,
  cancelOrder: USER,
  order: USER,
  /** Of an order that keeps somebody from being paid for. */
  releaseReservation: STAFF,
  countAfterAll: { county: 'region' },
  /** Payments made elsewhere, and what undoes them. */
  recordPayment: { county: 'region' },
  voidPayment: { county: 'region' },
  /** Money for no order, by whose merchant has it. */
  oddities: { county: 'region', auditor: 'region' },
  settleOddity: { county: 'region' },
  /** The village's desk. Who holds no office is told so. */
  desk: USER,
  today: READERS,
  dayClose: READERS,
  conflicts: READERS,
  settleConflict: STAFF,
  households: READERS,
  findHouseholds: READERS,
  householdDesk: READERS,
  takeAlong: STAFF,
  recordContact: STAFF,
  callList: READERS,
  sendReminders: STAFF,
  duties: VILLAGE_READERS,
  markDuty: VILLAGE_STAFF,
  makePaper: { ...VILLAGE_STAFF, ...TOWNSHIP },
  paperPiece: USER,
  postings: VILLAGE_READERS,
  postingRows: VILLAGE_READERS,
  drawUpPosting: VILLAGE_STAFF,
  putUpPosting: VILLAGE_STAFF,
  recordObjection: VILLAGE_STAFF,
  answerObjection: VILLAGE_STAFF,
  closePosting: VILLAGE_STAFF,
  filePosting: VILLAGE_STAFF,
  receiptPapers: VILLAGE_READERS,
  /** The township reviews, takes back and writes off; the rest is the village's. */
  moveReceiptPaper: { ...VILLAGE_STAFF, ...TOWNSHIP },
  /** The township's desk: how its villages stand, what they handed in, and what becomes of it. */
  townshipDesk: OFFICES,
  decideHandIn: COLLECTORS,
  /** Lists from certifiers. The sheet to send back has names and numbers in full. */
  rosters: { county: 'region', auditor: 'region' },
  importRoster: { county: 'region' },
  confirmRoster: { county: 'region' },
  rosterSheet: { county: 'region' },
  /** The ledger's quality: of a region, and of a village to its clerk too. */
  dataQuality: { county: 'region', auditor: 'region' },
  countQuality: { county: 'region' },
  flawedPeople: VILLAGE_READERS,
  duplicates: { county: 'region', auditor: 'region' },
  settleDuplicate: { county: 'region' },
  /** Asked of each village that an appointment names, so nobody appoints beyond their own. */
  appoint: { county: 'region' },
  appointClerk: COLLECTORS,
  appointments: OFFICES,
  acceptAppointment: USER,
  /** What waits for a second person; to propose and to confirm is each deed's own row. */
  proposals: OFFICES,
  searchAudit: { county: 'region', auditor: 'region' },
  /** What each officer did, alone and by two: the auditor's. */
  officerReport: { auditor: 'region' },
  /** What waits in the county, and who of it is on a list with why. */
  countyDay: { county: 'region', auditor: 'region' },
  /** Targets are shown with the progress towards them. */
  progress: OFFICES,
  money: { county: 'region', auditor: 'region' },
  /** What funders paid over, and what of it was recorded by mistake. */
  settleSubsidies: { county: 'region' },
  exportSheet: { county: 'region', auditor: 'region' },
  /** Lists of other schemes and of deaths; whom they name, to be asked and settled by a person. */
  schemeLists: { county: 'region', auditor: 'region' },
  importSchemeList: { county: 'region' },
  overlaps: READERS,
  settleOverlap: STAFF,
  /** Files for the tax office and the agency's own system, and what they answer. */
  outwardFiles: { county: 'region', auditor: 'region' },
  sendOutward: { county: 'region' },
  /** Names of a village, in full if one wants. */
  unpaidPeople: { county: 'region' },
  setTarget: { county: 'region' },
  /** What a county lacks before its residents can use it. */
  readiness: { county: 'region', auditor: 'region' },
  recount: { county: 'region' },
  /** A place's year: written, tried on the county's own people, signed by two, taken back by two. */
  policyDrafts: { county: 'region', auditor: 'region' },
  writePolicy: { county: 'region' },
  tryPolicy: { county: 'region' },
  signPolicy: { county: 'region' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>

export type Permission = keyof typeof PERMISSIONS

/** Whether a row admits nobody but whom the record belongs to: what is asked for can name nobody else. */
export function isOwnOnly(action: Permission): boolean {
  return Object.keys(PERMISSIONS[action]).every((role) => role === 'user')
}

/** `_id` is the openid. */
export interface AppointmentDocument {
  _id: string
  role: 'clerk' | 'township' | 'county' | 'auditor'
  region: string
  /** null = all of the region. Of a township's officer none is stored: they are the township's (`allowed.ts`). */
  villages: readonly string[] | null
  /** The township of its officer, as the villages write it; absent of all others. */
  township?: string | null
  /**
   * Village groups (村民小组) of the one village that a clerk is appointed for; null, and absent of earlier ones: all of
   * each village.
   */
  groups?: readonly string[] | null
  from: CivilDay
  /** The last day; null = until further notice. */
  until: CivilDay | null
  /** What the office calls them, sealed; absent of those who were appointed before there was an invitation. */
  who?: string
}

/** Whose record an action is about; what is absent admits nobody by it. */
export interface AccessTarget {
  /** For the audit: an id, never a name or a number. */
  id: string
  /** The openid that it belongs to. */
  owner?: string
  resident?: string
  region?: string
  village?: string
  /** What is of a whole township; beside a village it says nothing. */
  township?: string
  /**
   * Its village groups are looked up when the caller's office is of some groups; without it, those of `resident`'s
   * household.
   */
  household?: string
  /** The village groups that it is about, as they are written; absent = the whole village, or to be looked up. */
  groups?: readonly string[]
}

/** What is known of the caller when it is decided. */
export interface CallerStanding {
  openid: string
  /** In force today, else null. */
  appointment: AppointmentDocument | null
  /** How the caller is linked to the target's resident. */
  link: 'self' | 'family' | null
}

/** The role in which the caller may do it; null = in none. */
export function roleFor(
  action: Permission,
  { openid, appointment, link }: CallerStanding,
  target: AccessTarget,
): Role | null {
  const scopes: Partial<Record<Role, Scope>> = PERMISSIONS[action]
  if (scopes.user === 'own' && target.owner === openid) return 'user'
  if (link !== null && scopes[link] !== undefined) return link
  if (appointment === null || target.region !== appointment.region) return null
  return reaches(scopes[appointment.role], appointment, target) ? appointment.role : null
}

function reaches(
  scope: Scope | undefined,
  { villages, groups = null, township = null }: AppointmentDocument,
  { village, groups: about = [], township: of }: AccessTarget,
): boolean {
  if (scope === 'township') {
    if (groups !== null || villages === null || township === null) return false
    return village === undefined ? of === township : villages.includes(village)
  }
  if (villages === null ? groups !== null : village === undefined || !villages.includes(village)) return false
  if (groups !== null) return scope === 'group' && areOfGroups(about, groups)
  return scope === 'region' || ((scope === 'village' || scope === 'group') && village !== undefined)
}

interface Link {
  _id: string
  openid: string
  state: string
}

export async function linkTo(
  { db, caller: { openid } }: CallContext,
  resident: string,
): Promise<CallerStanding['link']> {
  const self = await readDocument<Link>(db, 'links', `self~${resident}`)
  if (self?.state === 'active' && self.openid === openid) return 'self'
  const family = await readDocument<Link>(db, 'links', `${resident}~${openid}`)
  return family?.state === 'active' && family.openid === openid ? 'family' : null
}
