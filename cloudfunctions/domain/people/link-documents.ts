import type { BlindIndex, Sealed } from './documents'
import type { Resident } from './residents'
import { maskedName } from '../../platform/base'
import type { CivilDay } from '../../../rules'
import { shanghaiDay } from '../../../rules'

/**
 * How consent was given: by the person's own code, by the household's printed one, to the clerk, or on the phone by
 * themself.
 */
const CONSENTS = {
  ownCode: '凭村里发的绑定码本人绑定',
  householdCode: '凭本户的家庭码确认',
  inPerson: '本人当面向经办人员同意',
  byPhone: '本人在电话里向经办人员同意',
  onPaper: '本人书面同意，交经办人员存档',
  relative: '本人在手机上同意',
} as const
export type ConsentHow = keyof typeof CONSENTS

/** Who consented (the openid of whoever recorded it), how, and when in ms since 1970. */
interface Consent {
  how: ConsentHow
  by: string
  at: number
}

export type LinkActor = 'payer' | 'relative' | 'clerk'

/**
 * Whom a user looks after, or is. `_id` is `self~<resident>` for a binding of oneself, so that there is one by
 * construction, and `linkId` for the family.
 */
export interface LinkDocument {
  _id: string
  openid: string
  resident: string
  kind: 'self' | 'family'
  /** What the payer calls the relation, e.g. 母亲; of a binding: 本人. */
  relation: Sealed
  state: 'waiting' | 'active' | 'revoked'
  /** null while waiting. */
  consent: Consent | null
  /** The day of its present state. */
  since: CivilDay
  /** Who ended it; what the relative or the clerk ended, the payer cannot begin again alone. */
  revokedBy: LinkActor | null
  /** ms since 1970 */
  revokedAt: number | null
  /** What was done to it, oldest first; the newest {@link HISTORY_KEPT}. */
  history: readonly LinkOperation[]
}

/** What a link that begins is made of. */
export type NewLink = Pick<LinkDocument, '_id' | 'openid' | 'resident' | 'kind' | 'relation'>

interface LinkOperation {
  /** The operation's id: the same again is not done twice. */
  operation: string
  event: string
  actor: LinkActor
  by: string
  at: number
}

/** Enough to know a late repetition of any deed that a phone could still send. */
export const HISTORY_KEPT = 40

export interface UserDocument {
  /** openid */
  _id: string
  /** The resident that the user is bound as. */
  self: string | null
}

/** A code that a clerk handed over. `_id` is the resident's: a new code takes the place of the one before. */
export interface BindingCodeDocument {
  _id: string
  code: BlindIndex
  operation: string
  /** openid of the clerk */
  by: string
  /** ms since 1970 */
  until: number
  /** openid of whoever used it; null = nobody yet. */
  usedBy: string | null
}

/** Attempts of one day. `_id` is `<kind>~<keyed hash of whom or what>~<day>`. */
export interface AttemptDocument {
  _id: string
  day: CivilDay
  count: number
}

/** Who consented, how and when, in one sentence. */
export function consentWords(consent: Consent | null): string | null {
  return consent === null ? null : `${shanghaiDay(consent.at)} ${CONSENTS[consent.how]}`
}

/** What a payer is called to those whom they look after: as whom they are bound, masked. */
export function carerName(self: Pick<Resident, 'name'> | undefined): string {
  return self === undefined ? '一位未实名的家人' : maskedName(self.name)
}
