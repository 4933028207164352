import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords, today } from '../../../client/days'
import type { PickedFile } from '../../../client/files'
import { pickFile, useUpload } from '../../../client/files'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useCountyPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, UploadBar, useRounds, WorkBar } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { DayEntry, FormField } from '../../../ui/fields'
import { openPage } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '资助名单' })

export default function RostersPage(): ReactNode {
  return (
    <CountyScreen id="page-rosters" title="资助名单">
      {(desk) => <RostersPart desk={desk} />}
    </CountyScreen>
  )
}

const KINDS: Readonly<Record<Roster['kind'], string>> = {
  changes: '报新增和减少的人',
  whole: '整册报送：册上没有的人，视为不再认定',
  employee: '已参加职工医保的人',
}

/** The lists that the place's notice knows, one to be loaded, and the batches so far. */
function RostersPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, year } = desk
  const { asked, again } = useCounty('rosters', { region, year })
  const [chosen, setChosen] = useState<Roster | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取名单" back={null}>
      {({ rosters, batches }) => (
        <View className="columns">
          <View>
            <Section id="rosters" title="可以导入的名单">
              {rosters.map((roster) => (
                <RosterRow
                  key={roster.roster}
                  roster={roster}
                  may={desk.may.has('importRoster')}
                  onLoad={() => setChosen(roster)}
                />
              ))}
            </Section>
            {chosen !== null && (
              <RosterUpload
                key={chosen.roster}
                desk={desk}
                roster={chosen}
                onRead={(batch) => openBatch(batch, year)}
              />
            )}
          </View>
          <Batches batches={batches} year={year} />
        </View>
      )}
    </QueryView>
  )
}

const openBatch = (batch: string, year: number): void =>
  void openPage(`/pages/county/roster/index?batch=${encodeURIComponent(batch)}&year=${year}`)

function RosterRow({ roster, may, onLoad }: { roster: Roster; may: boolean; onLoad: () => void }): ReactNode {
  const { roster: id, from, kind, encrypted, open, cite, quote, reading } = roster
  return (
    <View id={`roster-${id}`} className="row">
      <WhyClause
        id={`roster-${id}`}
        ask="依据"
        head={<View className="strong">{from}</View>}
        source={{ cite, quote }}
      />
      <View className="quiet">
        {KINDS[kind]}
        {encrypted ? '；要加密' : ''}
        {reading === null ? '' : `；${reading}`}
      </View>
      {open.map(({ field, why, reading: read }) => (
        <View key={field} className="notice">
          通知没有写清楚：{why}。先按“{read}”办。
        </View>
      ))}
      {may && (
        <TextButton id={`load-${id}`} className="link" label={`导入${from}的名单`} onTap={onLoad}>
          导入一份 ›
        </TextButton>
      )}
    </View>
  )
}

function Batches({ batches, year }: { batches: CountyAnswers['rosters']['batches']; year: number }): ReactNode {
  return (
    <Section id="batches" title="导入过的">
      {batches.length === 0 && <View className="quiet">还没有导入过。</View>}
      {batches.map(({ batch, certifier, name, stateName, uploadedOn, rows, sentBack, people, sentence }) => (
        <TextButton key={batch} id={`batch-${batch}`} className="row" onTap={() => openBatch(batch, year)}>
          <View className="step-words">
            <View className="bar-head">
              <View className="strong">
                {certifier} · {name} ›
              </View>
              <View className="badge">{stateName}</View>
            </View>
            <View>
              {dayInWords(uploadedOn)}，{counted(rows)} 行，{counted(people)} 人有变化
              {sentBack === 0 ? '' : `，${counted(sentBack)} 行要退回核实`}
            </View>
            <View className="quiet">{sentence}</View>
          </View>
        </TextButton>
      ))}
    </Section>
  )
}

type Roster = CountyAnswers['rosters']['rosters'][number]

interface RosterUploadProps {
  desk: CountyWorkplace
  roster: Roster
  /** The batch that came of it, read and checked. */
  onRead: (batch: string) => void
}

/** One list from its certifier: from whom, confirmed when, the file, and its key where it is encrypted. */
function RosterUpload({ desk: { region, year }, roster, onRead }: RosterUploadProps): ReactNode {
  const put = useCountyPlainAction('putRosterPart')
  const read = useCountyPlainAction('readRoster')
  const { state, send } = useUpload((file, part) => put.run({ region, file, ...part }))
  const { at, go } = useRounds()
  const [certifier, setCertifier] = useState(roster.certifiers.length === 1 ? roster.certifiers[0]! : '')
  const [day, setDay] = useState<string | null>(today())
  const [picked, setPicked] = useState<PickedFile | null>(null)
  const [key, setKey] = useState('')
  const ready = certifier !== '' && day !== null && picked !== null

  const load = async (): Promise<void> => {
    if (!ready) return
    const file = await send(picked)
    if (file === null) return
    let batch = ''
    const done = await go(async () => {
      const answer = await read.run({
        region,
        year,
        roster: roster.roster,
        certifier,
        confirmedOn: day,
        file,
        key: key === '' ? null : key,
      })
      if (answer === null) return null
      batch = answer.batch
      return { done: answer.done, at: answer.checked, of: answer.rows }
    })
    if (done) onRead(batch)
  }
  return (
    <Section id="roster-upload" title={roster.from}>
      {roster.certifiers.length > 1 && (
        <View className="chips">
          {roster.certifiers.map((one) => (
            <TextButton
              key={one}
              className={one === certifier ? 'chip chip-on' : 'chip'}
              role="radio"
              checked={one === certifier}
              onTap={() => setCertifier(one)}
            >
              {one}
            </TextButton>
          ))}
        </View>
      )}
      <View className="strong gap">认定部门哪天确认的</View>
      <DayEntry id="roster-day" value={day} earliest="2020-01-01" latest={today()} onDay={setDay} />
      <View className="quiet gap">
        表里要有：
        {roster.columns.map(({ heading, required }) => `${heading}${required ? '' : '（可以没有）'}`).join('、')}
      </View>
      {roster.encrypted && (
        <View className="notice">通知要求加密报送：请用加密的文件，把口令填在下面。口令只用来打开这一次，不保存。</View>
      )}
      <View className="gap">
        <TextButton
          id="roster-pick"
          className="button button-second"
          onTap={() =>
            void pickFile(['xlsx', 'csv', 'zip']).then((file) => {
              if (file !== null) setPicked(file)
            })
          }
        >
          {picked === null ? '选表格文件' : picked.name}
        </TextButton>
      </View>
      <FormField
        id="roster-key"
        label="文件口令（没有加密就不填）"
        longest={128}
        value={key}
        wrong=""
        onType={setKey}
      />
      <UploadBar state={state} />
      {read.state.is === 'busy' && (
        <WorkBar id="roster-reading" words="正在逐行核对" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="roster-put" state={put.state} />
      <ActionError id="roster-read" state={read.state} />
      <View className="gap">
        <TextButton id="roster-load" className={ready ? 'button' : 'button button-off'} onTap={() => void load()}>
          上传并核对（先不登记）
        </TextButton>
      </View>
    </Section>
  )
}
