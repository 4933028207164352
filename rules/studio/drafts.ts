import { checkPolicyText } from '../checker'
import { nextYearsText } from '../checker/next-year'
import { blankPolicy } from '../checker/blank-policy'
import type { PolicyFault } from '../language/policy-fault'
import { readPolicy, type PolicyReading } from '../language/read-policy'
import { fileOf, merging, productSource, type PolicySourceText } from './sources'

/** A year's file to be filled in. */
interface Begun {
  text: string
  /** The text that it was made from; null = there is none, it begins blank. */
  from: PolicySourceText | null
}

/**
 * The file of a place's year to begin with: of the year itself where there is one, else the latest before with its
 * days moved
 * and each value of the year marked as not looked at, else a blank one.
 * @param published what was published for the place, the latest first
 */
export function beginYear(region: string, year: number, published: readonly PolicySourceText[]): Begun {
  const product = productSource(region, year)
  const known = [...published, ...(product === null ? [] : [product])].filter((one) => one.year <= year)
  const latest = known.sort((a, b) => b.year - a.year)[0]
  if (latest === undefined) return { text: blankPolicy(region, year), from: null }
  return { text: latest.year === year ? latest.text : nextYearsText(latest.text, year), from: latest }
}

/** How far a draft is: what keeps it out, and what is only called to mind. */
export interface DraftCheck {
  reading: PolicyReading
  faults: readonly PolicyFault[]
  warnings: readonly PolicyFault[]
}

/**
 * Checks a draft. `thoroughly`: people are looked for whom it serves badly, which takes seconds; before it is signed.
 */
export function checkDraft(
  text: string,
  name: string,
  before: PolicySourceText | null,
  thoroughly: boolean,
): DraftCheck {
  const lastYear = before === null ? null : fileOf(before.text)
  const reading = thoroughly ? checkPolicyText(text, name, lastYear, merging) : readPolicy(text, name, merging)
  return { reading, faults: reading.ok ? [] : reading.faults, warnings: reading.warnings }
}
