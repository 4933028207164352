import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../client/days'
import type { OfflineCash } from '../../client/taken-cash'
import { keepTaken } from '../../client/taken-cash'
import { yuan } from '../../ui/money'
import { TextButton } from '../../ui/tap'
import { sendTaken } from './send-cash'
import { onDay } from './taken-day'

/** Money whose day the clocks do not tell: its taker says which of the days it can have been. */
export function WhichDay({ taken }: { taken: OfflineCash }): ReactNode {
  const {
    request: { operation, total },
    refusal,
  } = taken
  const choose = (day: string): void => {
    const settled = onDay(taken, day)
    keepTaken(settled)
    void sendTaken(settled)
  }
  return (
    <View id={`refused-${operation}`} className="notice notice-stop">
      <View className="subtitle">这 {yuan(total)} 元，是哪天收的？</View>
      <View className="gap refused-why">{refusal?.message}</View>
      <View className="buttons gap">
        {(refusal?.found?.split(',') ?? []).map((day) => (
          <TextButton
            key={day}
            id={`taken-${operation}-${day}`}
            className="button button-second"
            onTap={() => choose(day)}
          >
            {dayInWords(day)}
          </TextButton>
        ))}
      </View>
    </View>
  )
}
