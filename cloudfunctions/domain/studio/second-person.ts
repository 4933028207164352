import type { Signature } from './documents'
import type { AppointmentDocument } from '../access'
import { Refusal } from '../../platform/base'
import type { CivilDay } from '../../../rules'

/** Who signs second, as far as it bears on whether they may. */
interface SecondOfficial {
  openid: string
  /** Their office of the day; null = none. */
  appointment: Pick<AppointmentDocument, 'role' | 'region' | 'villages'> | null
  /** Who appointed them; null = it was not by an invitation. */
  appointedBy: string | null
}

/**
 * Whether somebody may be the second under what needs two officials: appointed for the whole county, another than the
 * first, and not appointed by them. Why not, as a code; null = they may.
 */
function secondObjection(
  region: string,
  first: Pick<Signature, 'by'>,
  { openid, appointment, appointedBy }: SecondOfficial,
): 'NOT_APPOINTED' | 'SAME_OFFICIAL' | 'APPOINTED_BY_FIRST' | null {
  if (appointment?.role !== 'county' || appointment.region !== region || appointment.villages !== null)
    return 'NOT_APPOINTED'
  if (openid === first.by) return 'SAME_OFFICIAL'
  return appointedBy === first.by ? 'APPOINTED_BY_FIRST' : null
}

const SENTENCES = {
  NOT_APPOINTED: '第二个签字的人要是本县管全县的经办人员，这次没有签。',
  SAME_OFFICIAL: '第一个签字的就是您，第二个要换一个人签，这次没有签。请另一位县级经办人员打开这份草稿来签。',
  APPOINTED_BY_FIRST: '您的岗位是第一个签字的人任命的，不能由您签第二个，这次没有签。请另一位县级经办人员来签。',
} as const

/** @throws Refusal NOT_APPOINTED, SAME_OFFICIAL, APPOINTED_BY_FIRST */
export function requireSecond(region: string, first: Pick<Signature, 'by'>, second: SecondOfficial): void {
  const code = secondObjection(region, first, second)
  if (code !== null) throw new Refusal({ code, message: SENTENCES[code], path: 'draft' })
}

/** An edition begins to hold today or later: what was answered yesterday stays answered. @throws Refusal BAD_DAYS */
export function requireNotPast(effective: CivilDay, today: CivilDay): void {
  if (effective < today)
    throw new Refusal({
      code: 'BAD_DAYS',
      path: 'effective',
      found: effective,
      message: `生效的日子要在今天（${today}）或者以后，这次没有签。`,
    })
}
