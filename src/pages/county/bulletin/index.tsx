import '../progress-bar.scss'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { addDays, dayInWords, today } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty } from '../../../client/functions'
import { sheetOf } from './sheet'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { PrintSheet } from '../../../print/print-sheet'
import { QueryView } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '每周通报' })

type Bulletin = CountyAnswers['bulletin']

/** 通报: the townships in the order of their progress on an evening, against a week before and last year, to print. */
export default function BulletinPage(): ReactNode {
  return (
    <CountyScreen id="page-bulletin" title="每周通报">
      {(desk) => <BulletinPart desk={desk} />}
    </CountyScreen>
  )
}

const WEEK = 7

function BulletinPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, year } = desk
  const { township: named } = useRouter<{ township?: string }>().params
  const township = named === undefined ? null : decodeURIComponent(named)
  const [until, setUntil] = useState(() => addDays(today(), -1))
  const { asked, again } = useCounty('bulletin', { region, year, until, township })
  const isLatest = until >= addDays(today(), -1)
  return (
    <View>
      <View className="spread">
        <TextButton id="bulletin-before" className="link" onTap={() => setUntil(addDays(until, -WEEK))}>
          ‹ 前一周
        </TextButton>
        {!isLatest && (
          <TextButton id="bulletin-after" className="link" onTap={() => setUntil(addDays(until, WEEK))}>
            后一周 ›
          </TextButton>
        )}
      </View>
      <QueryView asked={asked} again={again} waitingFor="正在取这一周的数字" back={null}>
        {(bulletin) => (
          <View className="columns">
            <View>
              <Together bulletin={bulletin} />
              <Problems bulletin={bulletin} />
              <Print bulletin={bulletin} isOfTownship={township !== null} />
            </View>
            <Townships desk={desk} bulletin={bulletin} isOfTownship={township !== null} />
          </View>
        )}
      </QueryView>
    </View>
  )
}

function Together({ bulletin: { name, day, weekBefore, lastYear, total } }: { bulletin: Bulletin }): ReactNode {
  return (
    <Section id="bulletin-total" title={`${name} 截至${dayInWords(day)}晚`}>
      <View className="tallies">
        <Figure
          id="bulletin-percent"
          look="big"
          words={`已完成 ${counted(total.done)} 人，${total.target === null ? '参保对象' : '任务'} ${counted(total.target ?? total.people)} 人`}
          value={total.percent === null ? counted(total.done) : `${total.percent}%`}
        />
        {total.inWeek !== null && <Figure words="一周新增" value={counted(total.inWeek)} />}
      </View>
      <View className="quiet">
        数字是当天夜里留存的，以后再看也不变。
        {weekBefore === null ? '一周前那天没有留存，不比。' : ''}
        {lastYear === null ? '去年同一天没有数字，不比。' : ''}
      </View>
    </Section>
  )
}

function Problems({ bulletin: { problems } }: { bulletin: Bulletin }): ReactNode {
  return (
    <Section id="bulletin-problems" title="存在问题">
      {problems.length === 0 && <View className="notice notice-good">从数字上没有看出问题。</View>}
      {problems.map((problem) => (
        <View key={problem} className="row">
          {problem}
        </View>
      ))}
    </Section>
  )
}

function Townships({
  desk,
  bulletin: { rows, total },
  isOfTownship,
}: {
  desk: CountyWorkplace
  bulletin: Bulletin
  isOfTownship: boolean
}): ReactNode {
  return (
    <Section id="bulletin-rows" title={isOfTownship ? '各村排名' : '乡镇排名'}>
      {rows.map((row) => (
        <Township
          key={row.name}
          desk={desk}
          row={row}
          isBehind={(row.percent ?? 0) < (total.percent ?? 0)}
          isVillage={isOfTownship}
        />
      ))}
    </Section>
  )
}

function Township({
  desk: { region, year },
  row: { rank, name, target, people, done, percent, inWeek, percentLastYear },
  isBehind,
  isVillage,
}: {
  desk: CountyWorkplace
  row: Bulletin['rows'][number]
  isBehind: boolean
  isVillage: boolean
}): ReactNode {
  const open = (): void =>
    void openPage(`/pages/county/township/index?year=${year}&region=${region}&township=${encodeURIComponent(name)}`)
  return (
    <View className={isBehind ? 'bar-row bar-late' : 'bar-row'}>
      <View className="bar-head">
        {isVillage ? (
          <View className="strong">
            {rank}. {name}
          </View>
        ) : (
          <TextButton className="link" label={`看${name}各村`} onTap={open}>
            {rank}. {name}
          </TextButton>
        )}
        <View className="strong">{percent === null ? '—' : `${percent}%`}</View>
      </View>
      <View className="bar-track">
        <View className="bar-done" style={{ width: `${Math.min(100, percent ?? 0)}%` }} />
      </View>
      <View className="quiet">
        {counted(done)} / {counted(target ?? people)} 人{inWeek === null ? '' : `，一周 ${signed(inWeek)} 人`}
        {percentLastYear === null ? '' : `，去年同一天 ${percentLastYear}%`}
      </View>
    </View>
  )
}

const signed = (people: number): string => (people < 0 ? `减少 ${counted(-people)}` : `新增 ${counted(people)}`)

function Print({ bulletin, isOfTownship }: { bulletin: Bulletin; isOfTownship: boolean }): ReactNode {
  const [on, setOn] = useState(false)
  const sheet = useMemo(() => sheetOf(bulletin, isOfTownship ? '村（社区）' : '乡镇'), [bulletin, isOfTownship])
  return (
    <Section id="bulletin-print" title="打印">
      {on ? (
        <PrintSheet table={sheet} name={`${sheet.title}-${bulletin.day}`} />
      ) : (
        <TextButton id="bulletin-draw" className="button button-second" onTap={() => setOn(true)}>
          做成一张表
        </TextButton>
      )}
    </Section>
  )
}
