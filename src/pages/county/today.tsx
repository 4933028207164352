import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CountyAnswers } from '../../client/functions'
import { useCounty } from '../../client/functions'
import type { CountyWorkplace } from './county-page'
import { counted, villageUrl } from './parts'
import { QueryView } from '../../ui/answers'
import { openPage } from '../../ui/navigate'
import { Alert, TextButton } from '../../ui/tap'
import { Section } from '../../ui/text'

type Today = CountyAnswers['countyToday']
type Matter = Today['matters'][number]['matter']

/** Where each matter is seen to; null: by who runs the deployment. */
const PAGES: Readonly<Record<Matter, string | null>> = {
  proposals: 'approvals',
  refunds: 'refunds',
  unmatched: 'oddities',
  exceptions: 'tax',
  taxFiles: 'tax',
  rosters: 'rosters',
  duplicates: 'quality',
  nights: null,
  needs: 'begin',
}

/** What keeps people from their rights, or stops the work, is red. */
const STOPS: ReadonlySet<Matter> = new Set<Matter>(['nights', 'taxFiles', 'needs'])

/** 今天: what waits for the county, who has to be looked after one by one, and which villages are behind. */
export function CountyTodayPart({ desk: { region, year } }: { desk: CountyWorkplace }): ReactNode {
  const { asked, again } = useCounty('countyToday', { region, year })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在看今天要办什么" back={null}>
      {(today) => (
        <View id="county-today">
          <Matters matters={today.matters} year={year} />
          <View className="tiles">
            {today.lists.map(({ list, name, people }) => (
              <TextButton
                key={list}
                id={`list-${list}`}
                className={`tile tile-${people > 0 ? 'stop' : 'plain'}`}
                onTap={() => void openPage(`/pages/county/listed/index?list=${list}&year=${year}`)}
              >
                <View className="tile-number">{counted(people)} 人</View>
                <View className="tile-name">{name}，看原因 ›</View>
              </TextButton>
            ))}
          </View>
          <Behind today={today} year={year} />
        </View>
      )}
    </QueryView>
  )
}

function Matters({ matters, year }: { matters: Today['matters']; year: number }): ReactNode {
  if (matters.length === 0)
    return (
      <View id="matters-none" className="notice notice-good">
        今天没有等着办的。
      </View>
    )
  return (
    <View id="matters">
      {matters.map(({ matter, words }) => {
        const page = PAGES[matter]
        const stop = STOPS.has(matter)
        if (page === null)
          return (
            <View key={matter} id={`matter-${matter}`} className="notice notice-stop">
              {words}
            </View>
          )
        const open = (): void => void openPage(`/pages/county/${page}/index?year=${year}`)
        return <Alert key={matter} id={`matter-${matter}`} stop={stop} words={words} onTap={open} />
      })}
    </View>
  )
}

/** Who falls behind leads into that village, where the list of who has not paid is one tap away. */
function Behind({ today: { behind }, year }: { today: Today; year: number }): ReactNode {
  if (behind.length === 0) return null
  return (
    <Section id="behind" title="落在后面的村">
      {behind.map(({ village, villageName, people, unpaid, percent }) => (
        <TextButton
          key={village}
          id={`behind-${village}`}
          className="row"
          onTap={() => void openPage(villageUrl(village, year))}
        >
          <View className="step-words">
            <View className="bar-head">
              <View className="strong">{villageName} ›</View>
              <View className="strong">{percent}%</View>
            </View>
            <View className="progress-track">
              <View className="progress-bar" style={{ width: `${percent}%` }} />
            </View>
            <View className="quiet">
              {counted(people)} 人里还有 {counted(unpaid)} 人没办好
            </View>
          </View>
        </TextButton>
      ))}
    </Section>
  )
}
