import { policyHead } from './engine/assess'
import type { PolicyHead } from './engine/assessment'
import { has, parseFacts, type Facts } from './language/facts'
import { RulesError, shown } from './language/faults'
import type { Policy } from './language/policy'
import compiled from './policies/compiled.json'

/**
 * The door of the rules: pure, no clock, no I/O, the same in the phone's package and in the cloud function.
 */
export { assess } from './engine/assess'
export { questions } from './engine/questions'
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

const all = compiled as unknown as readonly Policy[]

/** The policies at hand, one a notice. */
export function policies(): readonly PolicyHead[] {
  return all.map(policyHead)
}

/**
 * The policy of a place and an insured year; never a neighbour's, never another year's.
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export function policyFor(region: unknown, year: unknown): Policy {
  const here = all.filter((policy) => policy.region === region)
  if (here.length === 0)
    throw new RulesError(
      'UNKNOWN_REGION',
      `没有“${shown(region)}”的参保政策。现有：${[...new Set(all.map((p) => p.name))].join('、')}。`,
      'region',
      shown(region),
    )
  const policy = here.find((p) => p.year === year)
  if (!policy)
    throw new RulesError(
      'UNKNOWN_YEAR',
      `${here[0]!.name}没有“${shown(year)}”年度的政策，只有${here.map((p) => `${p.year}年度`).join('、')}。不能拿别的年度代替。`,
      'year',
      shown(year),
    )
  return policy
}

/**
 * Facts from outside, checked against the vocabulary; and, when a day is told, that nobody is born after it.
 * @throws RulesError UNKNOWN_FACT, UNKNOWN_VALUE, BAD_TYPE, BAD_DAY, DAY_OUT_OF_RANGE, TOO_MANY, TOO_LARGE, BIRTH_IN_FUTURE
 */
export function readFacts(policy: Policy, input: unknown, day: string | null = null): Facts {
  const told = parseFacts(input, 'person')
  if (day !== null && typeof told.birthDate === 'string' && told.birthDate > day) {
    throw new RulesError(
      'BIRTH_IN_FUTURE',
      `出生日期 ${told.birthDate} 在缴费日期 ${day} 之后。请检查哪一个写错了。`,
      'person.birthDate',
      told.birthDate,
    )
  }
  if (told.tier != null && policy.tiers.length === 0 && has(told, 'tier')) delete told.tier
  return told
}
