import { has } from '../language/facts'
import { RulesError } from '../language/faults'
import type { Office } from './office'

/** A target of heads, and whose figure it is. */
export interface Target {
  people: number
  basis: 'official' | 'formula' | 'notice'
  /** Whose figure is final, in the notice's words; null when it names nobody. */
  final: string | null
}

/** The target that the notice gives for a town, or for the whole place; null when it gives none. */
export function targetRow({ targets }: Office, town: string | null): number | null {
  if (town === null) return targets?.total ?? null
  return targets?.rows?.find(({ name }) => name === town)?.people ?? null
}

function readCount(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new RulesError('BAD_TYPE', '人数应当是不小于 0 的整数。', path, value)
  return value
}

/**
 * A village's target by the notice's formula: the people that it starts from, less the groups that it names. The counts
 * come as the notice calls the groups, each of them once, 0 included; a group that it does not name is taken only where
 * its list ends in 等. Somebody who belongs to two groups has to be counted in one of them only: that is the caller's
 * task.
 * @throws RulesError UNKNOWN_VALUE (no formula, or an unknown group), BAD_TYPE (a count is missing or none)
 */
export function targetByFormula(office: Office, from: number, minus: Readonly<Record<string, number>>): number {
  const formula = office.targets?.formula
  if (!formula)
    throw new RulesError(
      'UNKNOWN_VALUE',
      `${office.name}${office.year}年度的通知没有写任务数的算法。`,
      'region',
      office.region,
    )
  const unknown = Object.keys(minus).find((group) => !formula.minus.includes(group))
  if (unknown !== undefined && !formula.listOpen)
    throw new RulesError(
      'UNKNOWN_VALUE',
      `通知没有说要减去“${unknown}”。要减的是：${formula.minus.join('、')}。`,
      'minus',
      unknown,
    )
  const missing = formula.minus.find((group) => !has(minus, group))
  if (missing !== undefined)
    throw new RulesError('BAD_TYPE', `还没有填“${missing}”的人数；没有这样的人就填 0。`, `minus.${missing}`)
  const people = Object.entries(minus).reduce(
    (left, [group, count]) => left - readCount(count, `minus.${group}`),
    readCount(from, 'from'),
  )
  if (people < 0)
    throw new RulesError(
      'BAD_TYPE',
      `要减去的人数加起来比“${formula.from}”还多，请检查有没有人被减了两次。`,
      'minus',
      people,
    )
  return people
}

/**
 * The target that counts: the official figure wherever there is one, before the notice's own, before a computed one.
 */
export function targetOf(
  office: Office,
  { town, official, computed }: { town: string | null; official: number | null; computed: number | null },
): Target | null {
  const final = office.targets?.officialFigure ?? null
  if (official !== null) return { people: official, basis: 'official', final }
  const given = targetRow(office, town)
  if (given !== null) return { people: given, basis: 'notice', final }
  return computed === null ? null : { people: computed, basis: 'formula', final }
}
