import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays } from '../../../client/days'
import type { EnrolmentAnswers } from '../../../client/functions'
import { useEnrolmentAction } from '../../../client/functions'
import { mayDo } from '../clerk-page'
import { todayAtWork } from '../saved'
import { ActionError } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

type Card = EnrolmentAnswers['household']['members'][number]

const WHY = [
  { why: 'died', name: '去世' },
  { why: 'movedAway', name: '迁出' },
  { why: 'employee', name: '参加职工医保' },
  { why: 'studies', name: '在学校参保' },
  { why: 'elsewhere', name: '在外地参保' },
  { why: 'army', name: '参军' },
  { why: 'prison', name: '服刑' },
  { why: 'duplicate', name: '重复登记' },
] as const
type Why = (typeof WHY)[number]['why']

/** Who is not there any more stays in the ledger, marked with why and since when; who is back is unmarked. */
export function AbsencePart({ card, onDone }: { card: Card; onDone: () => void }): ReactNode {
  const [open, setOpen] = useState(false)
  if (!mayDo('recordAbsence')) return null
  const isGone = card.absent !== null
  const done = (): void => {
    setOpen(false)
    onDone()
  }
  return (
    <Section id="person-absence">
      <TextButton id="absence-open" className="link" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : isGone ? '回来了，或者记错了' : '不在了：去世、迁出、职工医保…'}
      </TextButton>
      {open && (isGone ? <ReturnForm card={card} onDone={done} /> : <AbsenceForm card={card} onDone={done} />)}
    </Section>
  )
}

/** Nobody corrects a ledger further back. */
const DAYS_BACK = 3_660

function useDay(): { day: string | null; today: string; entry: ReactNode } {
  const today = todayAtWork()
  const [day, setDay] = useState<string | null>(today)
  const entry = (
    <DayEntry id="absence-day" value={today} earliest={addDays(today, -DAYS_BACK)} latest={today} onDay={setDay} />
  )
  return { day, today, entry }
}

function AbsenceForm({ card: { resident, name }, onDone }: { card: Card; onDone: () => void }): ReactNode {
  const deed = useEnrolmentAction('recordAbsence', resident)
  const [why, setWhy] = useState<Why | null>(null)
  const { day, entry } = useDay()
  const record = async (): Promise<void> => {
    if (why === null || day === null) return
    if ((await deed.run({ resident, why, since: day })) !== null) onDone()
  }
  return (
    <View id="absence-form">
      <View className="chips">
        {WHY.map((one) => (
          <TextButton
            key={one.why}
            id={`absence-${one.why}`}
            className={one.why === why ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={one.why === why}
            onTap={() => {
              deed.changed()
              setWhy(one.why)
            }}
          >
            {one.name}
          </TextButton>
        ))}
      </View>
      {why !== null && (
        <View>
          <View className="strong gap">从哪一天起</View>
          {entry}
          <View className="quiet gap">记了以后，{name}退出这一年的参保；已经交的钱能不能退，按通知另外办。</View>
          <ActionError id="absence" state={deed.state} />
          <TextButton id="absence-send" className="button gap" onTap={() => void record()}>
            {deed.state.is === 'busy' ? '正在记…' : '记下'}
          </TextButton>
        </View>
      )}
    </View>
  )
}

function ReturnForm({ card: { resident }, onDone }: { card: Card; onDone: () => void }): ReactNode {
  const deed = useEnrolmentAction('recordReturn', resident)
  const { day, entry } = useDay()
  const record = async (): Promise<void> => {
    if (day !== null && (await deed.run({ resident, since: day })) !== null) onDone()
  }
  return (
    <View id="return-form">
      <View className="strong gap">从哪一天起回来（记错了的，填今天）</View>
      {entry}
      <ActionError id="return" state={deed.state} />
      <TextButton id="return-send" className="button gap" onTap={() => void record()}>
        {deed.state.is === 'busy' ? '正在记…' : '恢复'}
      </TextButton>
    </View>
  )
}
