import { createHash, randomUUID } from 'node:crypto'
import type { Answers } from './contract-appointments'
import type { AppointmentDocument } from '../access'
import { writeAuditIn } from '../access'
import type { InvitationState } from './invitation-machine'
import { APPOINTMENT_STATES, INVITATION_STATES } from './contract'
import { OFFICE_ROLES } from './contract-appointments'
import type { BlindIndex, Sealed } from '../people'
import { encodeReadable, personNumber, printedCode, villagesOfRegion } from '../people'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { inTransaction, putDocument, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { shanghaiDay } from '../../../rules'

/** An office that was offered: whoever enters its code takes it. The code itself is kept nowhere. */
export interface InvitationDocument {
  _id: string
  region: string
  role: AppointmentDocument['role']
  villages: readonly string[] | null
  /** As of the appointment that it becomes. */
  groups?: readonly string[] | null
  township?: string | null
  until: CivilDay | null
  who: Sealed
  codeIndex: BlindIndex
  by: string
  /** Who confirmed it as a second person; absent of offices that need none. */
  second?: string
  at: number
  day: CivilDay
  /** ms since 1970 */
  expiresAt: number
  state: InvitationState
  usedBy: string | null
  /** ms since 1970; absent of those taken before it was kept. */
  takenAt?: number
}

export const CHANGES = {
  invited: '任命',
  accepted: '接受任命',
  extended: '改期',
  ended: '结束',
  withdrawn: '撤回邀请',
} as const

/** What was done about an office; never changed. */
export interface AppointmentChange {
  _id: string
  region: string
  at: number
  day: CivilDay
  what: keyof typeof CHANGES
  by: string
  /** Whose office; '' while nobody has taken it. */
  person: string
  who: Sealed | null
  /** In words, with why. */
  words: Sealed
}

/** Who offers the first offices of a county: whoever runs its deployment. No openid has a colon. */
export const BY_COMMAND = 'command:bootstrap'
/** An offer is good for seven days. */
export const VALID_MS = 7 * 86_400_000

const CODE_LENGTH = 10
/** An id that the same deed makes again. */
export const idOf = (kind: string, { caller, operation }: CallContext): string =>
  `${kind}${createHash('sha256').update(`${kind}\0${caller.openid}\0${operation}`).digest('hex').slice(0, 24)}`

/** The code of an invitation: only the keys can tell it. */
export const codeOf = (invitation: string): string =>
  encodeReadable(sealing().blindIndex(invitation, 'invitationMaking'), CODE_LENGTH)
export const indexOfCode = (code: string): string => sealing().blindIndex(code, 'invitation')

/** Collections that say what an office calls somebody. */
type Naming = 'appointments' | 'invitations' | 'appointment-changes'

export const sealWho = (of: Naming, id: string, who: string): string => sealing().at(of, id).seal(who, 'appointment')
/** What an office calls somebody; null = it never said. */
export const openWho = (of: Naming, { _id, who }: { _id: string; who?: Sealed | null | undefined }): string | null =>
  who == null ? null : sealing().at(of, _id).open(who, 'appointment')
const WORDS = 'appointment/words'
export const sealWords = (change: string, words: string): string =>
  sealing().at('appointment-changes', change).seal(words, WORDS)
export const openWords = ({ _id, words }: Pick<AppointmentChange, '_id' | 'words'>): string =>
  sealing().at('appointment-changes', _id).open(words, WORDS)

export const readInvitation = (from: DocumentStore, id: string): Promise<InvitationDocument | null> =>
  readDocument<InvitationDocument>(from, 'invitations', id)
export const putInvitation = (to: DocumentStore, invitation: InvitationDocument): Promise<void> =>
  putDocument(to, 'invitations', invitation)
export const invitationsOf = (db: Database, region: string): Promise<InvitationDocument[]> =>
  readAll<InvitationDocument>(db, 'invitations', { region })

export async function invitationByCode(db: Database, code: string): Promise<InvitationDocument | null> {
  const [found] = (
    await db
      .collection('invitations')
      .where({ codeIndex: indexOfCode(code) })
      .limit(1)
      .get()
  ).data as InvitationDocument[]
  return found ?? null
}

export const readAppointment = (from: DocumentStore, openid: string): Promise<AppointmentDocument | null> =>
  readDocument<AppointmentDocument>(from, 'appointments', openid)
export const putAppointment = (to: DocumentStore, appointment: AppointmentDocument): Promise<void> =>
  putDocument(to, 'appointments', appointment)
export const appointmentsOf = (db: Database, region: string): Promise<AppointmentDocument[]> =>
  readAll<AppointmentDocument>(db, 'appointments', { region })
export const recordAppointmentChange = (to: DocumentStore, change: AppointmentChange): Promise<void> =>
  putDocument(to, 'appointment-changes', change)

/**
 * Every change of a region's offices writes this, so that two at once are one after the other: the last one of the
 * county's stays.
 */
export async function lockAppointments(transaction: Transaction, region: string, at: number): Promise<void> {
  // Another turn each time: a write that changes nothing holds nobody up, and two may come in one millisecond.
  await putDocument(transaction, 'appointment-rolls', { _id: region, at, turn: randomUUID() })
}

type Names = ReadonlyMap<string, string>
export const namesOfVillages = async (db: Database, region: string): Promise<Names> =>
  new Map((await villagesOfRegion(db, region)).map(({ _id, township, name }) => [_id, `${township}${name}`]))

type Scope = Pick<AppointmentDocument, 'role' | 'villages' | 'groups' | 'township' | 'until'>
export function scopeOf({ role, villages, groups = null, township = null, until }: Scope, names: Names) {
  return {
    role,
    roleName: OFFICE_ROLES[role],
    villages: villages?.map((village) => ({ village, name: names.get(village) ?? village })) ?? null,
    groups: groups === null ? null : [...groups],
    township,
    until,
  }
}

export const isInForce = ({ from, until }: Pick<AppointmentDocument, 'from' | 'until'>, today: CivilDay): boolean =>
  from <= today && (until === null || today <= until)

export function appointmentView(
  appointment: AppointmentDocument,
  names: Names,
  { today, openid, mayChange }: { today: CivilDay; openid: string; mayChange: boolean },
): Answers['endAppointment'] {
  const { _id, from } = appointment
  const state = isInForce(appointment, today) ? 'inForce' : from > today ? 'notYet' : 'ended'
  return {
    person: _id,
    number: personNumber(_id),
    who: openWho('appointments', appointment),
    ...scopeOf(appointment, names),
    from,
    state,
    stateName: APPOINTMENT_STATES[state],
    own: _id === openid,
    mayChange: mayChange && state !== 'ended',
  }
}

export function invitationView(
  invitation: InvitationDocument,
  names: Names,
  now: number,
): Answers['withdrawInvitation'] {
  const { _id, day, expiresAt } = invitation
  const state = invitation.state === 'open' && expiresAt < now ? 'expired' : invitation.state
  return {
    invitation: _id,
    who: openWho('invitations', invitation)!,
    ...scopeOf(invitation, names),
    state,
    stateName: INVITATION_STATES[state],
    madeOn: day,
    expiresOn: shanghaiDay(expiresAt),
  }
}

/** How one of a county's first offices stands after it was offered. */
export type FirstOffice =
  | { is: 'held' }
  /** Enough others hold it: they appoint whoever else is needed. */
  | { is: 'enough' }
  | { is: 'offered'; code: string; expiresOn: CivilDay }

const byCommandWords = (role: InvitationDocument['role']): string => `${OFFICE_ROLES[role]}（开县时由系统发出）`

/** A county of whose officers one may be ill or gone: with two, one can always appoint another. */
const FIRST_OFFICERS = 2

/**
 * Offers the county's office to those named, by whoever runs the deployment: as long as fewer than two hold it. Run
 * again it tells the same codes; one that has expired or was used by somebody who has left is made anew.
 */
export async function offerFirstOffices(
  db: Database,
  region: string,
  names: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, FirstOffice>> {
  const today = shanghaiDay(now)
  const officers = (await appointmentsOf(db, region)).filter(
    (one) => one.role === 'county' && one.villages === null && isInForce(one, today),
  )
  const offered = (await invitationsOf(db, region)).filter(({ by }) => by === BY_COMMAND)
  const found = new Map<string, FirstOffice>()
  for (const who of names) {
    if (officers.some((one) => openWho('appointments', one) === who)) found.set(who, { is: 'held' })
    else if (officers.length >= FIRST_OFFICERS) found.set(who, { is: 'enough' })
    else {
      const theirs = offered.filter((one) => openWho('invitations', one) === who)
      const open = theirs.find(({ state, expiresAt }) => state === 'open' && expiresAt >= now)
      found.set(who, offerOf(open ?? (await offer(db, region, who, { now, round: theirs.length }))))
    }
  }
  return found
}

const offerOf = ({ _id, expiresAt }: InvitationDocument): FirstOffice => ({
  is: 'offered',
  code: printedCode(codeOf(_id)),
  expiresOn: shanghaiDay(expiresAt),
})

/** A township's first officers, as the file of a county names them: as long as nobody holds its office. */
export async function offerTownshipOffices(
  db: Database,
  region: string,
  wanted: readonly { township: string; who: string }[],
  now: number,
): Promise<ReadonlyMap<string, FirstOffice>> {
  const today = shanghaiDay(now)
  const officers = (await appointmentsOf(db, region)).filter((one) => one.role === 'township' && isInForce(one, today))
  const offered = (await invitationsOf(db, region)).filter(({ by }) => by === BY_COMMAND)
  const found = new Map<string, FirstOffice>()
  for (const { township, who } of wanted) {
    const there = officers.filter((one) => one.township === township)
    const name = `${township} ${who}`
    if (there.length > 0) {
      found.set(name, { is: there.some((one) => openWho('appointments', one) === who) ? 'held' : 'enough' })
      continue
    }
    const theirs = offered.filter((one) => one.township === township && openWho('invitations', one) === who)
    const open = theirs.find(({ state, expiresAt }) => state === 'open' && expiresAt >= now)
    found.set(name, offerOf(open ?? (await offer(db, region, who, { now, round: theirs.length, township }))))
  }
  return found
}

async function offer(
  db: Database,
  region: string,
  who: string,
  { now, round, township }: { now: number; round: number; township?: string },
): Promise<InvitationDocument> {
  const of = township === undefined ? '' : `\0${township}`
  const digest = createHash('sha256').update(`first\0${region}\0${who}\0${round}${of}`).digest('hex')
  const _id = `i${digest.slice(0, 24)}`
  const invitation: InvitationDocument = {
    _id,
    region,
    role: township === undefined ? 'county' : 'township',
    villages: null,
    groups: null,
    ...(township === undefined ? {} : { township }),
    until: null,
    who: sealWho('invitations', _id, who),
    codeIndex: indexOfCode(codeOf(_id)),
    by: BY_COMMAND,
    at: now,
    day: shanghaiDay(now),
    expiresAt: now + VALID_MS,
    state: 'open',
    usedBy: null,
  }
  await inTransaction(db, async (transaction) => {
    await putInvitation(transaction, invitation)
    const { at, day, by } = invitation
    const change = `${_id}~invited`
    const line = { region, at, day, by, what: 'invited', person: '' } as const
    const said = {
      who: sealWho('appointment-changes', change, who),
      words: sealWords(change, byCommandWords(invitation.role)),
    }
    await recordAppointmentChange(transaction, { _id: change, ...line, ...said })
    const audited = { action: 'appoint', target: _id, outcome: 'done', why: 'FIRST_OFFICER' } as const
    await writeAuditIn(transaction, { at, day, openid: by, region, ...audited })
  })
  return invitation
}
