import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useEnrolmentPlainAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { CountyScreen } from '../county-page'
import { counted, villageUrl } from '../parts'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { QueryView, ActionError } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '开县和年度' })

type Readiness = CountyAnswers['readiness']
type Need = Readiness['needs'][number]
type Year = Readiness['years'][number]

/** 还缺什么: what a county lacks before its residents can use it, each with its way; and the years, opened with a bar. */
export default function BeginPage(): ReactNode {
  return (
    <CountyScreen id="page-begin" title="还缺什么" always>
      {({ region, may }) => <BeginPart region={region} mayOpen={may.has('openSeason')} />}
    </CountyScreen>
  )
}

function BeginPart({ region, mayOpen }: { region: string; mayOpen: boolean }): ReactNode {
  const { asked, again } = useCounty('readiness', { region })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在看还缺什么" back={null}>
      {({ needs, years }) => (
        <View className="columns">
          <Needs needs={needs} />
          <View>
            {years.map((year) => (
              <YearPart key={year.year} region={region} year={year} mayOpen={mayOpen} onDone={again} />
            ))}
          </View>
        </View>
      )}
    </QueryView>
  )
}

/** Where each of the needs is seen to; none: by the one who runs the deployment. */
const WAYS: Readonly<Record<Need['need'], { page: string; words: string } | null>> = {
  officers: { page: 'people', words: '任命' },
  villages: null,
  clerks: { page: 'people', words: '任命' },
  season: null,
  people: { page: 'quality', words: '看名册' },
  targets: { page: 'targets', words: '录入' },
}

function Needs({ needs }: { needs: readonly Need[] }): ReactNode {
  const missing = needs.filter(({ met }) => !met)
  return (
    <Section id="needs" title={missing.length === 0 ? '都齐了，村民可以用了' : `还缺 ${missing.length} 样`}>
      {[...missing, ...needs.filter(({ met }) => met)].map(({ need, met, words }) => {
        const way = met ? null : WAYS[need]
        return (
          <View key={need} id={`need-${need}`} className="row">
            <View className={met ? '' : 'strong'}>
              {met ? '✓ ' : '! '}
              {words}
            </View>
            {way !== null && (
              <TextButton
                id={`need-go-${need}`}
                className="button button-second"
                onTap={() => void openPage(`/pages/county/${way.page}/index`)}
              >
                {way.words}
              </TextButton>
            )}
          </View>
        )
      })}
    </Section>
  )
}

interface YearPartProps {
  region: string
  year: Year
  mayOpen: boolean
  onDone: () => void
}

/** One year: opened for everybody in the ledger, piece by piece; who could not get theirs, and why. */
function YearPart({ region, year, mayOpen, onDone }: YearPartProps): ReactNode {
  const { year: number, title, official, openedOn, done, opened, people } = year
  const deed = useEnrolmentPlainAction('openSeason')
  const { at, go } = useRounds()
  const open = async (): Promise<void> => {
    const words = `${title}：给名册里的每个人开一份参保，开了以后不能收回。`
    const warning = official ? '' : '手上没有通知原件，内容来自转载，先核对再开。'
    if (openedOn === null && !(await confirmed('开启这一年？', `${words}${warning}`, '开启'))) return
    await go(async () => {
      const part = await deed.run({ region, year: number })
      return part === null ? null : { done: part.done, at: part.opened, of: part.people }
    })
    onDone()
  }
  return (
    <Section id={`year-${number}`} title={title}>
      {!official && <View className="stop-words">没有通知原件，内容来自转载</View>}
      <View id={`year-state-${number}`}>
        {openedOn === null
          ? '还没有开启'
          : `${dayInWords(openedOn)}开启，名册 ${counted(people)} 人，已开 ${counted(opened)} 人${done ? '' : '，还没开完'}`}
      </View>
      {at !== null && !at.done && <WorkBar id={`opening-${number}`} words="正在开" done={at.at} of={at.of} />}
      <ActionError id={`open-${number}`} state={deed.state} />
      {mayOpen && !done && at === null && (
        <TextButton id={`open-${number}`} className="button gap" onTap={() => void open()}>
          {openedOn === null ? '开启这一年' : '接着开'}
        </TextButton>
      )}
      <LeftPart year={year} />
    </Section>
  )
}

function LeftPart({ year: { year, left } }: { year: Year }): ReactNode {
  if (left.length === 0) return null
  return (
    <View id={`left-${year}`} className="notice">
      <View className="strong">这些人没能开，更正资料以后自动补开：</View>
      {left.map(({ resident, household, village, villageName, name, why }) => (
        <TextButton
          key={resident}
          className="link"
          onTap={() => {
            const person = `/pages/village/person/index?household=${household}&resident=${resident}`
            void openPage(villageUrl(village, year, person))
          }}
        >
          {villageName} {name}：{why} ›
        </TextButton>
      ))}
    </View>
  )
}
