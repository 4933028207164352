import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Assessment, CivilDay } from '../../../../rules'
import { DayEntry } from '../../../ui/fields'
import { Fold } from '../../../ui/fold'
import { TextButton } from '../../../ui/tap'
import { Paragraph } from '../../../ui/text'

interface TrialDayPartProps {
  assessment: Assessment
  onDay: (day: CivilDay) => void
}

/** 按某日试算: another day of payment, worked out in place; and the next day on which the answer changes by itself. */
export function TrialDayPart({ assessment: { next, policy }, onDay }: TrialDayPartProps): ReactNode {
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState<CivilDay | null>(null)
  const [complaint, setComplaint] = useState('')
  const tryDay = (): void => {
    if (day === null) setComplaint('请填一个日历上有的日子。')
    else {
      setOpen(false)
      onDay(day)
    }
  }
  return (
    <Fold id="trial" title="换一天交，会怎样">
      {next !== null && (
        <View id="next-change">
          <View>
            下一次有变化：<Paragraph>{next.sentence}</Paragraph>
          </View>
          <View className="gap">
            <TextButton id="trial-next" className="button button-second" onTap={() => onDay(next.day)}>
              看那一天的结果
            </TextButton>
          </View>
        </View>
      )}
      <TextButton id="trial-open" className="link" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : '自己选一天试算'}
      </TextButton>
      {open && (
        <View>
          <DayEntry
            id="trial-day"
            value={null}
            earliest={`${policy.year - 1}-01-01`}
            latest={`${policy.year}-12-31`}
            onDay={(typed, complete) => {
              setDay(typed)
              setComplaint(complete && typed === null ? '日历上没有这一天，请看看月和日。' : '')
            }}
          />
          {complaint !== '' && (
            <View id="trial-complaint" className="notice notice-stop">
              {complaint}
            </View>
          )}
          <View className="gap">
            <TextButton id="trial-go" className="button" onTap={tryDay}>
              按这一天算
            </TextButton>
          </View>
        </View>
      )}
    </Fold>
  )
}
