import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, today } from '../../../client/days'
import { useCountyAction } from '../../../client/functions'
import { ProposeInstead } from '../propose'
import { ActionError } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'

const TERM_DAYS_MAX = 3 * 366

interface ExtendProps {
  region: string
  person: string
  onDone: () => void
}

/** Another last day of an office, or none. A longer one of the county's is proposed, as its appointment is. */
export function Extend({ region, person, onDone }: ExtendProps): ReactNode {
  const deed = useCountyAction('extendAppointment', person)
  const [open, setOpen] = useState(false)
  const [until, setUntil] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const run = async (day: string | null): Promise<void> => {
    deed.changed()
    setUntil(day)
    if ((await deed.run({ region, person, until: day })) !== null) onDone()
  }
  if (!open)
    return (
      <TextButton id={`extend-open-${person}`} className="link" expanded={false} onTap={() => setOpen(true)}>
        改任期
      </TextButton>
    )
  return (
    <View>
      <View className="strong gap">干到哪一天（含当天）</View>
      <DayEntry
        id={`extend-day-${person}`}
        value={until}
        earliest={today()}
        latest={addDays(today(), TERM_DAYS_MAX)}
        onDay={(day) => {
          deed.changed()
          setUntil(day)
        }}
      />
      <ActionError id={`extend-${person}`} state={deed.state} />
      <ProposeInstead
        id={`extend-${person}`}
        state={deed.state}
        deed="extendOfficer"
        request={{ region, person, until }}
        onDone={(words) => {
          deed.changed()
          setSaid(words)
        }}
      />
      {said !== '' && <View className="notice notice-good">{said}</View>}
      <View className="buttons gap">
        <TextButton
          id={`extend-go-${person}`}
          className={until === null ? 'button button-off' : 'button button-second'}
          onTap={() => {
            if (until !== null) void run(until)
          }}
        >
          改到这一天
        </TextButton>
        <TextButton id={`extend-open-end-${person}`} className="button button-second" onTap={() => void run(null)}>
          不定期限
        </TextButton>
      </View>
    </View>
  )
}
