import { RulesError, shown } from '../language/faults'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'

/**
 * The policy of a place and an insured year; never a neighbour's, never another year's.
 * @param knownOn what was known on this day, where later notices changed it; null = today
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export function policyAmong(
  all: readonly Policy[],
  region: unknown,
  year: unknown,
  knownOn: CivilDay | null = null,
): Policy {
  const here = all.filter((policy) => policy.region === region)
  if (here.length === 0)
    throw new RulesError(
      'UNKNOWN_REGION',
      `没有“${shown(region)}”的参保政策。现有：${[...new Set(all.map((p) => p.name))].join('、')}。`,
      'region',
      shown(region),
    )
  const policy = here.find((p) => p.year === year && wasKnown(p, knownOn))
  if (!policy)
    throw new RulesError(
      'UNKNOWN_YEAR',
      `${here[0]!.name}没有“${shown(year)}”年度的政策，只有${here.map((p) => `${p.year}年度`).join('、')}。不能拿别的年度代替。`,
      'year',
      shown(year),
    )
  return policy
}

/** Whether this edition is the one of a day; of today, whether no later notice changed it. */
export const wasKnown = ({ edition }: Policy, on: CivilDay | null): boolean =>
  edition === undefined ||
  (on === null
    ? edition.until === null
    : (edition.from === null || edition.from <= on) && (edition.until === null || on < edition.until))
