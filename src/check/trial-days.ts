import { assess, readFacts, type CivilDay, type Policy } from '../../rules'

/** The days of a notice worth trying, and whether the notice is about today at all. */
export interface TrialDays {
  firstDay: CivilDay | null
  lastDay: CivilDay | null
  /** Today lies between the first day to pay and the last day of the insured year. */
  coversToday: boolean
  /** Today is after the insured year. */
  past: boolean
}

/** The window is the same whichever day of the year is asked about. */
export function trialDays(policy: Policy, year: number, today: CivilDay): TrialDays {
  const spans = assess(policy, readFacts(policy, {}), `${year}-01-01`).timeline
  const windows = spans.filter(({ kind }) => kind === 'window')
  const firstDay = windows.reduce<CivilDay | null>((first, { from }) => (first === null || from < first ? from : first), null)
  const lastDay = windows.reduce<CivilDay | null>((last, { to }) => (last === null || to > last ? to : last), null)
  const lastOfYear = `${year}-12-31`
  const past = today > lastOfYear
  return { firstDay, lastDay, past, coversToday: !past && today >= (firstDay ?? `${year}-01-01`) }
}
