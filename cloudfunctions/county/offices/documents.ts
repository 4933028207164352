import type { CivilDay } from '../../../rules'
import type { BlindIndex, Sealed } from '../../enrollment/documents'
import type { AppointmentDocument } from '../../shared/permissions'

/** An office that was offered: whoever enters its code takes it. The code itself is kept nowhere. */
export interface InvitationDocument {
  _id: string
  region: string
  role: AppointmentDocument['role']
  villages: readonly string[] | null
  /** As of the appointment that it becomes. */
  groups?: readonly string[] | null
  until: CivilDay | null
  who: Sealed
  codeIndex: BlindIndex
  by: string
  at: number
  day: CivilDay
  /** ms since 1970 */
  expiresAt: number
  state: 'open' | 'accepted' | 'withdrawn'
  usedBy: string | null
}

export const CHANGES = { invited: '任命', accepted: '接受任命', extended: '改期', ended: '结束', withdrawn: '撤回邀请' } as const

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
