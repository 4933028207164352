import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useStudio, type PolicyDraft } from '../../../client/functions'
import { QueryView } from '../../../ui/answers'
import { Section } from '../../../ui/text'
import { StudioScreen, type StudioDesk } from '../studio-page'
import { GroupForm } from './group-form'
import { SignPart } from './sign'
import { TablePart } from './table'
import { TryPart } from './try'

definePageConfig({ navigationBarTitleText: '写一个年度' })

export default function DraftPage(): ReactNode {
  const { draft = '' } = useRouter<{ draft?: string }>().params
  return (
    <StudioScreen id="page-studio-draft" title="写一个年度">
      {(desk) => <DraftPart desk={desk} id={draft} />}
    </StudioScreen>
  )
}

function DraftPart({ desk, id }: { desk: StudioDesk; id: string }): ReactNode {
  const { asked, again } = useStudio('draft', { draft: id })
  const [newer, setNewer] = useState<PolicyDraft | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在打开" back={null}>
      {(answer) => {
        const view = newer !== null && newer.serial >= answer.serial ? newer : answer
        return <Written desk={desk} view={view} onView={setNewer} />
      }}
    </QueryView>
  )
}

interface WrittenProps {
  desk: StudioDesk
  view: PolicyDraft
  onView: (view: PolicyDraft) => void
}

/** On the left the values, clause by clause, beside the notice's words; on the right what comes of them. */
function Written({ desk, view, onView }: WrittenProps): ReactNode {
  const open = view.state === 'draft' || view.state === 'signed'
  const mayWrite = open && desk.may.has('writePolicy')
  const severe = view.faults.filter((fault) => fault.severe)
  return (
    <View className="studio">
      <View>
        <View id="draft-head" className={view.left > 0 ? 'notice' : 'notice notice-good'}>
          {desk.regionName} {view.year} 年度 · {view.stateName}
          {view.left > 0 ? ` · 还有 ${view.left} 处没有对照通知看过` : ' · 每一处都看过了'}
        </View>
        {view.groups.map((group) => (
          <GroupForm key={`${group.path} ${view.serial}`} view={view} group={group} may={mayWrite} onView={onView} />
        ))}
      </View>
      <View>
        <Changes view={view} />
        <Faults faults={severe} />
        <OpenMatters view={view} />
        {severe.length === 0 && desk.may.has('tryPolicy') && open && <TryPart view={view} />}
        {severe.length === 0 && <TablePart view={view} />}
        {desk.may.has('signPolicy') && <SignPart view={view} ready={severe.length === 0} onView={onView} />}
      </View>
    </View>
  )
}

function Changes({ view: { changed, fromYear } }: { view: PolicyDraft }): ReactNode {
  return (
    <Section id="draft-changes" title={fromYear === null ? '新的一份' : `和 ${fromYear} 年度不一样的`}>
      {changed.length === 0 && <View className="quiet">数和日子都还没有改。</View>}
      {changed.map(({ group, before, after }, i) => (
        <View key={i} className="studio-row">
          {group}：{before} → <View className="strong">{after}</View>
        </View>
      ))}
    </Section>
  )
}

const FAULTS_SHOWN = 12

function Faults({ faults }: { faults: PolicyDraft['faults'] }): ReactNode {
  if (faults.length === 0) return null
  return (
    <Section id="draft-faults" title={`还有 ${faults.length} 处要改`}>
      {faults.slice(0, FAULTS_SHOWN).map(({ line, message }, i) => (
        <View key={i} className="studio-row">
          第 {line} 行：{message}
        </View>
      ))}
    </Section>
  )
}

function OpenMatters({ view: { open } }: { view: PolicyDraft }): ReactNode {
  if (open.length === 0) return null
  return (
    <Section id="draft-open" title="通知没有说清的">
      {open.map(({ name, why, reading }, i) => (
        <View key={i} className="studio-row">
          <View className="strong">{name}</View>
          <View>{why}</View>
          <View className="quiet">{reading === null ? '没有暂定' : `暂按：${reading}`}</View>
        </View>
      ))}
    </Section>
  )
}
