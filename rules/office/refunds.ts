import { readDay } from '../language/facts'
import type { CivilDay } from '../language/words'
import type { Office, RefundRule } from './office'

/**
 * Whether a refund can be asked on a day, by what the notice says of days; whether it is granted, the agency decides.
 */
export interface RefundTerms {
  /** null: the notice leaves it open, `reading` says how we take it. */
  possible: boolean | null
  /**
   * How an open matter is read, and why it is open; null when the notice is plain. A reading of null: it says nothing
   * at all.
   */
  open: { why: string; reading: boolean | null } | null
  /** The last day on which it can surely be asked; null = none is named. */
  until: CivilDay | null
  /** Who asks, and where; null where the notice does not say. */
  by: string | null
  at: string | null
  /** What has to be asked beforehand, in words. */
  asks: string | null
  cite: string | null
  quote: string | null
}

const SILENT: RefundTerms = {
  possible: null,
  open: { why: '当地的通知没有写退费：能不能退、到哪天为止，都没有说', reading: null },
  until: null,
  by: null,
  at: null,
  asks: null,
  cite: null,
  quote: null,
}

/** @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE */
export function refundTermsOn({ refunds }: Office, asked: CivilDay): RefundTerms {
  const day = readDay(asked, 'asked')
  const rule = refunds?.rules.find((one) => fallsIn(one, day))
  if (refunds === undefined || rule === undefined) return SILENT
  const { by, at, asks, rules } = refunds
  const sure = rules.filter(({ gives }) => gives === 'yes').map(({ to }) => to)
  const { gives, open, cite, quote } = rule
  return {
    possible: gives === undefined ? null : gives === 'yes',
    open: open === undefined ? null : { why: open.why, reading: open.reading === null ? null : open.reading === 'yes' },
    until:
      sure.length === 0 || sure.includes(undefined)
        ? null
        : sure
            .map((to) => to!)
            .sort()
            .at(-1)!,
    by,
    at,
    asks,
    cite,
    quote,
  }
}

function fallsIn({ from, to, daysOfMonth }: RefundRule, day: CivilDay): boolean {
  const ofMonth = Number(day.slice(-2))
  return (
    (from === undefined || from <= day) &&
    (to === undefined || day <= to) &&
    (daysOfMonth === undefined || (daysOfMonth.from <= ofMonth && ofMonth <= daysOfMonth.to))
  )
}
