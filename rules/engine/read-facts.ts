import { has, parseFacts, type Facts } from '../language/facts'
import { RulesError } from '../language/faults'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'
import { historyOf } from './history'

/**
 * Facts from outside, checked against the vocabulary, against each other, and against the day asked about.
 * @param day nobody is born after it
 * @param paid the day of payment, where it is told: money does not arrive before it
 * @throws RulesError UNKNOWN_FACT, UNKNOWN_VALUE, BAD_TYPE, BAD_DAY, DAY_OUT_OF_RANGE, TOO_MANY, TOO_LARGE,
 * BIRTH_IN_FUTURE, CONTRADICTION
 */
export function readFactsFor(
  policy: Policy,
  input: unknown,
  day: CivilDay | null = null,
  paid: CivilDay | null = null,
): Facts {
  const told = parseFacts(input, 'person')
  if (day !== null && typeof told.birthDate === 'string' && told.birthDate > day) {
    throw new RulesError(
      'BIRTH_IN_FUTURE',
      `出生日期 ${told.birthDate} 在缴费日期 ${day} 之后。请检查哪一个写错了。`,
      'person.birthDate',
      told.birthDate,
    )
  }
  if (told.arrivalDate != null && paid !== null && told.arrivalDate < paid)
    contradiction('arrivalDate', told.arrivalDate, `到账日期 ${told.arrivalDate} 在缴费日期 ${paid} 之前`)
  if (told.deathDate != null && told.birthDate != null && told.deathDate < told.birthDate)
    contradiction('deathDate', told.deathDate, `死亡日期 ${told.deathDate} 在出生日期 ${told.birthDate} 之前`)
  checkYears(policy, told)
  if (told.tier != null && policy.tiers.length === 0 && has(told, 'tier')) delete told.tier
  return told
}

function contradiction(fact: keyof Facts, found: unknown, what: string): never {
  throw new RulesError('CONTRADICTION', `${what}。请检查哪一个写错了。`, `person.${fact}`, found)
}

/** The years before the policy's, told in several ways: none may say otherwise than another. */
function checkYears(policy: Policy, told: Facts): void {
  const { insuredYears, employeeYears, zeroClaimYears, missedYears, repaidYears, enrolmentHistory } = told
  for (const name of ['insuredYears', 'employeeYears', 'zeroClaimYears'] as const) {
    const ahead = told[name]?.find((year) => year >= policy.year)
    if (ahead !== undefined)
      throw new RulesError(
        'UNKNOWN_VALUE',
        `${ahead}年度不在${policy.year}年度之前，不会已经参保。请检查年份。`,
        `person.${name}`,
        ahead,
      )
  }
  const born = typeof told.birthDate === 'string' ? Number(told.birthDate.slice(0, 4)) : -Infinity
  const early = [...(insuredYears ?? []), ...(zeroClaimYears ?? [])].find((year) => year < born)
  if (early !== undefined) contradiction('insuredYears', early, `${early}年参保，却在${born}年才出生`)
  const extra = insuredYears && employeeYears?.find((year) => !insuredYears.includes(year))
  if (extra != null) contradiction('employeeYears', extra, `${extra}年在职工医保，参保年份里却没有这一年`)
  if (insuredYears != null) {
    const { never, least, run } = historyOf({ insuredYears, employeeYears }, policy)
    const fits =
      missedYears === undefined ||
      (missedYears === null ? never === true : missedYears === run || missedYears === least)
    if (!fits) contradiction('missedYears', missedYears, '断保年数与参保年份对不上')
    const word = never ? '新参保' : run === 0 ? '续保' : '中断续保'
    if (enrolmentHistory != null && enrolmentHistory !== word)
      contradiction('enrolmentHistory', enrolmentHistory, `“${enrolmentHistory}”与参保年份对不上`)
  } else if (missedYears !== undefined && enrolmentHistory != null) {
    const word = missedYears === null ? '新参保' : missedYears === 0 ? '续保' : '中断续保'
    if (enrolmentHistory !== word)
      contradiction('enrolmentHistory', enrolmentHistory, `“${enrolmentHistory}”与断保年数对不上`)
  }
  const { never, run } = historyOf(told, policy)
  if (repaidYears != null && repaidYears > (never ? 0 : (run ?? Infinity)))
    contradiction('repaidYears', repaidYears, `补缴${repaidYears}年，断保的年数却没有这么多`)
}
