import type { Facts } from '../language/facts'
import type { Policy } from '../language/policy'
import type { Ceiling } from '../language/values'
import type { Fen } from '../language/words'
import type { Field } from './/field'

/**
 * What the ceiling of 大病保险 rises by for unbroken years and for years without claims; undefined where the notice
 * does not speak of it, or the records did not bring the years: nobody is asked for them.
 */
export function ceilingField({ ceiling, year }: Policy, told: Facts): Field | undefined {
  const { insuredYears, employeeYears, zeroClaimYears, bonusBefore } = told
  if (ceiling === undefined || insuredYears == null || zeroClaimYears == null) return undefined
  const bonus = (years: readonly number[]): Fen => bonusOf(ceiling, year, years, zeroClaimYears, bonusBefore ?? null)
  const employee = employeeYears ?? []
  const reading = bonus(insuredYears.filter((y) => !employee.includes(y)))
  const other = bonus(insuredYears)
  if (other === reading) return { is: 'known', value: reading }
  return {
    is: 'open',
    reading,
    alternatives: [other],
    why: `有几年在职工医保：算不算“连续参加居民医保”，通知没有说`,
    cite: ceiling.loyal.cite,
    quote: ceiling.loyal.quote,
  }
}

/** With the sum of the years before at hand, only this year's steps are added to it. */
function bonusOf(
  { original, capPercent, loyal, noClaims }: Ceiling,
  year: number,
  insured: readonly number[],
  zeroClaim: readonly number[],
  before: number | null,
): Fen {
  // This year counts: it is being paid for.
  let run = 1
  while (insured.includes(year - run) && year - run >= loyal.since) run++
  const since = before === null ? Math.max(loyal.from, year - run + 1 + loyal.after) : year
  const loyalSteps = run > loyal.after ? Math.max(0, year - since + 1) : 0
  const healthy = zeroClaim.filter((y) => y >= noClaims.since && y < year && (before === null || y === year - 1)).length
  const sum = (before ?? 0) * 100 + loyalSteps * loyal.adds + healthy * noClaims.adds
  return Math.min(sum, Math.round((original * capPercent) / 100))
}
