import { workingDaysAfter } from '../calendar/working-days'
import { readDay } from '../language/facts'
import { RulesError } from '../language/faults'
import type { CivilDay } from '../language/words'
import type { Duty, Office } from './office'

/** A duty of the notice by its id; null when the notice has none of that name. */
export function dutyOf({ duties }: Office, id: string): Duty | null {
  return duties.find((duty) => duty.id === id) ?? null
}

/** A matter that the notice leaves open, with the day that we read. */
export interface OpenMatter {
  field: 'paymentDate'
  why: string
  reading: CivilDay
  alternatives: readonly CivilDay[]
}

/**
 * When a duty is due. `day`: by the end of this day, `open` holds what the notice leaves open about it. `recurring`:
 * the notice names no day of the week or month. `unsaid`: it gives no time, or none that can be counted.
 */
export type DutyDue =
  | { kind: 'day'; day: CivilDay; open: readonly OpenMatter[] }
  | { kind: 'recurring'; every: 'day' | 'week' | 'month' }
  | { kind: 'unsaid'; why: string }

/**
 * When a duty that began on a day (cash taken, a payment made) has to be done; that day itself is not counted.
 * @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE, HOLIDAYS_UNKNOWN
 */
export function dutyDue({ due, straddling }: Duty, began: CivilDay): DutyDue {
  const from = readDay(began, 'began')
  if (due === undefined) return { kind: 'unsaid', why: '通知没有写期限' }
  if ('unsaid' in due) return { kind: 'unsaid', why: due.unsaid }
  if ('every' in due) return { kind: 'recurring', every: due.every }
  const day =
    'by' in due ? due.by : 'sameDay' in due || 'onTheSpot' in due ? from : workingDaysAfter(from, due.workingDays)
  return { kind: 'day', day, open: straddling ? straddledBy(straddling, from, day) : [] }
}

function straddledBy(
  { lastDays, field, why, reading }: NonNullable<Duty['straddling']>,
  began: CivilDay,
  due: CivilDay,
): readonly OpenMatter[] {
  if (!lastDays.some((last) => began <= last && due > last)) return []
  return [
    reading === 'began'
      ? { field, why, reading: began, alternatives: [due] }
      : { field, why, reading: due, alternatives: [began] },
  ]
}

/** From when a certificate of payment can be had. An estimate where the notice says 一般. */
export interface CertificateEstimate {
  /** The last of the working days that the notice counts; the day of payment is not counted. */
  lastWorkingDay: CivilDay
  from: CivilDay
  /** The notice says 一般: say it as an estimate. */
  estimate: boolean
  /** The other reading: strictly after the last working day. Null when the notice leaves no doubt. */
  perhapsLater: { day: CivilDay; why: string } | null
  cite: string
  quote: string
}

/**
 * From when somebody who paid on a day can have the certificate; null when the notice does not say.
 * @throws RulesError BAD_DAY, DAY_OUT_OF_RANGE, HOLIDAYS_UNKNOWN
 */
export function certificateFrom(office: Office, paidOn: CivilDay): CertificateEstimate | null {
  const duty = dutyOf(office, 'certificate')
  if (!duty?.due || !('workingDays' in duty.due)) return null
  const { workingDays, usually = false, perhapsLater } = duty.due
  const lastWorkingDay = workingDaysAfter(paidOn, workingDays)
  return {
    lastWorkingDay,
    from: lastWorkingDay,
    estimate: usually,
    perhapsLater: perhapsLater === undefined ? null : { day: workingDaysAfter(lastWorkingDay, 1), why: perhapsLater },
    cite: duty.cite,
    quote: duty.quote,
  }
}

/**
 * The fields that the notice wants filled in for everybody in the ledger, in its own words.
 * @throws RulesError UNKNOWN_VALUE when the notice names none
 */
export function ledgerFields(office: Office): readonly string[] {
  const needs = dutyOf(office, 'ledger')?.needs
  if (!needs)
    throw new RulesError(
      'UNKNOWN_VALUE',
      `${office.name}${office.year}年度的通知没有列出参保台账要填哪些项。`,
      'region',
      office.region,
    )
  return needs
}
