import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords, today } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { askCounty, useCounty, useCountyPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { FileReading, SHEET_ENDINGS } from '../../../ui/file-reading'
import type { FileToRead } from '../../../ui/file-reading'
import { useRounds, WorkBar } from '../../../ui/long-work'
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
          <Batches key={batches[0]?.batch ?? ''} region={region} first={batches} year={year} />
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

const FIRST_BATCHES = 20

/** What was loaded, the latest first; earlier ones are asked for. */
function Batches({
  region,
  first,
  year,
}: {
  region: string
  first: CountyAnswers['rosters']['batches']
  year: number
}): ReactNode {
  const [found, setFound] = useState<{ batches: typeof first; next: string | null } | null>(null)
  const batches = found?.batches ?? first
  const more = async (): Promise<void> => {
    const answer = await askCounty('rosterBatches', { region, year, after: found?.next ?? null }).catch(() => null)
    if (!answer?.ok) return
    const known = new Set(batches.map(({ batch }) => batch))
    setFound({
      batches: [...batches, ...answer.data.batches.filter(({ batch }) => !known.has(batch))],
      next: answer.data.next,
    })
  }
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
      {(found === null ? first.length >= FIRST_BATCHES : found.next !== null) && (
        <TextButton id="batches-more" className="button button-second gap" onTap={() => void more()}>
          再看早些的
        </TextButton>
      )}
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

/** One list from its certifier: from whom, confirmed when, and the file, whose columns are looked at first. */
function RosterUpload({ desk: { region, year }, roster, onRead }: RosterUploadProps): ReactNode {
  const [certifier, setCertifier] = useState(roster.certifiers.length === 1 ? roster.certifiers[0]! : '')
  const [day, setDay] = useState<string | null>(today())
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
        <View className="notice">
          通知要求加密报送：请用加密的文件，上传以后会问打开密码。密码只用来打开这一次，不保存。
        </View>
      )}
      {certifier !== '' && (
        <RosterFile
          key={certifier}
          list={{ region, year, roster: roster.roster, certifier }}
          day={day}
          onRead={onRead}
        />
      )}
    </Section>
  )
}

interface RosterFileProps {
  list: { region: string; year: number; roster: string; certifier: string }
  day: string | null
  onRead: (batch: string) => void
}

function RosterFile({ list, day, onRead }: RosterFileProps): ReactNode {
  const put = useCountyPlainAction('putRosterPart')
  const lay = useCountyPlainAction('rosterColumns')
  const read = useCountyPlainAction('readRoster')
  const { at, go } = useRounds()

  const load = async ({ file, called, key, choice }: FileToRead): Promise<void> => {
    if (day === null) return
    let batch = ''
    const done = await go(async () => {
      const answer = await read.run({ ...list, confirmedOn: day, file, key, choice, called: called.slice(-120) })
      if (answer === null) return null
      batch = answer.batch
      return { done: answer.done, at: answer.checked, of: answer.rows }
    })
    if (done) onRead(batch)
  }
  return (
    <FileReading
      id="roster"
      endings={SHEET_ENDINGS}
      put={{ state: put.state, run: (file, part) => put.run({ region: list.region, file, ...part }) }}
      layOut={{ state: lay.state, run: (file, key, chosen) => lay.run({ ...list, file, key, chosen }) }}
      goWords="栏目对了，核对（先不登记）"
      ready={day !== null}
      onRead={load}
    >
      {read.state.is === 'busy' && (
        <WorkBar id="roster-reading" words="正在逐行核对" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="roster-read" state={read.state} />
    </FileReading>
  )
}
