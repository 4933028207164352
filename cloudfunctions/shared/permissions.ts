import { randomUUID } from 'node:crypto'
import type { CivilDay } from '../../rules'
import { writeAudit } from './audit'
import type { CallContext } from './call-context'
import { readDocument } from './database'
import { Refusal } from './refusal'
import { areOfGroups, groupsOfHousehold, groupsOfResident } from './village-groups'
import { WHOLE_VILLAGE } from './whole-village'

/**
 * Who may do what to whose records. A role that an action does not name may not do it.
 * user: anyone signed in. self: whom the record is about. family: who looks after them. clerk, county, auditor: by appointment.
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
  me: USER, bindSelf: USER, askLink: USER, amountFor: USER, inbox: USER, readInbox: USER, recordConsents: USER, exportMine: USER, deleteMe: USER,
  course: { ...PERSON, ...READERS },
  tellFacts: { ...PERSON, ...STAFF },
  answerLink: { self: 'own' },
  /** By whoever looks after or is looked after; a waiting one too. */
  revokeLink: { ...USER, self: 'own' },
  handBindingCode: STAFF, residentLinks: READERS, confirmLink: STAFF, endLink: STAFF,
  findResident: READERS, household: READERS,
  registerResident: STAFF, correctResident: STAFF, recordAbsence: STAFF, recordReturn: STAFF, revealField: STAFF,
  recordRegistration: STAFF,
  /** Identities, and what undoes what was recorded, are the county agency's. */
  recordCertification: { county: 'region' }, correctEnrolment: { county: 'region' }, openSeason: { county: 'region' },
  nameHead: STAFF, printHouseholdCode: STAFF, reissueHouseholdCode: STAFF,
  /** Asked of both villages, the one left and the one joined. */
  moveResident: STAFF,
  /** Of a receipt: who paid, by owning it. */
  receipt: { ...USER, ...PERSON, ...READERS },
  takeCash: STAFF, voidCash: { county: 'region' },
  /** What one holds in cash is one's own to hand in, also after the office ended. */
  cashInHand: USER, depositCash: USER,
  refundTerms: { ...USER, ...PERSON, ...STAFF }, askRefund: { ...USER, self: 'own', ...STAFF },
  decideRefund: { county: 'region' },
  importTaxFile: { county: 'region' }, settleTaxRow: { county: 'region' }, taxFiles: { county: 'region', auditor: 'region' },
  putFilePart: VILLAGE_STAFF, importResidents: VILLAGE_STAFF,
  /** For whom one pays; the order itself is the payer's alone. Strangers are paid for by name and number, unseen. */
  quote: PERSON, placeOrder: PERSON,
  prepay: USER, checkOrder: USER, cancelOrder: USER, order: USER,
  countAfterAll: { county: 'region' },
  /** Payments made elsewhere, and what undoes them. */
  recordPayment: { county: 'region' }, voidPayment: { county: 'region' },
  /** Money for no order, by whose merchant has it. */
  oddities: { county: 'region', auditor: 'region' }, settleOddity: { county: 'region' },
  /** The village's desk. Who holds no office is told so. */
  desk: USER, today: READERS, dayClose: READERS, conflicts: READERS, settleConflict: STAFF,
  households: READERS, findHouseholds: READERS, householdDesk: READERS, takeAlong: STAFF, recordContact: STAFF, callList: READERS, sendReminders: STAFF,
  duties: VILLAGE_READERS, markDuty: VILLAGE_STAFF, makePaper: VILLAGE_STAFF, paperPiece: USER,
  postings: VILLAGE_READERS, postingRows: VILLAGE_READERS, drawUpPosting: VILLAGE_STAFF, putUpPosting: VILLAGE_STAFF,
  recordObjection: VILLAGE_STAFF, answerObjection: VILLAGE_STAFF, closePosting: VILLAGE_STAFF, filePosting: VILLAGE_STAFF,
  receiptPapers: VILLAGE_READERS, moveReceiptPaper: VILLAGE_STAFF,
  /** Lists from certifiers. The sheet to send back has names and numbers in full. */
  rosters: { county: 'region', auditor: 'region' }, importRoster: { county: 'region' }, confirmRoster: { county: 'region' }, rosterSheet: { county: 'region' },
  /** The ledger's quality: of a region, and of a village to its clerk too. */
  dataQuality: { county: 'region', auditor: 'region' }, countQuality: { county: 'region' }, flawedPeople: VILLAGE_READERS,
  duplicates: { county: 'region', auditor: 'region' }, settleDuplicate: { county: 'region' },
  /** Asked of each village that an appointment names, so nobody appoints beyond their own. */
  appoint: { county: 'region' }, appointments: { county: 'region', auditor: 'region' }, acceptAppointment: USER,
  searchAudit: { county: 'region', auditor: 'region' },
  /** Targets are shown with the progress towards them. */
  progress: { county: 'region', auditor: 'region' }, money: { county: 'region', auditor: 'region' }, exportSheet: { county: 'region', auditor: 'region' },
  setTarget: { county: 'region' }, recount: { county: 'region' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>

export type GuardedAction = keyof typeof PERMISSIONS

/** `_id` is the openid. */
export interface AppointmentDocument {
  _id: string
  role: 'clerk' | 'county' | 'auditor'
  region: string
  /** null = all of the region. */
  villages: readonly string[] | null
  /** Village groups (村民小组) of the one village that a clerk is appointed for; null, and absent of earlier ones: all of each village. */
  groups?: readonly string[] | null
  from: CivilDay
  /** The last day; null = until further notice. */
  until: CivilDay | null
  /** What the office calls them, sealed; absent of those who were appointed before there was an invitation. */
  who?: string
}

/** Whose record an action is about; what is absent admits nobody by it. */
export interface Target {
  /** For the audit: an id, never a name or a number. */
  id: string
  /** The openid that it belongs to. */
  owner?: string
  resident?: string
  region?: string
  village?: string
  /** Its village groups are looked up when the caller's office is of some groups; without it, those of `resident`'s household. */
  household?: string
  /** The village groups that it is about, as they are written; absent = the whole village, or to be looked up. */
  groups?: readonly string[]
}

/** What is known of the caller when it is decided. */
export interface Standing {
  openid: string
  /** In force today, else null. */
  appointment: AppointmentDocument | null
  /** How the caller is linked to the target's resident. */
  link: 'self' | 'family' | null
}

/** The role in which the caller may do it; null = in none. */
export function roleFor(action: GuardedAction, { openid, appointment, link }: Standing, target: Target): Role | null {
  const scopes: Partial<Record<Role, Scope>> = PERMISSIONS[action]
  if (scopes.user === 'own' && target.owner === openid) return 'user'
  if (link !== null && scopes[link] !== undefined) return link
  if (appointment === null || target.region !== appointment.region) return null
  return reaches(scopes[appointment.role], appointment, target) ? appointment.role : null
}

function reaches(scope: Scope | undefined, { villages, groups = null }: AppointmentDocument, { village, groups: about = [] }: Target): boolean {
  if (villages === null ? groups !== null : village === undefined || !villages.includes(village)) return false
  if (groups !== null) return scope === 'group' && areOfGroups(about, groups)
  return scope === 'region' || ((scope === 'village' || scope === 'group') && village !== undefined)
}

/**
 * The role in which the caller does it.
 * @throws Refusal NOT_ALLOWED; of whose office is of some village groups OTHER_GROUP, WHOLE_VILLAGE_ONLY; and writes a line of audit
 */
export async function requireAllowed(context: CallContext, action: GuardedAction, target: Target): Promise<Role> {
  const standing = await standingOf(context, target)
  const placed = await withGroups(context, standing, target)
  const role = roleFor(action, standing, placed)
  if (role !== null) return role
  const { db, caller, now, today } = context
  const refusal = refusalOf(action, standing, placed)
  await writeAudit(db, { _id: `${now}-${randomUUID()}`, at: now, day: today, openid: caller.openid, action, target: target.id, region: target.region ?? standing.appointment?.region ?? null, outcome: 'refused', why: refusal.error.code })
  throw refusal
}

async function withGroups({ db }: CallContext, { appointment }: Standing, target: Target): Promise<Target> {
  const { groups, household, resident, village } = target
  if (appointment?.groups == null || groups !== undefined || village === undefined) return target
  if (household !== undefined) return { ...target, groups: await groupsOfHousehold(db, village, household) }
  return resident === undefined ? target : { ...target, groups: await groupsOfResident(db, village, resident) }
}

/** To whose office is of some groups it is said whether another group is in the way, or whose deed it is. */
function refusalOf(action: GuardedAction, { appointment, ...standing }: Standing, target: Target): Refusal {
  const groups = appointment?.groups ?? null
  const ofVillage = appointment === null || groups === null ? null : roleFor(action, { ...standing, appointment: { ...appointment, groups: null } }, target)
  if (ofVillage === null || groups === null) return new Refusal({ code: 'NOT_ALLOWED', message: '您没有办理这件事的权限，这次没有进行。如果这应当由您来办，请联系县医保经办机构核对您的岗位和所管的村。' })
  const whole = (WHOLE_VILLAGE as Readonly<Partial<Record<GuardedAction, string>>>)[action]
  if (whole !== undefined) return new Refusal({ code: 'WHOLE_VILLAGE_ONLY', message: `${whole}您管的是${groups.join('、')}，这次没有进行。请交给管全村的经办人员，或者问县医保经办机构。` })
  return new Refusal({ code: 'OTHER_GROUP', message: `这一户不全在您管的${groups.join('、')}，或者还没有写是哪个组，这次没有进行。已经收了钱的，请当面退还；请管全村的经办人员来办。` })
}

/** The appointment of the caller that is in force; null = none. */
export async function appointmentOf({ db, caller, today }: CallContext): Promise<AppointmentDocument | null> {
  const found = await readDocument<AppointmentDocument>(db, 'appointments', caller.openid)
  return found !== null && found.from <= today && (found.until === null || today <= found.until) ? found : null
}

/** The village groups that the caller's office is of; null = it is of no group, or there is none. */
export async function appointedGroups(context: CallContext): Promise<readonly string[] | null> {
  return (await appointmentOf(context))?.groups ?? null
}

async function standingOf(context: CallContext, { resident }: Target): Promise<Standing> {
  const { openid } = context.caller
  return { openid, appointment: await appointmentOf(context), link: resident === undefined ? null : await linkTo(context, resident) }
}

interface Link { _id: string; openid: string; state: string }

async function linkTo({ db, caller: { openid } }: CallContext, resident: string): Promise<Standing['link']> {
  const self = await readDocument<Link>(db, 'links', `self~${resident}`)
  if (self?.state === 'active' && self.openid === openid) return 'self'
  const family = await readDocument<Link>(db, 'links', `${resident}~${openid}`)
  return family?.state === 'active' && family.openid === openid ? 'family' : null
}
