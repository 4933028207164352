import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useStudioAction } from '../../../client/functions'
import { ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section, StatusTag } from '../../../ui/text'
import type { PolicyDraft } from '../../../client/functions'

type Group = PolicyDraft['groups'][number]

const KINDS: Readonly<Record<Group['fields'][number]['kind'], string>> = {
  number: '数',
  day: '日子',
  length: '多久',
  words: '通知的原话',
}
const LONGEST = { number: 11, day: 10, length: 12, words: 2_000 } as const

interface GroupFormProps {
  view: PolicyDraft
  group: Group
  may: boolean
  onView: (view: PolicyDraft) => void
}

/** The values of one clause beside its sentence; saved together, and with that looked at. */
export function GroupForm({ view, group, may, onView }: GroupFormProps): ReactNode {
  const { path, name, cite, looked, fields } = group
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const deed = useStudioAction('setYearValues', `${view.draft} ${view.serial} ${path}`)
  const save = async (): Promise<void> => {
    const values = Object.entries(typed).map(([at, value]) => ({ path: at, value }))
    const after = await deed.run({ draft: view.draft, serial: view.serial, values, looked: [path] })
    if (after !== null) onView(after)
  }
  const refused = deed.state.is === 'refused' ? deed.state.error : null
  return (
    <Section id={`group-${path}`} title={name}>
      <StatusTag tone={looked ? 'good' : 'act'}>{looked ? '看过了' : '还没有看'}</StatusTag>
      {cite !== null && <View className="quiet">通知 {cite}</View>}
      <View className="studio-values">
        {fields.map(({ path: at, kind, value, before }) => (
          <View key={at} className={kind === 'words' ? 'studio-words' : ''}>
            <FormField
              id={`field-${at}`}
              label={KINDS[kind]}
              {...(before === null || before === value ? {} : { about: `上一年：${before}` })}
              longest={LONGEST[kind]}
              value={typed[at] ?? value}
              wrong={refused?.path === at ? refused.message : ''}
              onType={(next) => {
                deed.changed()
                setTyped((all) => ({ ...all, [at]: next }))
              }}
            />
          </View>
        ))}
      </View>
      {may && (
        <View className="gap">
          <TextButton id={`save-${path}`} className="button button-second" onTap={() => void save()}>
            {deed.state.is === 'busy' ? '正在保存' : Object.keys(typed).length > 0 ? '保存，看过了' : '没有变，看过了'}
          </TextButton>
        </View>
      )}
      {refused?.path !== undefined && fields.some((field) => field.path === refused.path) ? null : (
        <ActionError id={`group-${path}`} state={deed.state} />
      )}
    </Section>
  )
}
