import type { CivilDay, Span } from '../../rules'
import { addDays, daysFromTo, partsOf } from '../clock/civil-days'

/** A stretch of the drawing, in per cent of its width. */
export interface Bar {
  kind: Span['kind']
  left: number
  width: number
}

export interface YearDrawing {
  paying: readonly Bar[]
  benefits: readonly Bar[]
  /** Where the day of payment stands; null = outside the drawing. */
  payment: number | null
  /** Where a calendar year begins, with its name. */
  years: readonly { left: number; year: number }[]
}

export const SPAN_NAMES: Readonly<Record<Span['kind'], string>> = {
  window: '可以交费的日子',
  pause: '暂停收费',
  extension: '延长收费',
  waiting: '等待期（还不能报销）',
  covered: '可以报销',
}
const PAYING: readonly Span['kind'][] = ['window', 'pause', 'extension']

/** Lays the spans out from the first day of the first month to the last day of all. */
export function drawYear(spans: readonly Span[], day: CivilDay | null): YearDrawing {
  const ends = [...spans.flatMap(({ from, to }) => [from, to]), ...(day === null ? [] : [day])].sort()
  const first = `${(ends[0] ?? '').slice(0, 8)}01`
  const length = daysFromTo(first, ends[ends.length - 1] ?? first) + 1
  const at = (when: CivilDay): number => (100 * daysFromTo(first, when)) / length
  const bar = ({ kind, from, to }: Span): Bar => ({ kind, left: at(from), width: at(addDays(to, 1)) - at(from) })
  const [firstYear] = partsOf(first)
  const yearStarts = [firstYear, firstYear + 1, firstYear + 2].map((year) => ({ year, left: at(`${year}-01-01`) }))
  return {
    paying: spans.filter(({ kind }) => PAYING.includes(kind)).map(bar),
    benefits: spans.filter(({ kind }) => !PAYING.includes(kind)).map(bar),
    payment: day === null ? null : at(day),
    years: namedYears(yearStarts),
  }
}

/** Room that a year's name takes, in per cent: one that would run into the next is left out. */
const NAME_WIDTH = 26

function namedYears(starts: readonly { left: number; year: number }[]): { left: number; year: number }[] {
  const shown = starts.map(({ year, left }) => ({ year, left: Math.max(left, 0) })).filter(({ left }) => left < 100 - NAME_WIDTH)
  return shown.filter(({ left }, i) => (shown[i + 1]?.left ?? 100) - left >= NAME_WIDTH)
}
