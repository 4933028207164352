import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { policies, type PolicyHead } from '../../rules'
import { Choice } from '../components/choice'
import { QuestionTitle } from '../components/question-title'
import { Tap } from '../components/tap'

interface PlaceQuestionProps {
  region: string | null
  year: number | null
  onPlace: (place: PolicyHead) => void
}

export function PlaceQuestion({ region, year, onPlace }: PlaceQuestionProps): ReactNode {
  const [absent, setAbsent] = useState(false)
  const places = policies()
  return (
    <View id='question-place'>
      <QuestionTitle>医保在哪里交？</QuestionTitle>
      <View className='quiet'>这里有 {yearsOnOffer(places)} 年度的通知。别的年度还没有，不能算。</View>
      {places.map((place) => (
        <Choice
          key={`${place.region}-${place.year}`}
          id={`place-${place.region}-${place.year}`}
          label={place.regionName}
          hint={place.within}
          on={place.region === region && place.year === year}
          onTap={() => onPlace(place)}
        >
          <Text className='choice-hint'>{place.year} 年度的通知</Text>
          {place.status === 'draft' && <Text className='badge'>征求意见稿</Text>}
          {place.status === 'undated' && <Text className='badge'>通知缺文号和日期</Text>}
        </Choice>
      ))}
      <Tap id='place-absent' className='link gap' expanded={absent} onTap={() => setAbsent(!absent)}>
        没有我的地方，怎么办？
      </Tap>
      {absent && <PlaceAbsent />}
    </View>
  )
}

function PlaceAbsent(): ReactNode {
  return (
    <View id='place-absent-words' className='notice notice-calm'>
      <View className='strong'>您那里的政策，这里还没有。</View>
      <View className='gap'>各地交的钱、免的人都不一样，不能拿别处的数来代替，所以算不了。</View>
      <View className='gap'>请问村（社区）干部、乡镇医保窗口，或者打全国医保服务热线 12393。</View>
    </View>
  )
}

function yearsOnOffer(places: readonly PolicyHead[]): string {
  return [...new Set(places.map(({ year }) => year))].sort().join('、')
}
