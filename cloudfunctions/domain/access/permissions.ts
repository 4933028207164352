import { areOfGroups } from '../people'
import type { CallContext } from '../../platform/calls'
import { readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/**
 * Who may do what to whose records. A role that an action does not name may not do it.
 * user: anyone signed in. self: whom the record is about. family: who looks after them. clerk, county, auditor: by
 * appointment.
 */
export type Role = 'user' | 'self' | 'family' | 'clerk' | 'county' | 'auditor'

/**
 * own: what is the caller's. linked: of someone whom the caller looks after. region: within the appointment.
 * group: within the appointment, be it of villages or of some groups of one. village: what only a whole village has, so
 * not within an appointment of some groups (record 0019).
 */
export type Scope = 'own' | 'linked' | 'group' | 'village' | 'region'

/** The scope in which each role acts. */
const USER = { user: 'own' } as const
const PERSON = { self: 'own', family: 'linked' } as const
const STAFF = { clerk: 'group', county: 'region' } as const
const READERS = { ...STAFF, auditor: 'region' } as const
const VILLAGE_STAFF = { ...STAFF, clerk: 'village' } as const
const VILLAGE_READERS = { ...READERS, clerk: 'village' } as const

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
  makePaper: VILLAGE_STAFF,
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
  moveReceiptPaper: VILLAGE_STAFF,
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
  appointments: { county: 'region', auditor: 'region' },
  acceptAppointment: USER,
  /** What waits for a second person; to propose and to confirm is each deed's own row. */
  proposals: { county: 'region', auditor: 'region' },
  searchAudit: { county: 'region', auditor: 'region' },
  /** What each officer did, alone and by two: the auditor's. */
  officerReport: { auditor: 'region' },
  /** Targets are shown with the progress towards them. */
  progress: { county: 'region', auditor: 'region' },
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
  role: 'clerk' | 'county' | 'auditor'
  region: string
  /** null = all of the region. */
  villages: readonly string[] | null
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
  { villages, groups = null }: AppointmentDocument,
  { village, groups: about = [] }: AccessTarget,
): boolean {
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

type Clerk<Action extends Permission> = (typeof PERMISSIONS)[Action] extends { clerk: infer Scope } ? Scope : never
/** What only a whole village has (record 0019). */
type OfWholeVillage = { [Action in Permission]: 'village' extends Clerk<Action> ? Action : never }[Permission]

const LEDGER = '整村的名册要一起录入，不能只录一个组。'
const DUTIES = '通知里的任务是按全村算的。'
const FORM = '交表、对账用的表是全村一份，盖村里的章。'
const DISCLOSURE = '公示是全村一起编、一起贴的。'
const RECEIPT_BOOK = '收据本是全村一本，号码连着。'

/**
 * Why a clerk of some village groups does not do it; an action of the whole village without a sentence does not
 * compile.
 */
export const WHOLE_VILLAGE_REASONS: Readonly<Record<OfWholeVillage, string>> = {
  putFilePart: LEDGER,
  importResidents: LEDGER,
  duties: DUTIES,
  markDuty: DUTIES,
  makePaper: FORM,
  postings: DISCLOSURE,
  postingRows: DISCLOSURE,
  drawUpPosting: DISCLOSURE,
  putUpPosting: DISCLOSURE,
  recordObjection: DISCLOSURE,
  answerObjection: DISCLOSURE,
  closePosting: DISCLOSURE,
  filePosting: DISCLOSURE,
  receiptPapers: RECEIPT_BOOK,
  moveReceiptPaper: RECEIPT_BOOK,
  flawedPeople: '待核实的名单是按全村查的。',
}
