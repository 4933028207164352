import { policyHead } from './engine/assess'
import type { PolicyHead } from './engine/assessment'
import { policyAmong, wasKnown } from './engine/policy-among'
import type { Policy } from './language/policy'
import type { CivilDay } from './language/words'
import compiled from './policies/compiled.json'

/**
 * The door of the rules: pure, no clock, no I/O, the same in the phone's package and in the cloud function.
 */
export { assess } from './engine/assess'
export { readFactsFor as readFacts } from './engine/read-facts'
export { usualPeriod } from './engine/usual-period'
export { collectionDays } from './engine/collection-days'
export type { CollectionDays } from './engine/collection-days'
export { confirmBy } from './engine/confirmation'
export { feeDoubt } from './engine/fee-doubts'
export type { FeeDoubt } from './engine/fee-doubts'
export { nationally } from './engine/nationally'
export type { National } from './engine/nationally'
export { questions, judgeQuestions } from './engine/questions'
export { identityNamed } from './engine/identities'
export type { NamedIdentity } from './engine/person'
export { tally } from './engine/tally'
export type { Figures } from './engine/tally'
export { assessedAmounts } from './engine/recorded-figures'
export type { RecordedFigures } from './engine/recorded-figures'
export { statusOn, STATUS_WORDS } from './engine/status'
export { seasonOfPolicy, stageOn, stageChangeDays } from './engine/stage'
export { equivalenceKey } from './engine/equivalence'
export type { Stage, StageId } from './engine/stage'
export { dayInWords, formatYuan } from './engine/wording'
export { dayNumber, civilDay, shanghaiDay } from './calendar/civil-day'
export { readDay } from './language/facts'
export { RulesError, RULES_ERROR_CODES } from './language/faults'
export type { RulesErrorCode } from './language/faults'
export type * from './engine/assessment'
export type { StatusAnswer, Status } from './engine/status'
export type { Policy } from './language/policy'
export type { CivilDay, Fen } from './language/words'
export type { FactName, Facts } from './language/facts'

/** What this program can read: one more with each thing that the language can say anew. */
export const LANGUAGE = 2

const bundled = compiled as unknown as readonly Policy[]
let all = bundled

/**
 * Takes published policies in place of the bundled ones of the same places and years. What was taken before and is not
 * among them is given back.
 */
export function adoptPolicies(published: readonly Policy[]): void {
  const isTaken = (policy: Policy): boolean =>
    published.some(({ region, year }) => region === policy.region && year === policy.year)
  all = published.length === 0 ? bundled : [...bundled.filter((policy) => !isTaken(policy)), ...published]
}

/** The policies at hand, one a place and year: as they stand today. */
export function policies(): readonly PolicyHead[] {
  return all.filter((policy) => wasKnown(policy, null)).map(policyHead)
}

/**
 * The policy of a place and an insured year; never a neighbour's, never another year's.
 * @param knownOn what was known on this day, where later notices changed it; null = today
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const policyFor = (region: unknown, year: unknown, knownOn: CivilDay | null = null): Policy =>
  policyAmong(all, region, year, knownOn)
