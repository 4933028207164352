import { randomUUID } from 'node:crypto'
import type { CivilDay } from '../../rules'
import { writeAudit } from './audit'
import type { CallContext } from './call-context'
import { readDocument } from './database'
import { Refusal } from './refusal'

/**
 * Who may do what to whose records. A role that an action does not name may not do it.
 * user: anyone signed in. self: whom the record is about. family: who looks after them. clerk, county, auditor: by appointment.
 */
export type Role = 'user' | 'self' | 'family' | 'clerk' | 'county' | 'auditor'

/** own: what is the caller's. linked: of someone whom the caller looks after. village, region: within the appointment. */
export type Scope = 'own' | 'linked' | 'village' | 'region'

/** The scope in which each role acts. */
const USER = { user: 'own' } as const
const PERSON = { self: 'own', family: 'linked' } as const
const STAFF = { clerk: 'village', county: 'region' } as const
const READERS = { ...STAFF, auditor: 'region' } as const

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
  putFilePart: STAFF, importResidents: STAFF,
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
  duties: READERS, markDuty: STAFF, makePaper: STAFF, paperPiece: USER,
  postings: READERS, postingRows: READERS, drawUpPosting: STAFF, putUpPosting: STAFF, recordObjection: STAFF, answerObjection: STAFF, closePosting: STAFF, filePosting: STAFF,
  receiptPapers: READERS, moveReceiptPaper: STAFF,
  /** Lists from certifiers. The sheet to send back has names and numbers in full. */
  rosters: { county: 'region', auditor: 'region' }, importRoster: { county: 'region' }, confirmRoster: { county: 'region' }, rosterSheet: { county: 'region' },
  /** The ledger's quality: of a region, and of a village to its clerk too. */
  dataQuality: { county: 'region', auditor: 'region' }, countQuality: { county: 'region' }, flawedPeople: READERS,
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
  const scope = scopes[appointment.role]
  const within = appointment.villages === null || (target.village !== undefined && appointment.villages.includes(target.village))
  return within && (scope === 'region' || (scope === 'village' && target.village !== undefined)) ? appointment.role : null
}

/**
 * The role in which the caller does it.
 * @throws Refusal NOT_ALLOWED, and writes a line of audit
 */
export async function requireAllowed(context: CallContext, action: GuardedAction, target: Target): Promise<Role> {
  const role = roleFor(action, await standingOf(context, target), target)
  if (role !== null) return role
  const { db, caller, now, today } = context
  await writeAudit(db, { _id: `${now}-${randomUUID()}`, at: now, day: today, openid: caller.openid, action, target: target.id, region: target.region ?? (await appointmentOf(context))?.region ?? null, outcome: 'refused', why: 'NOT_ALLOWED' })
  throw new Refusal({ code: 'NOT_ALLOWED', message: '您没有办理这件事的权限，这次没有进行。如果这应当由您来办，请联系县医保经办机构核对您的岗位和所管的村。' })
}

/** The appointment of the caller that is in force; null = none. */
export async function appointmentOf({ db, caller, today }: CallContext): Promise<AppointmentDocument | null> {
  const found = await readDocument<AppointmentDocument>(db, 'appointments', caller.openid)
  return found !== null && found.from <= today && (found.until === null || today <= found.until) ? found : null
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
