import { assess } from './assess'
import { usualPeriod } from './usual-period'
import type { Policy } from '../language/policy'
import type { CivilDay } from '../language/words'

/** When the money of a notice's year is collected from everybody, and when that year ends. */
export interface CollectionDays {
  /** First and last day of the ordinary collection, pauses between them included. */
  opens: CivilDay
  closes: CivilDay
  /** Last day of the insured year. */
  ends: CivilDay
}

/** The same for everybody, whatever is told of a person: a notice that names no such days collects all year. */
export function collectionDays(policy: Policy): CollectionDays {
  const { from, to } = usualPeriod(policy)
  const spans = assess(policy, {}, from).timeline.filter(({ kind }) => COLLECTING.includes(kind))
  const opens = spans.map((span) => span.from).sort()[0] ?? from
  const closes =
    spans
      .map((span) => span.to)
      .sort()
      .pop() ?? to
  return { opens, closes, ends: to }
}

const COLLECTING: readonly string[] = ['window', 'extension']
