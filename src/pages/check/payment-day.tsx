import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { CivilDay, Policy } from '../../../rules'
import { assess, readFacts, usualPeriod } from '../../../rules'
import { partsOf, dayInWords, today as currentDay } from '../../client/days'
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
  const days = useMemo(() => trialDays(policy, year, today), [policy, year, today])
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

function dayOptions(days: TrialDays, today: CivilDay): DayOption[] {
  const options: DayOption[] = []
  if (days.coversToday) options.push({ id: 'day-today', label: '今天', day: today })
  if (days.firstDay) options.push({ id: 'day-first', label: '能交费的第一天', day: days.firstDay })
  if (days.lastDay) options.push({ id: 'day-last', label: '能交费的最后一天', day: days.lastDay })
  return options
}

function notTodayWords(days: TrialDays, year: number, today: CivilDay): string {
  const period =
    days.firstDay && days.lastDay ? `（能交费的日子 ${dayInWords(days.firstDay)}至${dayInWords(days.lastDay)}）` : ''
  const when = days.past ? '已经过了' : '还没有到'
  const advice = days.past
    ? `今年（${partsOf(today)[0]} 年）的政策这里没有，下面只能按当年的日子试算。`
    : '下面先按缴费期的日子试算。'
  return `这份通知管 ${year} 年度${period}，今天是${dayInWords(today)}，${when}。${advice}`
}

/** The days of a notice worth trying, and whether the notice is about today at all. */
interface TrialDays {
  firstDay: CivilDay | null
  lastDay: CivilDay | null
  /** Today lies between the first day to pay and the last day of the insured year. */
  coversToday: boolean
  /** Today is after the insured year. */
  past: boolean
}

/** The window is the same whichever day of the year is asked about. */
function trialDays(policy: Policy, year: number, today: CivilDay): TrialDays {
  const spans = assess(policy, readFacts(policy, {}), `${year}-01-01`).timeline
  const windows = spans.filter(({ kind }) => kind === 'window')
  const firstDay = windows.reduce<CivilDay | null>(
    (first, { from }) => (first === null || from < first ? from : first),
    null,
  )
  const lastDay = windows.reduce<CivilDay | null>((last, { to }) => (last === null || to > last ? to : last), null)
  const lastOfYear = usualPeriod(policy).to
  const past = today > lastOfYear
  return { firstDay, lastDay, past, coversToday: !past && today >= (firstDay ?? `${year}-01-01`) }
}
