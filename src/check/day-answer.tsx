import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { addDays, today as currentDay } from '../clock/civil-days'
import { DayEntry } from '../components/day-entry'
import { Tap } from '../components/tap'
import type { FactValue } from './session'

interface DayAnswerProps {
  kept: FactValue | undefined
  /** A birth date lies in the past; other days may be ahead. */
  birth: boolean
  onAnswer: (day: string) => void
}

const EARLIEST = '1900-01-01'

export function DayAnswer({ kept, birth, onAnswer }: DayAnswerProps): ReactNode {
  const today = currentDay()
  const [day, setDay] = useState<string | null>(typeof kept === 'string' ? kept : null)
  const [complaint, setComplaint] = useState('')

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
      <DayEntry id='answer-day' value={day} earliest={EARLIEST} latest={birth ? today : addDays(today, 366)} onDay={typed} />
      {complaint !== '' && <View id='day-complaint' className='notice notice-stop'>{complaint}</View>}
      <View className='gap-big'>
        <Tap id='answer-next' className='button' onTap={next}>下一题</Tap>
      </View>
    </View>
  )
}
