import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { PolicyDraft } from '../../../client/functions'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import { MeetPart } from './meet'
import { TablePart } from './table'
import { TryPart } from './try'

interface ResultsPartProps {
  view: PolicyDraft
  mayTry: boolean
  onDone: () => void
}

/** What the draft comes to: what changes, what is open, how a resident meets it, the table, and the county's people. */
export function ResultsPart({ view, mayTry, onDone }: ResultsPartProps): ReactNode {
  const severe = severeFaults(view)
  if (severe.length > 0) return <Faults faults={severe} />
  return (
    <View>
      <View className="studio">
        <View>
          <Changes view={view} />
          <OpenMatters view={view} />
        </View>
        <MeetPart key={view.serial} view={view} />
      </View>
      <TablePart key={`table ${view.serial}`} view={view} />
      {mayTry && <TryPart key={`try ${view.serial}`} view={view} />}
      <View className="gap">
        <TextButton id="results-done" className="button" onTap={onDone}>
          去签字
        </TextButton>
      </View>
    </View>
  )
}

export const severeFaults = ({ faults }: PolicyDraft): PolicyDraft['faults'] => faults.filter(({ severe }) => severe)

function Changes({ view: { changed, fromYear } }: { view: PolicyDraft }): ReactNode {
  return (
    <Section id="draft-changes" title={fromYear === null ? '新的一份' : `和 ${fromYear} 年度不一样的数和日子`}>
      {changed.length === 0 && <View className="quiet">数和日子都还没有改。</View>}
      {changed.map(({ group, label, before, after }, i) => (
        <View key={i} className="studio-row">
          <View className="quiet">
            {group}：{label}
          </View>
          <View>
            {inWords(before)} → <View className="strong studio-after">{inWords(after)}</View>
          </View>
        </View>
      ))}
    </Section>
  )
}

const inWords = (value: string): string => value.replace(/^(\d+) days$/, '$1天').replace(/^(\d+) months$/, '$1个月')

const FAULTS_SHOWN = 12

function Faults({ faults }: { faults: PolicyDraft['faults'] }): ReactNode {
  return (
    <Section id="draft-faults" title={`还有 ${faults.length} 处对不上，改好才看得到结果`}>
      {faults.slice(0, FAULTS_SHOWN).map(({ group, message }, i) => (
        <View key={i} className="studio-row">
          {group === null ? '' : `${group}：`}
          {message}
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
          <View className="quiet">{reading === null ? '没有暂定' : `暂时按：${reading}`}</View>
        </View>
      ))}
    </Section>
  )
}
