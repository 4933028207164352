import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Assessment, Span } from '../../rules'
import { sayDay, saySpan } from '../clock/civil-days'
import { Section } from '../components/section'
import { Words } from '../components/words'
import { drawYear, SPAN_NAMES, type Bar } from './year-drawing'
import './year-timeline.scss'

const MOST_NAMED = 4

/** The year as two lanes, paying above and benefits below, and the same in words for who cannot see it. */
export function YearTimeline({ assessment: { timeline, day } }: { assessment: Assessment }): ReactNode {
  if (timeline.length === 0) return null
  const drawing = drawYear(timeline, day)
  return (
    <Section id='timeline' title='这一年的日子'>
      <View className='year-drawing'>
        <View className='year-names'>
          {drawing.years.map(({ year, left }) => (
            <View key={year} className='year-name quiet' style={{ left: `${left}%` }}>{year}年</View>
          ))}
        </View>
        <Lane bars={drawing.paying} />
        <Lane bars={drawing.benefits} />
        {drawing.payment !== null && <View className='year-payment' style={{ left: `${drawing.payment}%` }} />}
      </View>
      {day !== null && <LegendLine kind='payment' name='交费这天' words={[sayDay(day)]} />}
      {kindsIn(timeline).map(([kind, spans]) => (
        <LegendLine key={kind} kind={kind} name={SPAN_NAMES[kind]} words={manySpans(spans)} />
      ))}
    </Section>
  )
}

function Lane({ bars }: { bars: readonly Bar[] }): ReactNode {
  return (
    <View className='year-lane'>
      {bars.map(({ kind, left, width }, i) => (
        <View key={i} className={`year-bar year-${kind}`} style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
    </View>
  )
}

function LegendLine({ kind, name, words }: { kind: string; name: string; words: readonly string[] }): ReactNode {
  return (
    <View className='legend'>
      <View className={`legend-mark year-${kind}`} />
      <View className='step-words'>
        <View className='strong'>{name}</View>
        {words.map((line) => <View key={line}><Words>{line}</Words></View>)}
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
