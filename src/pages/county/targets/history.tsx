import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import { useCounty } from '../../../client/functions'
import { counted } from '../parts'
import { QueryView } from '../../../ui/answers'

interface HistoryProps {
  region: string
  year: number
  township: string | null
  village: string | null
}

/** What was entered for a unit before, and on whose word; what is here is never changed, only followed by another. */
export function TargetHistory(unit: HistoryProps): ReactNode {
  const { asked, again } = useCounty('targetHistory', unit)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取以前填的" back={null}>
      {({ entries }) => (
        <View id="target-history">
          <View className="strong gap">以前填的</View>
          {entries.length === 0 && <View className="quiet">没有填过。</View>}
          {entries.map(({ at, basisName, people, source, day }) => (
            <View key={at} className="row">
              <View>
                {people === null ? '收回了' : `${counted(people)} 人`}（{basisName}）
              </View>
              <View className="quiet">
                {dayInWords(day)}，{source}
              </View>
            </View>
          ))}
        </View>
      )}
    </QueryView>
  )
}
