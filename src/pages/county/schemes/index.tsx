import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { useCounty, useCountyPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted } from '../parts'
import { ActionError, QueryView } from '../../../ui/answers'
import { Chips } from '../../../ui/chips'
import { FormField } from '../../../ui/fields'
import { FileReading, SHEET_ENDINGS } from '../../../ui/file-reading'
import type { FileToRead } from '../../../ui/file-reading'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { OverlapList } from '../../../ui/overlaps'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '别处参保和死亡' })

/** 别处参保和死亡: lists of other schemes and of deaths come in, and whom they name is asked. */
export default function SchemesPage(): ReactNode {
  return (
    <CountyScreen id="page-schemes" title="别处参保和死亡">
      {(desk) => <SchemesPart desk={desk} />}
    </CountyScreen>
  )
}

type Kind = CountyRequests['schemeColumns']['kind']

const KINDS: readonly { kind: Kind; name: string }[] = [
  { kind: 'employee', name: '职工医保名单' },
  { kind: 'elsewhere', name: '外地参保名单' },
  { kind: 'died', name: '死亡名单' },
]

function SchemesPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, year } = desk
  const { asked, again } = useCounty('schemeLists', { region, year })
  const [read, setRead] = useState(0)
  const loaded = (): void => {
    setRead((before) => before + 1)
    again()
  }
  return (
    <View className="columns">
      <View>
        {desk.may.has('importSchemeList') && <Load at={{ region, year }} onRead={loaded} />}
        <QueryView asked={asked} again={again} waitingFor="正在取收到的名单" back={null}>
          {({ lists }) => <Lists lists={lists} />}
        </QueryView>
      </View>
      <OverlapList key={read} region={region} year={year} village={null} may={desk.may.has('settleOverlap')} />
    </View>
  )
}

function Load({ at, onRead }: { at: { region: string; year: number }; onRead: () => void }): ReactNode {
  const [kind, setKind] = useState<Kind>('employee')
  const [sender, setSender] = useState('')
  return (
    <Section id="scheme-load" title="收一份名单">
      <View className="quiet">对一遍台账，只列出要核实的人，谁也不会因为名单就退出。</View>
      <Chips
        choices={KINDS}
        isOn={(one) => one.kind === kind}
        idOf={(one) => `scheme-${one.kind}`}
        onChoose={(one) => setKind(one.kind)}
      />
      <FormField
        id="scheme-sender"
        label="哪个单位给的"
        about="同一个单位的表，栏目对过一次就记住。"
        longest={40}
        value={sender}
        wrong=""
        onType={setSender}
      />
      {sender.trim() !== '' && (
        <File key={`${kind}${sender.trim()}`} list={{ ...at, kind, sender: sender.trim() }} onRead={onRead} />
      )}
    </Section>
  )
}

interface FileProps {
  list: { region: string; year: number; kind: Kind; sender: string }
  onRead: () => void
}

function File({ list: { year, ...list }, onRead }: FileProps): ReactNode {
  const put = useCountyPlainAction('putSchemePart')
  const lay = useCountyPlainAction('schemeColumns')
  const read = useCountyPlainAction('readSchemeList')
  const { at, go } = useRounds()
  const load = async ({ file, called, key, choice }: FileToRead): Promise<void> => {
    const done = await go(async () => {
      const answer = await read.run({ ...list, year, file, called, key, choice })
      return answer === null ? null : { done: answer.done, at: answer.looked, of: answer.list.rows }
    })
    if (done) onRead()
  }
  return (
    <FileReading
      id="scheme"
      endings={SHEET_ENDINGS}
      put={{ state: put.state, run: (file, part) => put.run({ region: list.region, file, ...part }) }}
      layOut={{ state: lay.state, run: (file, key, chosen) => lay.run({ ...list, file, key, chosen }) }}
      goWords="栏目对了，和台账对一遍"
      onRead={load}
    >
      {read.state.is === 'busy' && (
        <WorkBar id="scheme-reading" words="正在和台账对" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="scheme-read" state={read.state} />
    </FileReading>
  )
}

function Lists({ lists }: { lists: CountyAnswers['schemeLists']['lists'] }): ReactNode {
  return (
    <Section id="scheme-lists" title="收到的名单">
      {lists.length === 0 && <View className="quiet">还没有收过。</View>}
      {lists.map(({ list, kindName, sender, called, day, rows, outcomes, unclear }) => (
        <View key={list} className="row">
          <View className="strong">
            {sender}：{kindName}
          </View>
          <View className="quiet">
            {called}，{dayInWords(day)}，{counted(rows)} 人
          </View>
          <View>{outcomes.map(({ name, rows: some }) => `${name} ${counted(some)}`).join('；')}</View>
          {unclear.map(({ line, name, tail, why }) => (
            <View key={line} className="quiet">
              第 {line} 行 {name} {tail === null ? '' : `尾号${tail.replace(/\*/g, '')}`}：{why}
            </View>
          ))}
        </View>
      ))}
    </Section>
  )
}
