import { policyFor } from '../index'
import compiled from '../policies/compiled-office.json'
import type { Office } from './office'

/**
 * The second door of the rules: what a notice asks of the offices. For cloud functions and commands only; the phone may
 * not come in here, so that its package does not carry the offices' duties.
 */
export { isWorkingDay, workingDaysAfter } from '../calendar/working-days'
export { HOLIDAY_NOTICES } from '../calendar/holidays'
export type { HolidayNotice } from '../calendar/holidays'
export { certificateFrom, dutyDue, dutyOf, ledgerFields } from './duties'
export type { CertificateEstimate, DutyDue, OpenMatter } from './duties'
export { milestonesOf, progressTo, requiredPeople } from './milestones'
export type { DatedMilestone, Progress } from './milestones'
export { FORM_KINDS } from './forms'
export type { FormKind } from './forms'
export { refundTermsOn } from './refunds'
export type { RefundTerms } from './refunds'
export { bareHeading, headingsOf, missingColumns, rosterBatch, rosterOf, rostersOf } from './rosters'
export type { OpenRosterMatter, RosterBatch, RosterTerms } from './rosters'
export { targetByFormula, targetOf, targetRow } from './targets'
export type { Target } from './targets'
export type * from './office'

const bundled = compiled as unknown as readonly Office[]
let offices = bundled

/** The offices' part of published policies, as `adoptPolicies` takes theirs. */
export function adoptOffices(published: readonly Office[]): void {
  // The first that is found counts.
  offices = [...published, ...bundled]
}

/**
 * The offices' part of the notice of a place and an insured year.
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export function officeFor(region: unknown, year: unknown): Office {
  const policy = policyFor(region, year)
  return offices.find((office) => office.region === policy.region && office.year === policy.year)!
}
