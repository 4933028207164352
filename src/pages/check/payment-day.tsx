import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { CivilDay, Policy } from '../../../rules'
import { collectionDays } from '../../../rules'
import { dayInWords, today as currentDay } from '../../client/days'
import { DayEntry } from '../../ui/fields'
import { Choice, TextButton } from '../../ui/tap'
import { QuestionTitle, Paragraph } from '../../ui/text'

interface PaymentDayQuestionProps {
  policy: Policy
  year: number
  day: CivilDay | null
  onDay: (day: CivilDay) => void
}

interface DayOption {
  id: string
  label: string
  day: CivilDay
}

/** The day they mean to pay (按某日试算): today where the notice covers it, else a day of its own year. */
export function PaymentDayQuestion({ policy, year, day, onDay }: PaymentDayQuestionProps): ReactNode {
  const today = currentDay()
  const days = useMemo(() => trialDays(policy, today), [policy, today])
  const options = dayOptions(days, today)
  const [chosen, setChosen] = useState<CivilDay | null>(day ?? options[0]?.day ?? null)
  const [typing, setTyping] = useState(day !== null && !options.some((option) => option.day === day))
  const [complaint, setComplaint] = useState('')

  const typed = (typedDay: CivilDay | null, complete: boolean): void => {
    setChosen(typedDay)
    setComplaint(complete && typedDay === null ? '没有这一天，请看看月和日。' : '')
  }
  const next = (): void => {
    if (chosen === null) setComplaint(complaint || '请先选好一天。')
    else onDay(chosen)
  }
  return (
    <View id="question-day">
      <QuestionTitle>打算哪天交费？</QuestionTitle>
      {!days.coversToday && (
        <View id="day-not-today" className="notice">
          <Paragraph>{notTodayWords(days, year, today)}</Paragraph>
        </View>
      )}
      {options.map((option) => (
        <Choice
          key={option.id}
          id={option.id}
          label={option.label}
          hint={dayInWords(option.day)}
          on={!typing && chosen === option.day}
          onTap={() => {
            setTyping(false)
            setChosen(option.day)
            setComplaint('')
          }}
        />
      ))}
      <Choice id="day-other" label="自己选一天" on={typing} onTap={() => setTyping(true)} />
      {typing && (
        <DayEntry id="day-typed" value={chosen} earliest={`${year - 1}-01-01`} latest={`${year}-12-31`} onDay={typed} />
      )}
      {complaint !== '' && (
        <View id="complaint" className="notice notice-stop">
          {complaint}
        </View>
      )}
      <View className="gap-big">
        <TextButton id="day-next" className="button" onTap={next}>
          下一题
        </TextButton>
      </View>
    </View>
  )
}

/** Today; and of the days that collect only those that are still to come, where today is one to pay on. */
function dayOptions({ coversToday, firstDay, lastDay }: TrialDays, today: CivilDay): DayOption[] {
  const days: DayOption[] = [
    { id: 'day-today', label: '今天', day: today },
    { id: 'day-first', label: '开始收的第一天', day: firstDay },
    { id: 'day-last', label: '集中收的最后一天', day: lastDay },
  ]
  return coversToday ? days.filter(({ day }) => day >= today) : days.slice(1)
}

function notTodayWords({ firstDay, lastDay, past }: TrialDays, year: number, today: CivilDay): string {
  const period = `（集中收费 ${dayInWords(firstDay)}至${dayInWords(lastDay)}）`
  return past
    ? `${year} 年度${period}已经过完了，今天是${dayInWords(today)}。下面只能按当年的日子试算，现在交不了。`
    : `${year} 年度${period}还没开始收，今天是${dayInWords(today)}。下面先按缴费期的日子试算。`
}

/** The days of a notice worth trying, and whether the notice is about today at all. */
interface TrialDays {
  firstDay: CivilDay
  lastDay: CivilDay
  /** Today lies between the first day to pay and the last day of the insured year. */
  coversToday: boolean
  /** Today is after the insured year. */
  past: boolean
}

function trialDays(policy: Policy, today: CivilDay): TrialDays {
  const { opens, closes, ends } = collectionDays(policy)
  const past = today > ends
  return { firstDay: opens, lastDay: closes, past, coversToday: !past && today >= opens }
}
