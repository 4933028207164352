import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { PolicyHead } from '../../../rules'
import { nationally, policies } from '../../../rules'
import { today as currentDay } from '../../client/days'
import type { Editions } from '../../client/use-editions'
import { servedYears } from '../../client/served-years'
import { openFirst, yearCollected, yearWords } from '../../client/years'
import { SEEN_BADGE } from '../../ui/notice'
import { Choice, TextButton } from '../../ui/tap'
import { QuestionTitle } from '../../ui/text'
import { NationalPart } from './national'

interface PlaceQuestionProps {
  region: string | null
  year: number | null
  editions: Editions
  onPlace: (place: Pick<PolicyHead, 'region' | 'year'>) => void
}

/** Which place and year: the one whose season is open stands first, and what is no longer of use says so. */
export function PlaceQuestion({ region, year, editions, onPlace }: PlaceQuestionProps): ReactNode {
  const [absent, setAbsent] = useState(false)
  const today = currentDay()
  const heads = policies()
  const years = openFirst(servedYears(), today)
  return (
    <View id="question-place">
      <QuestionTitle>医保在哪里交？</QuestionTitle>
      <View id="place-collected" className="quiet">
        现在一般在收 {yearCollected(today)} 年度的。
        {years.some(({ state }) => state === 'open') ? '正在收的排在前面。' : '这里还没有正在收的通知，下面是以前的。'}
      </View>
      {years.map((one) => {
        const place = heads.find((head) => head.region === one.region && head.year === one.year)
        return (
          place && (
            <Choice
              key={`${place.region}-${place.year}`}
              id={`place-${place.region}-${place.year}`}
              label={place.regionName}
              hint={place.within}
              on={place.region === region && place.year === year}
              onTap={() => onPlace(place)}
            >
              <Text className={one.state === 'open' ? 'choice-hint strong' : 'choice-hint'}>
                {yearWords(one, one.state)}
              </Text>
              {place.status === 'draft' && <Text className="badge">征求意见稿</Text>}
              {place.status === 'undated' && <Text className="badge">通知缺文号和日期</Text>}
              {place.seen !== 'official' && <Text className="badge">{SEEN_BADGE[place.seen]}</Text>}
            </Choice>
          )
        )
      })}
      {editions.beside.map((place) => (
        <Choice
          key={place.edition}
          id={`place-${place.region}-${place.year}`}
          label={place.name}
          hint=""
          on={false}
          onTap={() => editions.take(place, () => onPlace(place))}
        >
          <Text className="choice-hint">{place.year} 年度，新发布的，要连一次网</Text>
        </Choice>
      ))}
      {editions.complaint !== '' && (
        <View id="place-complaint" className="notice">
          {editions.complaint}
        </View>
      )}
      <TextButton id="place-absent" className="link gap" expanded={absent} onTap={() => setAbsent(!absent)}>
        没有我的地方或年度，怎么办？
      </TextButton>
      {absent && <PlaceAbsent today={today} />}
    </View>
  )
}

/** Nothing of a neighbour's, and nothing of another year's: what the nation says, and whom to ask. */
function PlaceAbsent({ today }: { today: string }): ReactNode {
  const collected = yearCollected(today)
  const [year, setYear] = useState(collected)
  const known = [collected - 1, collected, collected + 1].filter((one) => one === collected || nationally(one) !== null)
  return (
    <View id="place-absent-words">
      <View className="notice notice-calm">
        <View className="strong">您那里的政策，这里还没有。</View>
        <View className="gap">各地交的钱、免的人都不一样，不能拿别处的数来代替，所以算不了。</View>
        <View className="gap">请问村（社区）干部、乡镇医保窗口，或者打全国医保服务热线 12393。</View>
      </View>
      <View className="chips gap">
        {known.map((one) => (
          <TextButton
            key={one}
            id={`national-${one}`}
            className={one === year ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={one === year}
            onTap={() => setYear(one)}
          >
            {one} 年度
          </TextButton>
        ))}
      </View>
      <NationalPart year={year} />
    </View>
  )
}
