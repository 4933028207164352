import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, dayInWords, today } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty } from '../../../client/functions'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { QueryView } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '经办情况' })

type Officer = CountyAnswers['officerReport']['people'][number]

const DAYS_BACK = 30
const EARLIEST = '2020-01-01'

/** 经办情况, the auditor's: what each officer did, alone and by two, and what stands out. */
export default function OfficersPage(): ReactNode {
  return (
    <CountyScreen id="page-officers" title="经办情况">
      {({ region, may }) =>
        may.has('officerReport') ? (
          <ReportPart region={region} />
        ) : (
          <View className="notice notice-stop">这一页只给稽核人员看。</View>
        )
      }
    </CountyScreen>
  )
}

interface Days {
  from: string
  to: string
}

function ReportPart({ region }: { region: string }): ReactNode {
  const [days, setDays] = useState<Days>(() => ({ from: addDays(today(), -DAYS_BACK), to: today() }))
  return (
    <View className="columns">
      <DaysForm days={days} onDays={setDays} />
      <Report key={`${days.from} ${days.to}`} region={region} {...days} />
    </View>
  )
}

function DaysForm({ days, onDays }: { days: Days; onDays: (days: Days) => void }): ReactNode {
  const [from, setFrom] = useState<string | null>(days.from)
  const [to, setTo] = useState<string | null>(days.to)
  const ready = from !== null && to !== null && from <= to
  return (
    <Section id="report-days" title="看哪几天">
      <View className="strong">从哪天</View>
      <DayEntry id="report-from" value={from} earliest={EARLIEST} latest={today()} onDay={setFrom} />
      <View className="strong gap">到哪天</View>
      <DayEntry id="report-to" value={to} earliest={EARLIEST} latest={today()} onDay={setTo} />
      <View className="buttons gap">
        <TextButton
          id="report-find"
          className={ready ? 'button' : 'button button-off'}
          onTap={() => {
            if (ready) onDays({ from, to })
          }}
        >
          查
        </TextButton>
      </View>
      <View className="quiet">
        只数在这里有过岗位的人。值得看一看的不一定有错，是提醒从哪里查起；每一条都能在“操作记录”里查到。
      </View>
    </Section>
  )
}

function Report({ region, from, to }: Days & { region: string }): ReactNode {
  const { asked, again } = useCounty('officerReport', { region, from, to })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在数" back={null}>
      {({ people }) => (
        <View>
          <Section id="report-stands-out" title="值得看一看的">
            {people.every(({ standsOut }) => standsOut.length === 0) && <View className="quiet">没有。</View>}
            {people.flatMap((officer) =>
              officer.standsOut.map((words) => (
                <View key={`${officer.person} ${words}`} className="notice">
                  {nameOf(officer)}：{words}
                </View>
              )),
            )}
          </Section>
          <Section id="report-people" title={`${dayInWords(from)}到${dayInWords(to)}`}>
            {people.length === 0 && <View className="quiet">这几天没有人办过事。</View>}
            {people.map((officer) => (
              <OfficerRow key={officer.person} officer={officer} />
            ))}
          </Section>
        </View>
      )}
    </QueryView>
  )
}

const nameOf = ({ who, roleName, person }: Officer): string => who ?? `${roleName}（${person.slice(-6)}）`

function OfficerRow({ officer }: { officer: Officer }): ReactNode {
  const { person, roleName, alone, byTwo, refused, kinds } = officer
  return (
    <View id={`officer-${person}`} className="row">
      <View className="bar-head">
        <View className="strong">{nameOf(officer)}</View>
        <View className="badge">{roleName}</View>
      </View>
      <View className="tallies">
        <Figure words="一个人办" value={counted(alone)} />
        <Figure words="两个人办" value={counted(byTwo)} />
        <Figure words="没有获准" value={counted(refused)} />
      </View>
      {kinds.map(({ action, actionName, alone: by, byTwo: together }) => (
        <View key={action} className="spread">
          <View>{actionName}</View>
          <View className="spread-end">
            {by > 0 ? `一人 ${counted(by)}` : ''}
            {by > 0 && together > 0 ? ' · ' : ''}
            {together > 0 ? `两人 ${counted(together)}` : ''}
          </View>
        </View>
      ))}
    </View>
  )
}
