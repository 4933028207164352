import './day-entry.scss'
import './form-field.scss'
import { Input, Picker, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { partsOf, realDay, dayInWords } from '../client/days'
import type { ActionState } from '../client/use-action'
import { serverMessage } from './answers'
import { Paragraph } from './text'

interface TypedFieldProps {
  id: string
  label: string
  value: string
  /** `idcard`: digits and X. */
  kind: 'number' | 'text' | 'idcard'
  longest: number
  hint?: string
  onType: (value: string) => void
}

/** A typed answer, named for the screen reader on both platforms. */
export function TypedField({ id, label, value, kind, longest, hint = '', onType }: TypedFieldProps): ReactNode {
  const spoken = process.env.TARO_ENV === 'h5' ? { nativeProps: { 'aria-label': label } } : { ariaLabel: label }
  return (
    <Input
      id={id}
      className="field"
      type={kind}
      value={value}
      maxlength={longest}
      placeholder={hint}
      placeholderClass="quiet"
      onInput={(event) => onType(event.detail.value)}
      {...spoken}
    />
  )
}

interface DayEntryProps {
  id: string
  value: string | null
  earliest: string
  latest: string
  /** Where the wheel opens before a day is there: a likely one; absent = the latest. */
  opensAt?: string
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
export function DayEntry({ id, value, earliest, latest, opensAt = latest, onDay }: DayEntryProps): ReactNode {
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
    <View id={id} className="day-entry">
      <View className="day-boxes">
        {PARTS.map(({ key, label, longest }) => (
          <View key={key} className={`day-box day-box-${key}`}>
            <TypedField
              id={`${id}-${key}`}
              label={label}
              kind="number"
              longest={longest}
              value={typed[key]}
              onType={(text) => type(key, text)}
            />
            <View className="day-label">{label}</View>
          </View>
        ))}
      </View>
      <Picker
        mode="date"
        value={day ?? opensAt}
        start={earliest}
        end={latest}
        onChange={(event) => pick(event.detail.value)}
      >
        <View id={`${id}-wheel`} className="tap button button-second day-wheel">
          不想打字，滑动选一天
        </View>
      </Picker>
      {day && (
        <View id={`${id}-said`} className="quiet gap">
          您填的是：<Paragraph>{dayInWords(day)}</Paragraph>
        </View>
      )}
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

interface FormFieldProps {
  id: string
  label: string
  /** Below the label, before one types. */
  about?: string
  kind?: 'text' | 'number' | 'idcard'
  hint?: string
  longest: number
  value: string
  /** What is wrong with what stands there; '' = nothing. */
  wrong: string
  /** Below it while one types; gives way to what is wrong. */
  remark?: string
  onType: (value: string) => void
}

/** One thing to type, with its name above it and what is wrong with it below. */
export function FormField({
  id,
  label,
  about,
  kind = 'text',
  hint,
  longest,
  value,
  wrong,
  remark = '',
  onType,
}: FormFieldProps): ReactNode {
  return (
    <View className={wrong === '' ? 'form-field gap' : 'form-field form-field-wrong gap'}>
      <View className="strong">{label}</View>
      {about !== undefined && <View className="quiet">{about}</View>}
      <TypedField id={id} kind={kind} label={label} hint={hint} longest={longest} value={value} onType={onType} />
      {wrong === '' && remark !== '' && (
        <View id={`${id}-remark`} className="quiet" {...(process.env.TARO_ENV === 'h5' ? { role: 'status' } : {})}>
          <Paragraph>{remark}</Paragraph>
        </View>
      )}
      {wrong !== '' && (
        <View id={`${id}-wrong`} className="notice notice-stop">
          {wrong}
        </View>
      )}
    </View>
  )
}

export interface Form<Field extends string> {
  typed: Readonly<Record<Field, string>>
  type: (field: Field) => (value: string) => void
  /** Takes what is wrong, by field; true when nothing is. */
  allWell: (found: Partial<Record<Field, string>>) => boolean
  /** What is wrong with a field, by our own eyes or the server's; '' = nothing. */
  wrongOf: (field: Field) => string
}

/** What is typed for a deed. Typing anything makes it another deed. */
export function useForm<Field extends string>(
  empty: Readonly<Record<Field, string>>,
  deed: { state: ActionState; changed: () => void },
): Form<Field> {
  const [typed, setTyped] = useState(empty)
  const [wrong, setWrong] = useState<Partial<Record<Field, string>>>({})
  return {
    typed,
    type: (field) => (value) => {
      deed.changed()
      setTyped((before) => ({ ...before, [field]: value }))
      setWrong((before) => ({ ...before, [field]: '' }))
    },
    allWell: (found) => {
      setWrong(found)
      return Object.values(found).every((words) => words === '')
    },
    wrongOf: (field) => wrong[field] || serverMessage(deed.state, Object.keys(empty), field),
  }
}
