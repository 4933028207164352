import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { askCounty, useCounty } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { villageUrl } from '../parts'
import { QueryView } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '逐人核对' })

type List = CountyRequests['countyPeople']['list']
type Found = CountyAnswers['countyPeople']

const LISTS: Readonly<Record<List, string>> = { subsidisedUnpaid: '受资助还没参保', notCovered: '交了没待遇' }

/** People whom somebody has to look after, each with why, and the way to their own page in their village. */
export default function ListedPage(): ReactNode {
  const list: List = useRouter<{ list?: string }>().params.list === 'notCovered' ? 'notCovered' : 'subsidisedUnpaid'
  return (
    <CountyScreen id="page-listed" title={LISTS[list]}>
      {(desk) => <ListedPart desk={desk} list={list} />}
    </CountyScreen>
  )
}

function ListedPart({ desk: { region, year }, list }: { desk: CountyWorkplace; list: List }): ReactNode {
  const request = { region, year, list, village: null, after: null }
  const { asked, again } = useCounty('countyPeople', request)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取名单" back={null}>
      {(first) => <People key={first.people.length} request={request} first={first} />}
    </QueryView>
  )
}

function People({ request, first }: { request: CountyRequests['countyPeople']; first: Found }): ReactNode {
  const [{ people, next }, setFound] = useState(first)
  const [failed, setFailed] = useState(false)
  const more = async (): Promise<void> => {
    const answer = await askCounty('countyPeople', { ...request, after: next }).catch(() => null)
    setFailed(answer?.ok !== true)
    if (answer?.ok) setFound({ ...answer.data, people: [...people, ...answer.data.people] })
  }
  return (
    <Section id="listed" title={people.length === 0 ? '一个也没有' : '按村排列，点开办理'}>
      {people.map(({ resident, household, village, villageName, name, statusName, cause }) => (
        <TextButton
          key={resident}
          className="row listed-person"
          label={`看${villageName}${name}`}
          onTap={() =>
            void openPage(
              villageUrl(
                village,
                request.year,
                `/pages/village/person/index?household=${household}&resident=${resident}`,
              ),
            )
          }
        >
          <View className="step-words">
            <View className="bar-head">
              <View className="strong">
                {name} · {villageName} ›
              </View>
              <View className="badge">{statusName}</View>
            </View>
            <View className="quiet">{cause}</View>
          </View>
        </TextButton>
      ))}
      {failed && <View className="notice">没有连上，再点一次。</View>}
      {next !== null && (
        <TextButton id="listed-more" className="button button-second gap" onTap={() => void more()}>
          再看一些
        </TextButton>
      )}
    </Section>
  )
}
