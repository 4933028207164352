import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FactValue } from '../client/checks'
import { addDays, today as currentDay } from '../client/days'
import { DayEntry, FormField } from './fields'
import { birthIn, NUMBER_LONGEST, remarkOn } from './identity-form'
import { TextButton } from './tap'

interface DayAnswerProps {
  kept: FactValue | undefined
  /** A birth date lies in the past; other days may be ahead. */
  birth: boolean
  who: string | undefined
  onAnswer: (day: string) => void
}

const EARLIEST = '1900-01-01'

/** A day as an answer: typed, from the wheel, or a birth out of the number. */
export function DayAnswer({ kept, birth, who, onAnswer }: DayAnswerProps): ReactNode {
  const today = currentDay()
  const [day, setDay] = useState<string | null>(typeof kept === 'string' ? kept : null)
  const [complaint, setComplaint] = useState('')
  /** The day that came out of a number: the boxes are drawn anew with it. */
  const [byNumber, setByNumber] = useState('')

  const typed = (typedDay: string | null, complete: boolean): void => {
    setDay(typedDay)
    setComplaint(complete && typedDay === null ? '日历上没有这一天，请看看月和日填对了没有。' : '')
  }
  const next = (): void => {
    if (day === null) setComplaint(complaint || '请把年、月、日都填上，年份填四位，如 1956。')
    else if (birth && day > today) setComplaint('出生日期还没有到，请看看年份填对了没有。')
    else onAnswer(day)
  }
  return (
    <View>
      <DayEntry
        key={byNumber}
        id="answer-day"
        value={day}
        earliest={EARLIEST}
        latest={birth ? today : addDays(today, 366)}
        opensAt={birth ? likelyBirth(who ?? '', today) : today}
        onDay={typed}
      />
      {birth && (
        <BirthByNumber
          onBirth={(born) => {
            setByNumber(born)
            typed(born, true)
          }}
        />
      )}
      {complaint !== '' && (
        <View id="day-complaint" className="notice notice-stop">
          {complaint}
        </View>
      )}
      <View className="gap-big">
        <TextButton id="answer-next" className="button" onTap={next}>
          下一题
        </TextButton>
      </View>
    </View>
  )
}

/** About how old somebody is of whom only the word for them is known. */
const LIKELY_AGES: Readonly<Record<string, number>> = { 母亲: 65, 父亲: 65, 老伴: 65, 儿子: 10, 女儿: 10 }
const LIKELY_AGE = 45

const likelyBirth = (who: string, today: string): string =>
  `${Number(today.slice(0, 4)) - (LIKELY_AGES[who] ?? LIKELY_AGE)}-01-01`

/** Whoever has the card at hand need not type the day. The number is not kept. */
function BirthByNumber({ onBirth }: { onBirth: (day: string) => void }): ReactNode {
  const [open, setOpen] = useState(false)
  const [number, setNumber] = useState('')
  if (!open)
    return (
      <TextButton id="birth-by-number" className="link gap" onTap={() => setOpen(true)}>
        照身份证号填
      </TextButton>
    )
  const type = (text: string): void => {
    setNumber(text)
    const born = birthIn(text)
    if (born !== null) onBirth(born)
  }
  return (
    <FormField
      id="birth-number"
      label="身份证号"
      about="只用来看出生日期，不保存，也不传出这部手机。"
      kind="idcard"
      longest={NUMBER_LONGEST}
      value={number}
      wrong=""
      remark={remarkOn(number)}
      onType={type}
    />
  )
}
