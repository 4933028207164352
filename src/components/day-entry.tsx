import { Picker, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { partsOf, realDay, sayDay } from '../clock/civil-days'
import { TypedField } from './typed-field'
import { Words } from './words'
import './day-entry.scss'

interface DayEntryProps {
  id: string
  value: string | null
  earliest: string
  latest: string
  /** Null while what is typed is no day of the calendar. */
  onDay: (day: string | null, typed: boolean) => void
}

const PARTS = [
  { key: 'year', label: '年', longest: 4 },
  { key: 'month', label: '月', longest: 2 },
  { key: 'date', label: '日', longest: 2 },
] as const
type Typed = Record<(typeof PARTS)[number]['key'], string>

/** A day, typed in three large boxes or picked from the phone's own wheel. */
export function DayEntry({ id, value, earliest, latest, onDay }: DayEntryProps): ReactNode {
  const [typed, setTyped] = useState<Typed>(() => typedFrom(value))

  const type = (key: keyof Typed, text: string): void => {
    const next = { ...typed, [key]: text.replace(/\D/g, '') }
    setTyped(next)
    onDay(dayFrom(next), isComplete(next))
  }
  const pick = (day: string): void => {
    setTyped(typedFrom(day))
    onDay(day, true)
  }
  const day = dayFrom(typed)
  return (
    <View id={id} className='day-entry'>
      <View className='day-boxes'>
        {PARTS.map(({ key, label, longest }) => (
          <View key={key} className={`day-box day-box-${key}`}>
            <TypedField id={`${id}-${key}`} label={label} kind='number' longest={longest} value={typed[key]} onType={(text) => type(key, text)} />
            <View className='day-label'>{label}</View>
          </View>
        ))}
      </View>
      <Picker mode='date' value={day ?? latest} start={earliest} end={latest} onChange={(event) => pick(event.detail.value)}>
        <View id={`${id}-wheel`} className='tap button button-second day-wheel'>不想打字，滑动选一天</View>
      </Picker>
      {day && <View id={`${id}-said`} className='quiet gap'>您填的是：<Words>{sayDay(day)}</Words></View>}
    </View>
  )
}

function typedFrom(day: string | null): Typed {
  if (day === null) return { year: '', month: '', date: '' }
  const [year, month, date] = partsOf(day)
  return { year: String(year), month: String(month), date: String(date) }
}

function isComplete({ year, month, date }: Typed): boolean {
  return year.length === 4 && month !== '' && date !== ''
}

function dayFrom(typed: Typed): string | null {
  return isComplete(typed) ? realDay(Number(typed.year), Number(typed.month), Number(typed.date)) : null
}
