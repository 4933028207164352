import { createHash } from 'node:crypto'
import { readableCode } from '../../enrollment/household-code'
import type { CallContext } from '../../shared/call-context'
import { putDocument, readAll, readDocument } from '../../shared/database'
import type { Database, Transaction, Writable } from '../../shared/database'
import type { AppointmentDocument } from '../../shared/permissions'
import { sealing } from '../../shared/sealing'
import type { AppointmentChange, InvitationDocument } from './documents'

const CODE_LENGTH = 10
/** An id that the same deed makes again. */
export const idOf = (kind: string, { caller, operation }: CallContext): string => `${kind}${createHash('sha256').update(`${kind}\0${caller.openid}\0${operation}`).digest('hex').slice(0, 24)}`

/** The code of an invitation: only the keys can tell it. */
export const codeOf = (invitation: string): string => readableCode(sealing().blindIndex(invitation, 'invitationMaking'), CODE_LENGTH)
export const indexOfCode = (code: string): string => sealing().blindIndex(code, 'invitation')

export const sealWords = (words: string): string => sealing().seal(words, 'appointment')
/** What an office calls somebody; null = it never said. */
export const openWords = (sealed: string | null | undefined): string | null => (sealed == null ? null : sealing().open(sealed, 'appointment'))

export const readInvitation = (from: Writable, id: string): Promise<InvitationDocument | null> => readDocument<InvitationDocument>(from, 'invitations', id)
export const putInvitation = (to: Writable, invitation: InvitationDocument): Promise<void> => putDocument(to, 'invitations', invitation)
export const invitationsOf = (db: Database, region: string): Promise<InvitationDocument[]> => readAll<InvitationDocument>(db, 'invitations', { region })

export async function invitationByCode(db: Database, code: string): Promise<InvitationDocument | null> {
  const [found] = (await db.collection('invitations').where({ codeIndex: indexOfCode(code) }).limit(1).get()).data as InvitationDocument[]
  return found ?? null
}

export const readAppointment = (from: Writable, openid: string): Promise<AppointmentDocument | null> => readDocument<AppointmentDocument>(from, 'appointments', openid)
export const putAppointment = (to: Writable, appointment: AppointmentDocument): Promise<void> => putDocument(to, 'appointments', appointment)
export const appointmentsOf = (db: Database, region: string): Promise<AppointmentDocument[]> => readAll<AppointmentDocument>(db, 'appointments', { region })
export const noteChange = (to: Writable, change: AppointmentChange): Promise<void> => putDocument(to, 'appointment-changes', change)

/** Every change of a region's offices writes this, so that two at once are one after the other: the last one of the county's stays. */
export async function takeRoll(transaction: Transaction, region: string, at: number): Promise<void> {
  await putDocument(transaction, 'appointment-rolls', { _id: region, at })
}
