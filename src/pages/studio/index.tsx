import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { today } from '../../client/days'
import { useStudio, useStudioAction } from '../../client/functions'
import { ActionError, QueryView } from '../../ui/answers'
import { FormField } from '../../ui/fields'
import { openPage } from '../../ui/navigate'
import { TextButton } from '../../ui/tap'
import { Section, StatusTag } from '../../ui/text'
import { StudioScreen, type StudioDesk } from './studio-page'

definePageConfig({ navigationBarTitleText: '政策工作台' })

export default function StudioPage(): ReactNode {
  return (
    <StudioScreen id="page-studio" title="政策工作台">
      {(desk) => <Drafts desk={desk} />}
    </StudioScreen>
  )
}

const openDraft = (draft: string): void => void openPage(`/pages/studio/draft/index?draft=${draft}`)

/** The years that are being written or were published, and a new one to begin. */
function Drafts({ desk: { region, regionName, may } }: { desk: StudioDesk }): ReactNode {
  const { asked, again } = useStudio('drafts', { region })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取政策" back={null}>
      {({ drafts }) => (
        <View>
          <Section id="studio-drafts" title={`${regionName}的政策`}>
            {drafts.length === 0 && <View className="quiet">还没有在这里写过。随小程序带来的通知照常有效。</View>}
            {drafts.map(({ draft, year, state, stateName, day, effective }) => (
              <View key={draft} className="studio-row">
                <TextButton id={`draft-${draft}`} className="link" onTap={() => openDraft(draft)}>
                  {year} 年度
                </TextButton>
                <StatusTag tone={state === 'published' ? 'good' : state === 'signed' ? 'wait' : 'calm'}>
                  {stateName}
                </StatusTag>
                <View className="quiet">
                  {day}
                  {effective === null ? '' : `，从 ${effective} 起生效`}
                </View>
              </View>
            ))}
          </Section>
          {may.has('writePolicy') && <Begin region={region} />}
        </View>
      )}
    </QueryView>
  )
}

function Begin({ region }: { region: string }): ReactNode {
  const [year, setYear] = useState(String(Number(today().slice(0, 4)) + 1))
  const [wrong, setWrong] = useState('')
  const deed = useStudioAction('beginDraft', `${region} ${year}`)
  const begin = async (): Promise<void> => {
    if (!/^20\d\d$/.test(year)) return setWrong('请填四位数的年度，如 2027。')
    const view = await deed.run({ region, year: Number(year) })
    if (view !== null) openDraft(view.draft)
  }
  return (
    <Section id="studio-begin" title="写一个年度">
      <View>照最近一个年度排好，日期已经挪到新的年度，每一项都要对照新通知看过。</View>
      <FormField
        id="begin-year"
        label="年度"
        kind="number"
        longest={4}
        value={year}
        wrong={wrong}
        onType={(value) => {
          setYear(value)
          setWrong('')
        }}
      />
      <View className="gap">
        <TextButton id="begin-go" className="button" onTap={() => void begin()}>
          {deed.state.is === 'busy' ? '正在排' : '开始写'}
        </TextButton>
      </View>
      <ActionError id="begin" state={deed.state} />
    </Section>
  )
}
