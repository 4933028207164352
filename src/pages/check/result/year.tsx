import './year-timeline.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, CivilDay, Span } from '../../../../rules'
import { addDays, daysFromTo, partsOf, dayInWords, saySpan } from '../../../client/days'
import { Fold } from '../../../ui/fold'
import { Paragraph } from '../../../ui/text'

const MOST_NAMED = 4

/** The year as two lanes, paying above and benefits below, and the same in words for who cannot see it. */
export function YearTimeline({ assessment: { timeline, day } }: { assessment: Assessment }): ReactNode {
  if (timeline.length === 0) return null
  const drawing = drawYear(timeline, day)
  return (
    <Fold id="timeline" title="这一年的日子">
      <View className="year-drawing">
        <View className="year-names">
          {drawing.years.map(({ year, left }) => (
            <View key={year} className="year-name quiet" style={{ left: `${left}%` }}>
              {year}年
            </View>
          ))}
        </View>
        <Lane bars={drawing.paying} />
        <Lane bars={drawing.benefits} />
        {drawing.payment !== null && <View className="year-payment" style={{ left: `${drawing.payment}%` }} />}
      </View>
      {day !== null && <LegendLine kind="payment" name="交费这天" words={[dayInWords(day)]} />}
      {kindsIn(timeline).map(([kind, spans]) => (
        <LegendLine key={kind} kind={kind} name={SPAN_NAMES[kind]} words={manySpans(spans)} />
      ))}
    </Fold>
  )
}

function Lane({ bars }: { bars: readonly Bar[] }): ReactNode {
  return (
    <View className="year-lane">
      {bars.map(({ kind, left, width }, i) => (
        <View key={i} className={`year-bar year-${kind}`} style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
    </View>
  )
}

function LegendLine({ kind, name, words }: { kind: string; name: string; words: readonly string[] }): ReactNode {
  return (
    <View className="legend">
      <View className={`legend-mark year-${kind}`} />
      <View className="step-words">
        <View className="strong">{name}</View>
        {words.map((line) => (
          <View key={line}>
            <Paragraph>{line}</Paragraph>
          </View>
        ))}
      </View>
    </View>
  )
}

function kindsIn(spans: readonly Span[]): [Span['kind'], Span[]][] {
  const kinds = new Map<Span['kind'], Span[]>()
  for (const span of spans) kinds.set(span.kind, [...(kinds.get(span.kind) ?? []), span])
  return [...kinds]
}

function manySpans(spans: readonly Span[]): string[] {
  const named = spans.slice(0, MOST_NAMED).map(({ from, to }) => saySpan(from, to))
  return spans.length > MOST_NAMED ? [...named, `等 ${spans.length} 段`] : named
}

/** A stretch of the drawing, in per cent of its width. */
interface Bar {
  kind: Span['kind']
  left: number
  width: number
}

interface YearDrawing {
  paying: readonly Bar[]
  benefits: readonly Bar[]
  /** Where the day of payment stands; null = outside the drawing. */
  payment: number | null
  /** Where a calendar year begins, with its name. */
  years: readonly { left: number; year: number }[]
}

const SPAN_NAMES: Readonly<Record<Span['kind'], string>> = {
  window: '可以交费的日子',
  pause: '暂停收费',
  extension: '延长收费',
  late: '还可以补交的日子',
  waiting: '等待期（还不能报销）',
  covered: '可以报销',
}
const PAYING: readonly Span['kind'][] = ['window', 'pause', 'extension', 'late']

/** Lays the spans out from the first day of the first month to the last day of all. */
function drawYear(spans: readonly Span[], day: CivilDay | null): YearDrawing {
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
  const shown = starts
    .map(({ year, left }) => ({ year, left: Math.max(left, 0) }))
    .filter(({ left }) => left < 100 - NAME_WIDTH)
  return shown.filter(({ left }, i) => (shown[i + 1]?.left ?? 100) - left >= NAME_WIDTH)
}
